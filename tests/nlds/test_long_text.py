"""A text counts as many characters as the counter showed while it was typed."""

import pytest
from django.core.exceptions import ValidationError

from hkin.nlds.fields import LongTextField


def test_a_line_end_counts_once() -> None:
    assert LongTextField(max_length=3).clean("a\r\nb") == "a\nb"


def test_one_character_too_many_is_refused() -> None:
    with pytest.raises(ValidationError):
        LongTextField(max_length=3).clean("a\r\nbc")


def test_the_browser_is_not_told_to_cut_a_pasted_text() -> None:
    assert "maxlength" not in LongTextField(max_length=3, min_length=1).widget.attrs
