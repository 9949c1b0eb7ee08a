"""A code for a phone holds exactly the squares of the address, and white around them."""

import re
from itertools import product

import pytest
import segno
from django.template import Context, Template

from hkin.nlds.qr import qr_of

ADDRESS = "https://hkin.example/signalen/nieuw/"


def dark(path: str) -> set[tuple[int, int]]:
    """The squares that a path fills: column and row."""
    strokes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path)
    assert all(there == back for _x, _y, there, back in strokes)
    return {(int(x) + step, int(y)) for x, y, length, _ in strokes for step in range(int(length))}


@pytest.mark.parametrize("address", [ADDRESS, "x", f"{ADDRESS}?van={'a' * 400}"])
def test_what_is_drawn_is_the_code(address: str) -> None:
    matrix = segno.make(address, error="m", micro=False).matrix
    side = range(len(matrix))
    assert dark(qr_of(address).path) == {(x + 4, y + 4) for x, y in product(side, side) if matrix[y][x]}


def test_there_is_white_around_it() -> None:
    code = qr_of(ADDRESS)
    places = [place for square in dark(code.path) for place in square]
    assert (min(places), max(places)) == (4, code.size - 5)


def test_the_page_draws_it_without_a_style_and_names_it() -> None:
    html = Template("{% load nlds %}{% qr address label %}").render(Context({"address": ADDRESS, "label": 'De "code"'}))
    assert 'role="img" aria-label="De &quot;code&quot;"' in html
    assert "style" not in html
