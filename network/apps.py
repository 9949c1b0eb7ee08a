from django.apps import AppConfig

from hkin.outbox.kinds import register
from hkin.privacy.labels import name_codes
from network.messages import KINDS
from network.rules.joint_names import ACTION_WORDS, PURPOSE_WORDS


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        from network.actions import going_live  # noqa: PLC0415 (models are loaded only now)
        from network.actions.sight import register_effect  # noqa: PLC0415
        from network.going_live import register_checks  # noqa: PLC0415
        from network.retention import declare_rules  # noqa: PLC0415

        register(*KINDS)
        name_codes("action", ACTION_WORDS)
        name_codes("purpose", PURPOSE_WORDS)
        declare_rules()
        register_effect()
        going_live.register_effect()
        register_checks()
