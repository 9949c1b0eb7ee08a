"""Badges, lists of facts, pages of a list and empty lists say in words what they show."""

from typing import Any

import pytest
from django.template import Context, Template

from hkin.nlds.icons import ICONS
from hkin.nlds.templatetags.nlds import STATUS_ICONS

pytestmark = pytest.mark.usefixtures("in_source_words")


def page(source: str, **context: Any) -> str:
    return Template("{% load nlds %}" + source).render(Context(context))


@pytest.mark.parametrize("kind", STATUS_ICONS)
def test_a_badge_says_its_status_in_a_word(kind: str) -> None:
    assert "In behandeling</span>" in page("{% status_badge kind 'In behandeling' %}", kind=kind)


@pytest.mark.parametrize("kind", sorted(set(STATUS_ICONS) - {"neutral"}))
def test_a_badge_has_a_sign_beside_its_colour(kind: str) -> None:
    assert "<svg" in page("{% status_badge kind 'x' %}", kind=kind)


def test_signs_differ_where_colours_do() -> None:
    alike = {"warning", "urgent"}  # these two differ by weight: light and solid
    signs = [ICONS[name] for kind, name in STATUS_ICONS.items() if name and kind not in alike]
    assert len(signs) == len(set(signs))


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_not_read_out(name: str) -> None:
    assert 'aria-hidden="true" focusable="false"' in page("{% icon name %}", name=name)


def test_a_fact_that_is_not_known_says_so() -> None:
    assert "not filled in" in page("{% summary_list facts %}", facts=[("When", "")])


def test_a_fact_keeps_its_line_ends_and_not_its_markup() -> None:
    html = page("{% summary_list facts %}", facts=[("What", "een\ntwee <b>")])
    assert "een<br>twee &lt;b&gt;" in html


def test_a_link_to_change_a_fact_says_which() -> None:
    html = page("{% summary_list facts %}", facts=[("What", "x", "/wijzig/", "Change")])
    assert 'Change<span class="hkin-visually-hidden">: What</span></a>' in html


def test_a_list_of_one_page_has_no_pager() -> None:
    assert page("{% pager older='' newer='' %}").strip() == ""


def test_the_last_page_leads_back_to_the_first() -> None:
    assert 'href="?q=a"' in page("{% pager older='' first='?q=a' %}")


def test_a_pager_links_to_what_is_older_and_newer() -> None:
    html = page("{% pager older='?voor=2&amp;q=a' newer='?na=1' %}")
    assert 'href="?na=1" rel="prev"' in html
    assert 'rel="next"' in html


def test_an_empty_list_says_what_to_do() -> None:
    html = page("{% empty_state 'No signals' 'File one.' href='/nieuw/' link='File a signal' %}")
    assert "No signals" in html
    assert 'href="/nieuw/">File a signal</a>' in html


def test_an_alert_that_appears_by_itself_is_read_out() -> None:
    assert 'role="status"' in page("{% alert 'ok' 'Saved' is_live=True %}")
    assert 'role="alert"' in page("{% alert 'error' 'Failed' is_live=True %}")
