"""How long a confirmation is good, and how many themes one person may carry."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.matrix import may_edit
from network.models import Municipality, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules.matrix import editors


def set_directory_terms(*, by: User, municipality: Municipality, months: int, most_themes: int) -> bool:
    """False when nothing changed. A longer or shorter time holds for what was confirmed before too."""
    if not may_edit(by, municipality):
        raise NotAllowed
    held = roles_of(by).of(*editors(is_live=municipality.is_live))
    role = next(one.role for one in held if one.municipality_id == municipality.pk)
    with transaction.atomic():
        row = Municipality.objects.select_for_update(of=("self",), no_key=True).get(pk=municipality.pk)
        if (row.confirm_every_months, row.most_themes) == (months, most_themes):
            return False
        row.confirm_every_months, row.most_themes = months, most_themes
        row.save(update_fields=["confirm_every_months", "most_themes"])
        said = {"months": months, "themes": most_themes}
        detail = _("asked again after %(months)s months; one person carries at most %(themes)s themes") % said
        write_down(MunicipalityEvent.DIRECTORY_TERMS_SET, row, by=by, role=role, detail=detail)
    return True
