"""What happens at every sign-in, by whatever door: the session begins."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SigningIn(AppConfig):
    name = "hkin.auth"
    label = "signing_in"

    def ready(self) -> None:
        from hkin.auth import checks  # noqa: F401, PLC0415 (registers itself; models are known only now)
        from hkin.auth.retention import declare_rules  # noqa: PLC0415
        from hkin.auth.sessions import begin_session  # noqa: PLC0415

        user_logged_in.connect(begin_session, dispatch_uid="begin_session")
        declare_rules()
