"""Plates, companies and addresses in a text are offered as subjects; a search finds them however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.rules.detection import as_query, detect
from signals.rules.subjects import KEY_STRENGTH, Strength, normalise
from tests.signals.worked_examples import SIGNALS

MENTIONED = {
    "S01": ["Havendijk 14", "AO-417-E"],
    "S02": ["Havendijk 14", "KvK 68750110"],
    "S03": ["Populierstraat 8"],
    "S05": ["AO-417-E"],
    "S06": ["KvK 69599068"],
    "S07": ["KvK 69599068", "Beukenlaan 3"],
    "S10": ["Marktplein 2", "KvK 69599076"],
    "S13": ["KvK 90006623", "Beukenlaan 3"],
    "S16": [],
    "S17": [],
    "S18": ["8-UIA-52"],
    "S20": [],
}


def shown(text: str) -> list[str]:
    return [subject.shown for subject in detect(text)]


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal["id"])
def test_the_worked_examples_give_what_they_mention(signal: dict[str, str]) -> None:
    assert shown(signal["text"]) == MENTIONED[signal["id"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het was de AO-417-E.", "AO-417-E"),
        ("Een witte bus (8UIA52) reed weg", "8-UIA-52"),
        ("kenteken ao-417-e", "AO-417-E"),
        ("Kenteken was AB 12 CD, een Audi", "AB-12-CD"),
        ("ingeschreven onder KvK-nummer 68 75 01 10", "KvK 68750110"),
        ("bel 06-12345678 na vijf uur", "06 12345678"),
        ("tel. +32 470 12 34 56", "+32 470 12 34 56"),
        ("mail naar jan@voorbeeld.nl.", "jan@voorbeeld.nl"),
        ("betaald op NL91 ABNA 0417 1643 00 vandaag", "NL91 ABNA 0417 1643 00"),
        ("zie https://www.voorbeeld.nl/pad, onderaan", "voorbeeld.nl/pad"),
        ("op 8999 AC 14 brandde licht", "14, 8999 AC"),
        ("bij Havendijk 14-a, 8999 AC Oudeveen gezien", "Havendijk 14-A, 8999 AC Oudeveen"),
        ("aan de Laan van Meerdervoort 100 staat een bus", "Laan van Meerdervoort 100"),
        ("in de Burg. van Tuyllstraat 4 woont niemand", "Burg. van Tuyllstraat 4"),
    ],
)
def test_a_subject_in_a_sentence_is_found(text: str, expected: str) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "van 10-en-20 tot 8-uur-30",
        "op 8-DEC-24 en 12-10-2024",
        "COVID19 en HP2020 en A4 en 12AB",
        "IN 2024 IN 12 dagen",
        "in 2024 en 12 keer",
        "Onderweg 3 mannen gezien, kamer 12",
        "Ik heb 68750110 geteld",
        "Het pakket had nummer 612345670",
        "BSN 123456782",
        "de uitkomst is 3-2 of 4/5",
        "Om 14:30 uur, 2 auto's, 300 euro en 5% korting",
        "Vergadering 12 mei. Supermarkt 3 was dicht.",
        "dossier Z-2024-00123",
    ],
)
def test_ordinary_text_gives_no_false_subject(text: str) -> None:
    assert shown(text) == []


def test_what_stands_twice_is_offered_once() -> None:
    assert shown("AO-417-E en later weer kenteken ao417e") == ["AO-417-E"]


def test_subjects_come_in_the_order_of_the_text() -> None:
    assert shown("Bel 06-12345678 over de AO-417-E bij Havendijk 14") == ["06 12345678", "AO-417-E", "Havendijk 14"]


@given(st.text("aA1 -.@+0689BSNLkvK€,\n", max_size=120) | st.text(max_size=120))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(subject.typed for subject in detect(text))


# ---- the search box


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("AO-417-E", ("plate", "AO417E")),
        ("ao417e", ("plate", "AO417E")),
        ("B-AB 1234", ("plate_foreign", "BAB1234")),
        ("Havendijk 14, Oudeveen", ("address", "havendijk 14 oudeveen")),
        ("8999 AC 14", ("address", "8999AC 14")),
        ("8999ac", ("postcode", "8999AC")),
        ("Havendijk", ("street", "havendijk")),
        ("68750110", ("kvk", "68750110")),
        ("KvK 68750110", ("kvk", "68750110")),
        ("De Steiger", ("company_name", "desteiger")),
        ("06-12345678", ("phone", "+31612345678")),
        ("jan@voorbeeld.nl", ("email", "jan@voorbeeld.nl")),
        ("NL91 ABNA 0417 1643 00", ("iban", "NL91ABNA0417164300")),
        ("voorbeeld.nl/pad", ("web", "voorbeeld.nl/pad")),
        ("Jan de Vries", ("person_name", "jan de vries")),
        ("Z-2024-00123", ("case_number", "Z-2024-00123")),
        ("project Kade-Oost", ("other", "projectkadeoost")),
    ],
)
def test_a_search_is_tried_as_every_kind_of_subject(entry: str, key: tuple[str, str]) -> None:
    assert key in as_query(entry)


@pytest.mark.parametrize(
    "entry", ["Havendijk 14", "Havendijk 14, Oudeveen", "8999 AC 14", "Havendijk 14, 8999 AC Oudeveen"]
)
def test_a_search_for_a_house_finds_the_house_however_it_was_filed(entry: str) -> None:
    for filed in ("Havendijk 14, 8999 AC Oudeveen", "Havendijk 14-a, 8999 AC Oudeveen"):
        assert set(as_query(entry)) & set(normalise("address", filed).keys)


def test_a_search_for_a_house_does_not_ask_for_the_whole_street() -> None:
    asked = {kind for kind, value in as_query("Havendijk 14, Oudeveen") if value.startswith("havendijk oud")}
    assert asked.isdisjoint({"street", "postcode"})


def test_a_search_with_an_addition_does_not_ask_for_the_neighbours() -> None:
    asked = set(as_query("Havendijk 14-A"))
    assert asked.isdisjoint(set(normalise("address", "Havendijk 14-B").keys))


def test_the_surest_meaning_comes_first() -> None:
    order = [list(Strength).index(KEY_STRENGTH[kind]) for kind, _ in as_query("Havendijk 14, 8999 AC Oudeveen")]
    assert order == sorted(order)


def test_a_bsn_in_the_search_box_is_looked_up_nowhere() -> None:
    assert as_query("123456782") == []


@pytest.mark.parametrize("entry", ["", "   ", "\u200b", "x" * 300])
def test_an_empty_or_endless_search_means_nothing(entry: str) -> None:
    assert as_query(entry) == []


@given(st.text(max_size=210))
def test_any_search_gives_known_keys_each_once(entry: str) -> None:
    asked = as_query(entry)
    assert len(asked) == len(set(asked))
    assert {kind for kind, _ in asked} <= set(KEY_STRENGTH)


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal["id"])
def test_every_subject_of_a_worked_example_is_found_by_what_was_typed(signal: dict[str, list[dict[str, str]]]) -> None:
    for one in signal["subjects"]:
        subject = normalise(one["kind"], one)
        assert set(as_query(subject.typed)) & set(subject.keys)
