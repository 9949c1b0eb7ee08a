"""An agreement changes by a new version with who and why; what it said before stays to be read and compared."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from network.cast import Cast
from network.models import User
from signals.models import Norm, NormVersion
from tests.signals.filing_form import signed_in
from tests.signals.norms import RULE, typed, written

BETTER = "Is er een kind in beeld? Dan bellen we dezelfde dag met Veilig Thuis."


def changed(cast: Cast, norm: Norm, name: str = "joris", **more: Any) -> Any:
    sent = {"rule": BETTER, "why": "Wij spraken dit in november af.", "seen": 1} | more
    return signed_in(cast[name]).post(reverse("signals:norm_change", args=[norm.uuid]), typed(cast, **sent))


def retired(user: User, norm: Norm, **more: Any) -> Any:
    sent = {"why": "De wet is veranderd.", "seen": 1} | more
    return signed_in(user).post(reverse("signals:norm_retire", args=[norm.uuid]), sent)


def page(cast: Cast, norm: Norm, query: str = "") -> str:
    answer = signed_in(cast.bea).get(reverse("signals:norm", args=[norm.uuid]) + query)
    return unescape(answer.content.decode())


def test_a_change_makes_a_next_version_with_who_and_why(cast: Cast) -> None:
    norm = written(cast)
    assert changed(cast, norm).status_code == 302
    now, before = norm.versions.all()
    assert (now.number, now.rule, now.by) == (2, BETTER, cast.joris)
    assert (before.number, before.rule, before.by) == (1, RULE, cast.bea)
    assert "Wij spraken dit in november af." in page(cast, norm)


def test_a_change_says_why(cast: Cast) -> None:
    norm = written(cast)
    assert changed(cast, norm, why="").status_code == 422
    assert norm.versions.count() == 1


def test_the_form_begins_with_what_it_says_now(cast: Cast) -> None:
    norm = written(cast, themes=("T07",))
    answer = signed_in(cast.joris).get(reverse("signals:norm_change", args=[norm.uuid]))
    form = answer.context["form"]
    assert (form["rule"].value(), form["themes"].value()) == (RULE, ["T07"])


def test_two_versions_stand_beside_each_other(cast: Cast) -> None:
    norm = written(cast)
    changed(cast, norm)
    shown = page(cast, norm, "?van=1&naar=2")
    assert f"<del>{RULE}</del>" in shown
    assert f"<ins>{BETTER}</ins>" in shown
    assert shown.count("<ins>") == 1


@pytest.mark.parametrize("query", ["?van=1&naar=1", "?van=1&naar=9", "?van=x&naar=2", "?van=1"])
def test_what_cannot_be_compared_shows_the_agreement_alone(cast: Cast, query: str) -> None:
    norm = written(cast)
    changed(cast, norm)
    assert "<ins>" not in page(cast, norm, query)


def test_a_form_made_from_an_older_version_shows_what_it_says_now_and_keeps_what_was_typed(cast: Cast) -> None:
    norm = written(cast)
    changed(cast, norm)
    mine = "Is er een kind in beeld? Dan vragen we het eerst aan de wijk."
    answer = changed(cast, norm, "bea", rule=mine)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert BETTER in shown
    assert mine in shown
    assert norm.versions.count() == 2
    assert changed(cast, norm, "bea", rule=mine, seen=answer.context["form"]["seen"].value()).status_code == 302


def test_a_form_sent_twice_makes_one_version(cast: Cast) -> None:
    norm = written(cast)
    key = "0b9c1c7e-1111-4222-8333-123456789abc"
    assert [changed(cast, norm, key=key).status_code for _press in range(2)] == [302, 302]
    assert norm.versions.count() == 2


def test_retiring_takes_a_reason_and_leaves_the_history(cast: Cast) -> None:
    norm = written(cast)
    assert retired(cast.bea, norm, why="").status_code == 422
    assert retired(cast.bea, norm).status_code == 302
    shown = page(cast, norm)
    assert "De wet is veranderd." in shown
    assert RULE in shown


def test_what_is_retired_is_not_changed_any_more(cast: Cast) -> None:
    norm = written(cast)
    retired(cast.bea, norm)
    answer = changed(cast, norm)
    assert answer.status_code == 409
    assert BETTER in answer.content.decode()
    assert norm.versions.count() == 1
    where = reverse("signals:norm_change", args=[norm.uuid])
    assert signed_in(cast.joris).get(where)["Location"] == reverse("signals:norm", args=[norm.uuid])


def test_a_colleague_who_looked_before_a_change_retires_nothing(cast: Cast) -> None:
    norm = written(cast)
    changed(cast, norm)
    assert retired(cast.bea, norm).status_code == 409
    assert not Norm.objects.get().is_retired


@pytest.mark.parametrize("name", ["dirk", "marijke", "fatma", "ruud", "ilse", "jelle"])
def test_who_only_reads_changes_and_retires_nothing(cast: Cast, name: str) -> None:
    norm = written(cast)
    assert changed(cast, norm, name).status_code == 404
    assert retired(cast[name], norm).status_code == 404
    assert norm.versions.count() == 1


def test_the_database_keeps_no_change_without_a_reason(cast: Cast) -> None:
    norm = written(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        NormVersion.objects.filter(norm=norm).update(number=2, why="")
