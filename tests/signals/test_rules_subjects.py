"""What a signal mentions is checked, kept as typed, and meets the same thing in another signal."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.rules.plates import SIDE_CODES
from signals.rules.subjects import KEY_STRENGTH, Strength, SubjectError, SubjectKind, normalise
from tests.signals.worked_examples import LINKS, SIGNALS


def keys(kind: str, value: Any) -> set[tuple[str, str]]:
    return set(normalise(kind, value).keys)


def refused(kind: str, value: Any) -> tuple[str, str]:
    with pytest.raises(SubjectError) as caught:
        normalise(kind, value)
    return caught.value.field, caught.value.code


def meeting(a: str, b: str) -> Strength | None:
    """The strongest key that two worked examples share."""
    mentioned = []
    for wanted in (a, b):
        subjects = next(signal["subjects"] for signal in SIGNALS if signal["id"] == wanted)
        mentioned.append({key for subject in subjects for key in keys(subject["kind"], subject)})
    shared = {KEY_STRENGTH[kind] for kind, _ in mentioned[0] & mentioned[1]}
    return next((strength for strength in Strength if strength in shared), None)


EXPECTED = {"sterk": Strength.STRONG, "middel": Strength.MEDIUM, "zwak": Strength.WEAK, "NIET": Strength.WEAK}


@pytest.mark.parametrize("link", LINKS, ids=lambda link: f"{link['a']}-{link['b']}")
def test_worked_examples_meet_as_strongly_as_expected(link: dict[str, str]) -> None:
    expected = next(strength for word, strength in EXPECTED.items() if link["expected"].startswith(word))
    assert meeting(link["a"], link["b"]) is expected


def test_every_key_of_every_worked_example_has_a_strength() -> None:
    kinds = {kind for signal in SIGNALS for one in signal["subjects"] for kind, _ in keys(one["kind"], one)}
    assert kinds <= set(KEY_STRENGTH)


# ---- plates


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("AB-12-34", "AB-12-34"),
        ("12-34-ab", "12-34-AB"),
        ("12ab34", "12-AB-34"),
        ("AB 12 CD", "AB-12-CD"),
        ("ABCD12", "AB-CD-12"),
        ("12ABCD", "12-AB-CD"),
        ("12-ABC-3", "12-ABC-3"),
        ("8-UIA-52", "8-UIA-52"),
        ("ao-417-e", "AO-417-E"),
        ("A123BC", "A-123-BC"),
        ("ABC-12-D", "ABC-12-D"),
        ("A-12-BCD", "A-12-BCD"),
        ("1-AB-234", "1-AB-234"),
        ("123-AB-4", "123-AB-4"),
        ("AA-86", "AA-86"),
        ("CDJ 123", "CDJ-123"),
        (" a-o-4.17 e ", "AO-417-E"),
        ("AB-123-C (NL)", "AB-123-C"),
    ],
)
def test_every_dutch_plate_is_shown_with_its_dashes(typed: str, shown: str) -> None:
    subject = normalise("plate", typed)
    assert (subject.shown, subject.keys) == (shown, (("plate", shown.replace("-", "")),))


@given(st.sampled_from(sorted(SIDE_CODES)), st.data())
def test_a_plate_meets_itself_with_and_without_dashes(code: str, data: st.DataObject) -> None:
    signs = {"L": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "D": "0123456789"}
    plate = "".join(data.draw(st.sampled_from(signs[sign])) for sign in code)
    subject = normalise("plate", plate)
    assert normalise("plate", subject.shown.lower()).keys == subject.keys == (("plate", plate),)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("B-AB 1234", "BAB1234"),
        ("GÖ-AB 12", "GOAB12"),
        ("1-ABC-234", "1ABC234"),
        ("AB-123-CD", "AB123CD"),
        ("WX 12345 (PL)", "WX12345"),
        ("AB-12-34 (P)", "AB1234"),
    ],
)
def test_a_foreign_plate_is_kept_as_typed(typed: str, key: str) -> None:
    subject = normalise("plate", typed)
    assert (subject.typed, subject.keys) == (typed, (("plate_foreign", key),))


@pytest.mark.parametrize("typed", ["A1-B2-C3", "witte bus", "AB", "12", "ABCDEFGH12345", "---"])
def test_an_impossible_plate_is_refused(typed: str) -> None:
    assert refused("plate", typed) == ("value", "plate")


def test_a_plate_that_looks_dutch_but_is_none_passes_with_its_country() -> None:
    assert keys("plate", "A1-B2-C3 (D)") == {("plate_foreign", "A1B2C3")}


# ---- companies


@pytest.mark.parametrize(
    "typed", ["68750110", "68 75 01 10", "68.75.01.10", "KvK 68750110", "kvk-nummer: 68750110", "KVK nr. 68750110"]
)
def test_a_kvk_number_may_have_spaces_dots_and_its_name(typed: str) -> None:
    assert keys("company", typed) == {("kvk", "68750110")}


@pytest.mark.parametrize("typed", ["Kolk Services, KvK 68750110", "Kolk Services (68750110)", "68750110 Kolk Services"])
def test_a_company_on_one_line_gives_its_number_and_its_name(typed: str) -> None:
    assert keys("company", typed) == {("kvk", "68750110"), ("company_name", "kolkservices")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kolk Services B.V.", "kolk services"),
        ("Kolk Services bv", "Kolk-Services"),
        ("De Steiger VoF", "V.O.F. De Steiger"),
        ("Stichting Meerkracht", "Meerkracht"),
        ("Zorg & Thuis Oost", "Zorg en thuis oost"),
        ("Café Één", "cafe een"),
    ],
)
def test_a_company_meets_itself_under_another_spelling(one: str, other: str) -> None:
    assert keys("company", one) == keys("company", other)


def test_a_name_that_is_only_a_legal_form_is_still_a_name() -> None:
    assert keys("company", "BV") == {("company_name", "bv")}


def test_digits_in_a_name_are_no_kvk_number() -> None:
    assert keys("company", "Studio 54") == {("company_name", "studio54")}


@pytest.mark.parametrize("typed", ["KvK 6875011", "687501101", "1234"])
def test_a_kvk_number_of_another_length_is_refused(typed: str) -> None:
    assert refused("company", typed) == ("value", "kvk")


def test_a_wrong_kvk_part_is_told_at_that_part() -> None:
    assert refused("company", {"kvk": "1234", "name": "Kolk"}) == ("kvk", "kvk")


def test_a_kvk_number_from_a_file_may_be_a_number() -> None:
    assert keys("company", {"kvk": 68750110}) == {("kvk", "68750110")}


# ---- numbers and addresses on the wire


@pytest.mark.parametrize(
    "typed", ["06-12345678", "0612345678", "+31 6 12345678", "0031612345678", "+31 (0)6 12 34 56 78"]
)
def test_a_phone_number_meets_itself_however_it_is_typed(typed: str) -> None:
    assert keys("phone", typed) == {("phone", "+31612345678")}


def test_a_foreign_phone_number_keeps_its_country() -> None:
    assert keys("phone", "+32 470 12 34 56") == {("phone", "+32470123456")}


@pytest.mark.parametrize("typed", ["0612", "bel mij", "06-123456789", "+999 1234", "112"])
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    assert refused("phone", typed) == ("value", "phone")


def test_an_email_address_meets_itself_in_capitals_and_with_a_name() -> None:
    assert keys("email", "Jan <Jan@Voorbeeld.NL>") == keys("email", "mailto:jan@voorbeeld.nl")


@pytest.mark.parametrize("typed", ["jan", "jan@", "@voorbeeld.nl", "jan@voor beeld.nl", "a@" + "é" * 70 + ".nl"])
def test_what_is_no_email_address_is_refused(typed: str) -> None:
    assert refused("email", typed) == ("value", "email")


def test_an_iban_may_be_small_and_spaced() -> None:
    assert keys("iban", "IBAN nl91 abna 0417 1643 00") == {("iban", "NL91ABNA0417164300")}


@pytest.mark.parametrize("typed", ["NL92ABNA0417164300", "NL91ABNA04171643", "geld", "123456782"])
def test_a_wrong_iban_is_refused(typed: str) -> None:
    assert refused("iban", typed) == ("value", "iban")


@pytest.mark.parametrize(
    "typed",
    ["https://www.Voorbeeld.nl/pad/", "voorbeeld.nl/pad", "http://voorbeeld.nl:80/pad?utm_source=x&fbclid=1#top"],
)
def test_a_web_address_meets_itself_without_scheme_and_tracking(typed: str) -> None:
    assert keys("web", typed) == {("web", "voorbeeld.nl/pad"), ("web_host", "voorbeeld.nl")}


def test_an_account_is_a_web_subject_too() -> None:
    assert keys("web", "@Kolk.Services") == {("web", "@kolk.services")}


def test_a_page_that_differs_only_in_its_question_is_another_page() -> None:
    assert keys("web", "voorbeeld.nl/?id=1") != keys("web", "voorbeeld.nl/?id=2")


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "ftp://voorbeeld.nl", "een site", "http://", "localhost", "http://[::1"]
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    assert refused("web", typed) == ("value", "web")


# ---- people and the rest


def test_a_person_meets_the_same_initial_and_last_name() -> None:
    assert keys("person", "Jan de Vries") & keys("person", "dhr. J. de Vries") == {("person_name", "j de vries")}


def test_a_last_name_first_is_turned_round() -> None:
    assert keys("person", "Vries, J.P. de") == keys("person", "J.P. de Vries")


def test_accents_in_a_name_do_not_matter() -> None:
    assert keys("person", "José Müller") == keys("person", "jose muller")


@pytest.mark.parametrize("typed", ["man met rode jas", "een jongen van 14", "onbekende vrouw", "eigenaar van de bus"])
def test_a_description_is_kept_but_never_meets_another(typed: str) -> None:
    subject = normalise("person", typed)
    assert (subject.typed, subject.keys) == (typed, ())


def test_a_case_number_meets_itself_with_other_spaces_and_dashes() -> None:
    assert keys("case_number", " z-2024 00123 ") == keys("case_number", "Z 2024-00123")


def test_another_subject_meets_only_the_same_words() -> None:
    assert keys("other", "project Kade-Oost") == keys("other", "Project kade oost")


# ---- what goes for all


BSN = "123456782"


@pytest.mark.parametrize("kind", [kind for kind in SubjectKind if kind not in {"company", "iban", "email", "web"}])
def test_a_bsn_never_becomes_a_subject(kind: str) -> None:
    assert refused(kind, BSN)[1] == "bsn"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("person", "Jan de Vries 123 456 782"),
        ("company", "Kolk Services 123456782"),
        ("company", {"name": "123456782"}),
        ("address", "Havendijk 14, bsn 123456782"),
        ("address", {"street": "Havendijk", "number": "14", "place": "123456782"}),
        ("email", "123456782@voorbeeld.nl"),
        ("web", "voorbeeld.nl/123456782"),
    ],
)
def test_a_bsn_inside_a_subject_is_refused(kind: str, value: Any) -> None:
    assert refused(kind, value)[1] == "bsn"


def test_a_number_that_is_something_else_may_be_a_subject() -> None:
    assert normalise("case_number", BSN, kept={BSN}).keys == (("case_number", BSN),)


@pytest.mark.parametrize("kind", list(SubjectKind))
@pytest.mark.parametrize("value", ["", "   ", "\u200b", {}, {"value": None}, {"value": ""}])
def test_an_empty_subject_is_refused(kind: str, value: Any) -> None:
    assert refused(kind, value)[1] == "empty"


@pytest.mark.parametrize("kind", ["bogus", "", None, 3, ["address"]])
def test_an_unknown_kind_is_refused(kind: Any) -> None:
    assert refused(kind, "x") == ("kind", "kind")


@pytest.mark.parametrize("value", [None, 3.5, True, ["x"], {"value": ["x"]}, {"value": {"a": 1}}])
def test_a_value_that_is_no_text_is_refused(value: Any) -> None:
    assert refused("other", value)[1] in {"unreadable", "empty"}


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_a_very_long_subject_is_refused(kind: str) -> None:
    assert refused(kind, "a1" * 101)[1] == "too_long"


def test_what_was_typed_is_kept_on_one_line_without_hidden_signs() -> None:
    assert normalise("other", " witte\n bus\u202e\x00 ").typed == "witte bus"


@given(st.sampled_from(sorted(SubjectKind)), st.text(max_size=250))
def test_any_text_is_a_subject_or_a_refusal(kind: str, text: str) -> None:
    with suppress(SubjectError):
        subject = normalise(kind, text)
        assert subject.typed
        assert {name for name, _ in subject.keys} <= set(KEY_STRENGTH)


@given(
    st.sampled_from(sorted(SubjectKind)),
    st.dictionaries(
        st.sampled_from(["value", "street", "number", "addition", "postcode", "place", "kvk", "name", "odd"]),
        st.none() | st.integers() | st.text("aB1 -é@.", max_size=20) | st.booleans() | st.lists(st.text(max_size=3)),
    ),
)
def test_any_parts_are_a_subject_or_a_refusal(kind: str, parts: dict[str, Any]) -> None:
    with suppress(SubjectError):
        assert normalise(kind, parts).typed
