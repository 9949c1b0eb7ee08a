"""What happens at every sign-in, by whatever door: the session begins."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SigningIn(AppConfig):
    name = "hkin.auth"
    label = "signing_in"

    def ready(self) -> None:
        from hkin.auth.sessions import begin_session  # noqa: PLC0415 (models are known only now)

        user_logged_in.connect(begin_session, dispatch_uid="begin_session")
