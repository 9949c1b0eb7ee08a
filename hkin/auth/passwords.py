"""What a good password is, in our words."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext, ngettext


class LongEnough(MinimumLengthValidator):
    """In our words: Django 5.2 has no Dutch for its sentence."""

    def get_error_message(self) -> str:
        words = ngettext("Use at least %(count)s character.", "Use at least %(count)s characters.", self.min_length)
        return words % {"count": self.min_length}


class UnlikeYourName(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return gettext("This looks too much like your name or e-mail address. Choose something else.")
