from django.apps import AppConfig

from hkin.outbox.kinds import register
from hkin.privacy.labels import name_codes
from signals.messages import KINDS
from signals.rules.labels import LOOK_WORDS, PURPOSE_WORDS, VERB_WORDS


class SignalsConfig(AppConfig):
    name = "signals"

    def ready(self) -> None:
        from network.going_live import register_check  # noqa: PLC0415
        from network.rules.starting import Line  # noqa: PLC0415
        from signals.actions.leaving import take_over_from_leavers  # noqa: PLC0415 (models are loaded only now)
        from signals.actions.naming import register_effect  # noqa: PLC0415
        from signals.actions.terms import terms_are_set  # noqa: PLC0415
        from signals.dead_ends import rides_well  # noqa: PLC0415
        from signals.research import gates_are_held  # noqa: PLC0415
        from signals.retention import declare_rules  # noqa: PLC0415

        register(*KINDS)
        name_codes("action", {**VERB_WORDS, **LOOK_WORDS})
        name_codes("purpose", PURPOSE_WORDS)
        declare_rules()
        register_effect()
        register_check(Line.RETENTION_TERMS, terms_are_set)
        register_check(Line.DEAD_ENDS, rides_well)
        register_check(Line.PROTOCOL_GATES, gates_are_held)
        take_over_from_leavers()
