"""What I take out of the directory I can bring in again: nothing changes, and nobody hears of it."""

from datetime import date

import pytest

from network.cast import Cast
from network.import_page import file_of
from network.models import ContactCard, Department, Power, Responsibility, User
from network.models.card import Language
from network.rules.import_plan import Act
from network.rules.import_sheet import ImportKind
from tests.network.importing import (
    DEPARTMENTS,
    MATRIX,
    PEOPLE,
    brought_in,
    done,
    everything,
    partner,
    sheet,
    written_out,
)

pytestmark = pytest.mark.django_db
KINDS = [DEPARTMENTS, PEOPLE, MATRIX]


@pytest.fixture
def odd(cast: Cast) -> Cast:
    """A directory with all that makes a file hard: signs of formulas, line ends, quotation marks, what is retired."""
    police = partner(cast, "=Politie; eenheid | Oost")
    gone = partner(cast, "Opgeheven dienst")
    gone.is_active = False
    gone.save()
    vas = cast.department("VAS")
    Department.objects.filter(pk=vas.pk).update(
        parent=cast.department("OOV"),
        synonyms="=SOM(A1); 'tweede'; \"derde\"",
        notices="eerste regel\ntweede   regel\t@derde",
        sources="+31; -x",
        outsourced_to=gone,
        external_id="'007",
        mailbox="Vastgoed@Oudeveen.example",
    )
    User.objects.filter(pk=cast.dirk.pk).update(
        name="'t Hart; Dirk", phone="+31 88 000 1103", email="Dirk@Oudeveen.example", external_id="P-0012"
    )
    card, _made = ContactCard.objects.update_or_create(
        user=cast.dirk,
        defaults={"level": "tactical", "languages": [Language.LAW, Language.CARE], "comes_for": "panden\n= pacht"},
    )
    card.themes.set([cast.themes["T04"], cast.themes["T01"]])
    row = Responsibility.objects.today().filter(municipality=cast.oudeveen).order_by("pk")[0]
    powers = [Power.objects.create(theme=row.theme, name=name).pk for name in ("=Sluiting; art. 13b", "Zegelen")]
    row.powers, row.partners, row.review_on = powers, [police.pk, gone.pk], date(2027, 3, 1)
    row.save()
    return cast


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_out_comes_in_again_and_changes_nothing(odd: Cast, kind: ImportKind, form: str) -> None:
    before = everything()
    run = brought_in(odd, kind, written_out(odd, kind, form))
    assert {key: number for key, number in run.counts.items() if number} == {"same": run.total}
    assert run.total > 10
    assert everything() == before


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_village_too(cast: Cast, kind: ImportKind, form: str) -> None:
    run = brought_in(cast, kind, written_out(cast, kind, form, at="veenwijk"), by="wil", at="veenwijk")
    assert {key for key, number in run.counts.items() if number} == {"same"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_was_brought_in_goes_out_the_same(odd: Cast, kind: ImportKind) -> None:
    rows = {
        DEPARTMENTS: {"code": "NIEUW", "name": "Nieuwe afdeling", "regime": "zorg", "parent": "OOV"},
        PEOPLE: {"email": "anna@oudeveen.example", "name": "Anna Bos", "department": "VAS", "themes": "T01 T04"},
        MATRIX: {"theme": "T01", "department": "HRM", "level": "tactisch", "part": "A", "review_on": "01-03-2027"},
    }
    done(odd, kind, rows[kind])
    first = file_of(kind, "csv", odd.oudeveen)
    run = brought_in(odd, kind, first)
    assert {key for key, number in run.counts.items() if number} == {"same"}
    assert file_of(kind, "csv", odd.oudeveen) == first


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_twice_changes_nothing_the_second_time(cast: Cast, kind: ImportKind) -> None:
    rows = {
        DEPARTMENTS: [
            {"code": "NIEUW", "name": "Nieuwe afdeling", "is_active": "ja"},
            {"code": "VAS", "name": "Vastgoed", "is_active": "ja"},
        ],
        PEOPLE: [
            {"email": "anna@oudeveen.example", "name": "Anna Bos", "department": "VAS", "function": "Beheerder"},
            {"email": "sanne@oudeveen.example", "name": "Sanne", "department": "VAS", "leaves": ""},
            {"email": "merve@oudeveen.example", "name": cast.merve.name, "department": "", "leaves": "ja"},
        ],
        MATRIX: [{"theme": "T01", "department": "VAS", "level": "tactisch", "part": "T"}],
    }
    assert done(cast, kind, *rows[kind]).state == "done"
    before = everything()
    again = brought_in(cast, kind, sheet(kind, *rows[kind]))
    assert {key for key, number in again.counts.items() if number} == {"same"}
    assert everything() == before


def test_a_column_that_is_left_out_stays_as_it_is(cast: Cast) -> None:
    before = Department.objects.get(pk=cast.department("VAS").pk).notices
    done(cast, DEPARTMENTS, {"code": "VAS", "name": "Vastgoed en meer"})
    now = Department.objects.get(pk=cast.department("VAS").pk)
    assert (now.name, now.notices) == ("Vastgoed en meer", before)


def test_an_empty_cell_empties(cast: Cast) -> None:
    done(cast, DEPARTMENTS, {"code": "VAS", "name": "Vastgoed", "notices": ""})
    assert Department.objects.get(pk=cast.department("VAS").pk).notices == ""


def test_a_line_that_is_not_there_deletes_nothing(cast: Cast) -> None:
    before = Department.objects.count()
    run = done(cast, DEPARTMENTS, {"code": "VAS", "name": "Vastgoed en meer"})
    assert Department.objects.count() == before
    assert run.counts[Act.CHANGED] == 1
