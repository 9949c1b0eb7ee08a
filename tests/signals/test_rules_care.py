"""A number that looks like a BSN or IBAN is found and made unreadable; ordinary numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.rules.care import Finding, Sensitive, find_sensitive, holds_bsn, mask, passes_eleven_test
from tests.signals.worked_examples import SIGNALS

BSN = "123456782"
IBAN = "NL91ABNA0417164300"


def completed(first_eight: int) -> str:
    """Nine digits of which the last one makes the sum right; not every eight have one."""
    digits = f"{first_eight:08}"
    return next((digits + last for last in "0123456789" if passes_eleven_test(digits + last)), "")


BSNS = st.integers(1, 99999999).map(completed).filter(bool)


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_sensitive(text)]


@pytest.mark.parametrize(
    "written",
    [
        "123456782",
        "123 456 782",
        "123.456.782",
        "1234.56.782",
        "1234 56 782",
        "123-456-782",
        "12 34 56 78 2",
        "123\u00a0456\u00a0782",
        "012345672",
        "12345672",
        "12.345.672",
        "１２３４５６７８２",
        "111222333",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Zijn nummer is {}.", "({})", "bsn:{},", "nr\n{}\nx"])
def test_a_bsn_is_found_however_it_is_grouped(written: str, around: str) -> None:
    assert found(around.format(written)) == [written]


def test_a_bsn_beside_another_number_is_found() -> None:
    assert found("op nummer 14 123456782 en 3 123 456 782") == [BSN, "123 456 782"]


def test_a_bsn_behind_a_sum_is_no_phone_number() -> None:
    assert found(f"😀 =1+1 {BSN} doel") == [BSN]


def test_a_bsn_beside_a_phone_number_is_found() -> None:
    assert found("06-12345678 123456782 020 1234567") == [BSN]


def test_a_bsn_in_a_file_name_is_found() -> None:
    assert found("scan_bsn_123456782.pdf") == [BSN]


def test_a_bsn_inside_an_old_vat_number_is_found() -> None:
    assert found("NL123456782B01") == [BSN]


@pytest.mark.parametrize(
    "text",
    [
        "123456783",
        "000000000",
        "1123456782",
        "zaak 2024-12345672",
        "1234567820",
        "06-12345678",
        "0612345678",
        "06 12 34 56 78",
        "06 1234 5672",
        "+31 612345678",
        "+31 (0)6 12345672",
        "+32 470 12 34 56",
        "0031612345678",
        "(0320) 123456",
        "020 - 1234567",
        "KvK 68750110",
        "KvK-nummer: 68750110",
        "kvk nr. 68 75 01 10",
        "KvK-nummer is 68750110",
        "ingeschreven bij de Kamer van Koophandel onder nummer 68750110",
        "IMG_20241121_101010.jpg",
        "21-11-2024 en 1-5-2024 en 2024-11-21",
        "van 2019 - 2024",
        "€ 123.456.782",
        "123.456.782,00 euro",
        "Havendijk 14, 8999 AC Oudeveen",
        "AO-417-E en 8-UIA-52",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("date", ["21112022", "20220103", "20241011", "04052024"])
def test_a_date_that_happens_to_pass_the_test_is_left_alone(date: str) -> None:
    assert found(f"IMG_{date}.jpg") == []


@pytest.mark.parametrize(
    "written",
    [IBAN, "NL91 ABNA 0417 1643 00", "nl91abna0417164300", "NL91.ABNA.0417.1643.00", "BE68 5390 0754 7034",
     "GB82 WEST 1234 5698 7654 32", "MT84MALT011000012345MTLCAST001S"],
)  # fmt: skip
def test_an_iban_of_any_country_is_found_and_no_more_than_that(written: str) -> None:
    assert found(f"Naar {written} is 300 euro gegaan.") == [written]


def test_an_iban_with_a_wrong_digit_is_left_alone() -> None:
    assert found("NL92ABNA0417164300") == []


def test_an_iban_and_a_bsn_come_in_the_order_of_the_text() -> None:
    kinds = [one.kind for one in find_sensitive(f"{BSN} {IBAN} {BSN}")]
    assert kinds == [Sensitive.BSN, Sensitive.IBAN, Sensitive.BSN]


def test_a_masked_bsn_shows_its_last_two_digits() -> None:
    text = "Zijn BSN is 123 456 782."
    assert mask(text, find_sensitive(text)) == "Zijn BSN is •••••••82."


def test_a_number_that_is_something_else_stays() -> None:
    text = "Dossier 123456782 en BSN 111222333"
    assert mask(text, find_sensitive(text), kept={"123 456 782"}) == "Dossier 123456782 en BSN •••••••33"


def test_numbers_of_another_length_are_masked_each_in_its_place() -> None:
    text = f"Van {IBAN} aan {BSN}, dan weg"
    assert mask(text, find_sensitive(text)) == "Van NL•••••••00 aan •••••••82, dan weg"


def test_a_masked_iban_shows_its_country_and_last_two_digits() -> None:
    assert mask(IBAN, find_sensitive(IBAN)) == "NL•••••••00"


def test_a_printed_finding_does_not_tell_the_number() -> None:
    assert BSN not in repr(find_sensitive(BSN))


def test_a_kept_number_is_no_bsn_any_more() -> None:
    assert holds_bsn(BSN)
    assert not holds_bsn(BSN, kept={BSN})


@pytest.mark.parametrize("example", SIGNALS, ids=lambda example: example["id"])
def test_no_worked_example_gives_a_warning(example: dict[str, str]) -> None:
    assert found(example["text"]) == []


@given(BSNS)
def test_every_nine_digits_that_pass_the_test_are_found(bsn: str) -> None:
    assert found(f"x {bsn} x") == [bsn]


@given(BSNS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_no_bsn(bsn: str, at: int, more: int) -> None:
    wrong = bsn[:at] + str((int(bsn[at]) + more) % 10) + bsn[at + 1 :]
    assert found(f"x {wrong} x") == []


@given(st.text("0123456789 .-+()NLnlABab€,_", max_size=80))
def test_masking_leaves_nothing_to_find(text: str) -> None:
    assert find_sensitive(mask(text, find_sensitive(text))) == []


@given(st.text(max_size=200))
def test_findings_never_overlap_and_lie_inside_the_text(text: str) -> None:
    findings: list[Finding] = find_sensitive(text)
    ends = [0, *[one.end for one in findings]]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, findings, strict=False))
