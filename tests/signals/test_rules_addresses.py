"""The same house meets itself however its address is typed; a street alone links nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.rules.addresses import Address, read_line
from signals.rules.areas import area_of
from signals.rules.subjects import KEY_STRENGTH, Strength, SubjectError, address_keys, normalise
from tests.signals.worked_examples import SIGNALS

HOUSE = Address("Havendijk", "14", "", "8999AC", "Oudeveen")


def keys(line: str, strength: Strength = Strength.STRONG) -> set[tuple[str, str]]:
    return {key for key in normalise("address", line).keys if KEY_STRENGTH[key[0]] is strength}


@pytest.mark.parametrize(
    "line",
    [
        "Havendijk 14, 8999 AC Oudeveen",
        "Havendijk 14 8999AC Oudeveen",
        "Havendijk 14, 8999ac, Oudeveen",
        "8999 AC, Havendijk 14, Oudeveen",
        "Havendijk nr. 14, 8999 AC Oudeveen",
        "Loods achter de Havendijk 14, 8999 AC Oudeveen",
    ],
)
def test_a_whole_address_is_read_from_one_line(line: str) -> None:
    assert read_line(line) == HOUSE


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Havendijk 14", Address("Havendijk", "14")),
        ("Havendijk 14-a", Address("Havendijk", "14", "A")),
        ("Havendijk 14a", Address("Havendijk", "14", "A")),
        ("Havendijk 14 A, Oudeveen", Address("Havendijk", "14", "A", "", "Oudeveen")),
        ("Havendijk 14/2", Address("Havendijk", "14", "2")),
        ("Havendijk 14-1 hs", Address("Havendijk", "14", "1HS")),
        ("Havendijk 14 bis", Address("Havendijk", "14", "BIS")),
        ("Havendijk 14 II", Address("Havendijk", "14", "II")),
        ("Havendijk 14-A-2", Address("Havendijk", "14", "A2")),
        ("Havendijk 014", Address("Havendijk", "14")),
        ("Havendijk 14 Oudeveen", Address("Havendijk", "14", "", "", "Oudeveen")),
        ("Havendijk 14 in Oudeveen", Address("Havendijk", "14", "", "", "Oudeveen")),
        ("Havendijk 14 Den Haag", Address("Havendijk", "14", "", "", "Den Haag")),
        ("Havendijk, 14, Oudeveen", Address("Havendijk", "14", "", "", "Oudeveen")),
        ("8999 AC 14", Address("", "14", "", "8999AC")),
        ("8999AC 14-a", Address("", "14", "A", "8999AC")),
        ("8999 AC 14 Oudeveen", Address("", "14", "", "8999AC", "Oudeveen")),
        ("8999 AC Oudeveen", Address("", "", "", "8999AC", "Oudeveen")),
        ("Havendijk, Oudeveen", Address("Havendijk", "", "", "", "Oudeveen")),
        ("Havendijk", Address("Havendijk")),
        ("Plein 1813 4", Address("Plein 1813", "4")),
        ("Plein 1940-1945 12", Address("Plein 1940-1945", "12")),
        ("2e Tuindwarsstraat 4", Address("2e Tuindwarsstraat", "4")),
        ("'s-Gravenweg 12 's-Gravenhage", Address("'s-Gravenweg", "12", "", "", "'s-Gravenhage")),
        ("Aan de Rijn 4", Address("Aan de Rijn", "4")),
    ],
)
def test_street_number_addition_and_place_are_told_apart(line: str, address: Address) -> None:
    assert read_line(line) == address


def test_a_year_before_a_short_word_is_no_postcode() -> None:
    assert read_line("Feest in 2024 en daarna").postcode == ""


@pytest.mark.parametrize("line", ["8999 AC 14", "Havendijk 14, 8999 AC", "Havendijk 14, 8999 AC Oudeveen"])
def test_a_postcode_and_number_meet_the_whole_address(line: str) -> None:
    assert keys(line) & set(address_keys(HOUSE))


@pytest.mark.parametrize("line", ["Havendijk 14, Oudeveen", "havendijk 14 oudeveen", "Haven Dijk 14, OUDEVEEN"])
def test_a_street_number_and_place_meet_the_whole_address(line: str) -> None:
    assert keys(line) & set(address_keys(HOUSE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Burg. van Tuyllstr. 4, Veerdam", "Burgemeester van Tuyllstraat 4, Veerdam"),
        ("1e Kadeln 3, Veerdam", "Eerste Kadelaan 3, Veerdam"),
        ("Kade-Oost 3, Veerdam", "kade oost 3, veerdam"),
        ("'s-Gravenweg 3, Veerdam", "s Gravenweg 3, Veerdam"),
        ("Curaçaostraat 3, Veerdam", "Curacaostraat 3, Veerdam"),
    ],
)
def test_a_street_meets_itself_under_another_spelling(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize("line", ["Havendijk 14", "8999 AC 14-A", "Havendijk 14-A", "Havendijk 14, Veerdam"])
def test_a_missing_place_or_another_addition_is_only_a_proposal(line: str) -> None:
    whole = set(address_keys(HOUSE))
    assert not keys(line) & whole
    assert keys(line, Strength.MEDIUM) & whole


@pytest.mark.parametrize("line", ["Havendijk, Oudeveen", "Havendijk", "8999 AC", "Havendijk, 8999 AC Oudeveen"])
def test_a_street_or_postcode_alone_never_links(line: str) -> None:
    assert {KEY_STRENGTH[kind] for kind, _ in normalise("address", line).keys} == {Strength.WEAK}


def test_another_number_in_the_same_street_meets_only_weakly() -> None:
    shared = set(normalise("address", "Havendijk 15, 8999 AC Oudeveen").keys) & set(address_keys(HOUSE))
    assert {KEY_STRENGTH[kind] for kind, _ in shared} == {Strength.WEAK}


def test_parts_and_one_line_give_the_same_keys() -> None:
    parts = {"street": "Havendijk", "number": 14, "postcode": "8999 AC", "place": "Oudeveen"}
    assert normalise("address", parts).keys == normalise("address", "Havendijk 14, 8999 AC Oudeveen").keys


def test_parts_are_kept_as_one_line() -> None:
    parts = {"street": "Havendijk", "number": "14", "addition": "a", "postcode": "8999ac", "place": "Oudeveen"}
    assert normalise("address", parts).typed == "Havendijk 14-A, 8999 AC Oudeveen"


@pytest.mark.parametrize(
    ("value", "field", "code"),
    [
        ("Havendijk 14, 0999 AC Oudeveen", "value", "postcode"),
        ("Havendijk 14, 8999 SS Oudeveen", "value", "postcode"),
        ("14", "value", "street"),
        ({"street": "Havendijk", "number": "veertien"}, "number", "number"),
        ({"street": "Havendijk", "number": "14", "postcode": "899 AC"}, "postcode", "postcode"),
        ({"number": "14", "place": "Oudeveen"}, "street", "street"),
    ],
)
def test_an_impossible_address_is_refused_at_the_part_that_is_wrong(
    value: str | dict[str, str], field: str, code: str
) -> None:
    with pytest.raises(SubjectError) as caught:
        normalise("address", value)
    assert (caught.value.field, caught.value.code) == (field, code)


@given(
    st.builds(
        Address,
        street=st.sampled_from(["Havendijk", "2e Tuindwarsstraat", "Laan van de Vrede", "Plein 1813", "'s-Gravenweg"]),
        number=st.integers(1, 99999).map(str),
        addition=st.sampled_from(["", "A", "B", "2", "BIS", "A2", "HS"]),
        postcode=st.sampled_from(["", "8999AC", "1000AA", "9999ZZ"]),
        place=st.sampled_from(["", "Oudeveen", "Den Haag", "'s-Gravenhage"]),
    )
)
def test_an_address_as_we_write_it_is_read_back(address: Address) -> None:
    assert read_line(address.line) == address


# ---- the area


def test_the_area_is_the_first_four_digits_of_the_postcode_in_the_line() -> None:
    assert area_of("Havendijk 14, 8999 AC Oudeveen") == "8999"


def test_without_postcode_in_the_line_an_address_gives_the_area() -> None:
    subjects = [normalise("plate", "AO-417-E"), normalise("address", "Beukenlaan 3, 8998 AE Veerdam")]
    assert area_of("bij de school", subjects) == "8998"


@pytest.mark.parametrize("line", ["", "Havendijk 14", "online", "bij paal 8999", "In 2024 op de markt"])
def test_without_any_postcode_there_is_no_area(line: str) -> None:
    assert area_of(line, [normalise("other", "8999 AC")]) == ""


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal["id"])
def test_every_worked_example_with_an_address_has_an_area(signal: dict[str, list[dict[str, str]]]) -> None:
    subjects = [normalise(one["kind"], one) for one in signal["subjects"]]
    has_postcode = any(one.get("postcode") for one in signal["subjects"])
    assert area_of("", subjects) == ("8999" if has_postcode else "")
