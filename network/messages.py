"""The kinds of message the directory sends."""

from django.utils.translation import gettext_lazy as _

from hkin.outbox.kinds import Kind

KINDS = [Kind("directory_hole", inbox_text=_("The directory has a hole"))]
