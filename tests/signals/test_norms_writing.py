"""A member of the team writes down when we step in; nobody stands in it, and who may not write does not."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from network.cast import Cast
from signals.models import Norm, NormVersion
from tests.signals.filing_form import signed_in
from tests.signals.norms import NEW, RULE, typed, written


def sent(cast: Cast, name: str = "bea", **changed: Any) -> Any:
    return signed_in(cast[name]).post(NEW, typed(cast, **changed))


def shown(answer: Any) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize("name", ["bea", "joris", "omar"])
def test_the_team_and_the_coordinator_write_an_agreement(cast: Cast, name: str) -> None:
    assert sent(cast, name).status_code == 302
    version = NormVersion.objects.get()
    assert (version.rule, version.by, version.criterion_label) == (RULE, cast[name], "Kwetsbaarheid")


@pytest.mark.parametrize("name", ["dirk", "marijke", "fatma", "aicha", "ruud", "sanne", "ilse", "jelle", "tom"])
def test_nobody_else_writes_in_it(cast: Cast, name: str) -> None:
    where = f"{NEW}?gemeente=oudeveen"
    assert signed_in(cast[name]).get(where).status_code == 404
    assert signed_in(cast[name]).post(where, typed(cast)).status_code == 404
    assert not Norm.objects.exists()


def test_sent_twice_it_is_written_once(cast: Cast) -> None:
    form, bea = typed(cast), signed_in(cast.bea)
    assert bea.post(NEW, form)["Location"] == bea.post(NEW, form)["Location"]
    assert Norm.objects.count() == NormVersion.objects.count() == 1


def test_from_a_talking_point_come_only_the_criterion_and_the_theme(cast: Cast) -> None:
    form = signed_in(cast.bea).get(f"{NEW}?criterium=severity&thema=T07").context["form"]
    begun = {name: form[name].value() for name in ("criterion", "themes", "title", "rule", "example")}
    assert begun == {"criterion": "severity", "themes": ["T07"], "title": None, "rule": None, "example": None}


def test_it_can_hold_for_some_themes_only(cast: Cast) -> None:
    sent(cast, themes=["T07", "T08"])
    assert {theme.code for theme in NormVersion.objects.get().themes.all()} == {"T07", "T08"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"criterion": ""}, "Kies een criterium."),
        ({"rule": ""}, "Schrijf de regel: wanneer grijpen we in?"),
        ({"example": ""}, "Geef één verzonnen voorbeeld."),
        ({"title": "x" * 101}, "Dit is te lang."),
        ({"rule": "x" * 1001}, "Dit is te lang."),
        ({"owner": ""}, "Kies wie er opnieuw naar kijkt."),
        ({"review_on": timezone.localdate()}, "Kies een dag na vandaag."),
        ({"review_on": timezone.localdate() + timedelta(days=2000)}, "Kies een dag binnen drie jaar."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast, changed: dict[str, Any], said: str) -> None:
    answer = sent(cast, **changed)
    assert answer.status_code == 422
    assert said in shown(answer)
    if "title" not in changed:
        assert 'value="Kind in beeld"' in shown(answer)
    assert not Norm.objects.exists()


def test_an_owner_is_somebody_who_weighs_here(cast: Cast) -> None:
    assert sent(cast, owner=str(cast.dirk.key)).status_code == 422


def test_a_bsn_is_refused(cast: Cast) -> None:
    answer = sent(cast, example="Iemand met BSN 111222333 vraagt een uitkering aan.")
    assert answer.status_code == 422
    assert "Haal het nummer •••••••33 weg." in shown(answer)
    assert not Norm.objects.exists()


@pytest.mark.parametrize(
    "example",
    [
        "Mevrouw Jansen huurt een loods.",
        "Het gaat om Piet de Vries en zijn loods.",
        "De bus met kenteken 12-HK-BN staat er elke nacht.",
        "Het pand aan de Havendijk 14 is dicht.",
        "Bel 06-12345678 voor de sleutel.",
    ],
)
def test_what_looks_like_somebody_is_asked_about_before_it_is_kept(cast: Cast, example: str) -> None:
    answer = sent(cast, example=example)
    assert answer.status_code == 422
    assert "Is dit een echte persoon of een echt ding?" in shown(answer)
    assert not Norm.objects.exists()
    field = answer.context["form"].sure
    assert sent(cast, example=example, **{field: "on"}).status_code == 302


def test_a_tick_counts_only_for_what_was_seen_then(cast: Cast) -> None:
    field = sent(cast, example="Mevrouw Jansen huurt een loods.").context["form"].sure
    assert sent(cast, example="De heer Bakker huurt een loods.", **{field: "on"}).status_code == 422


def test_a_plain_rule_is_not_asked_about(cast: Cast) -> None:
    rule = "Zien we dwang? Dan vragen we Veilig Thuis en de Wet Bibob komt later. Het college hoort het daarna."
    assert sent(cast, rule=rule).status_code == 302


def test_a_norm_says_which_municipality_it_is_of(cast: Cast) -> None:
    assert written(cast).municipality == cast.oudeveen
