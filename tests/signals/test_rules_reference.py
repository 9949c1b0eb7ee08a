"""A reference can be read over the phone: a slip of the ear or finger is noticed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signals.rules.reference import ALPHABET, check_sign, new_reference, parse, readable, shown

SIGNS = st.text(ALPHABET, min_size=8, max_size=8)


def test_a_new_reference_is_nine_signs_that_pass_the_check() -> None:
    reference = new_reference()
    assert (len(reference), parse(reference)) == (9, reference)


def test_two_references_differ() -> None:
    assert len({new_reference() for _ in range(1000)}) == 1000


def test_people_read_it_in_groups() -> None:
    assert shown("K7QM3TXP4") == "K7QM-3TXP-4"


@pytest.mark.parametrize("text", ["", "K7QM", "Oudeveen"])
def test_what_is_no_reference_is_left_as_it_is(text: str) -> None:
    assert readable(text) == text


def test_the_alphabet_has_no_signs_that_look_alike() -> None:
    assert not set("OILU") & set(ALPHABET)


@pytest.mark.parametrize("wrong", ["", "K7QM", "K7QM-3TXP-4-4", "U" * 9, "٣" * 9, "K7QM3TXP!", "../../etc"])
def test_what_is_no_reference_gives_nothing(wrong: str) -> None:
    assert parse(wrong) is None


@given(SIGNS)
def test_what_people_read_is_parsed_back(signs: str) -> None:
    reference = signs + check_sign(signs)
    assert parse(shown(reference)) == reference


@given(SIGNS)
def test_small_letters_spaces_and_missing_dashes_are_fine(signs: str) -> None:
    reference = signs + check_sign(signs)
    typed = f" {reference[:3].lower()} {reference[3:].lower()} "
    assert parse(typed) == reference


@given(SIGNS)
def test_letters_that_look_like_digits_are_read_as_digits(signs: str) -> None:
    reference = signs + check_sign(signs)
    assert parse(reference.replace("0", "o").replace("1", "l")) == reference
    assert parse(reference.replace("0", "O").replace("1", "I")) == reference


def test_every_single_wrong_sign_is_noticed() -> None:
    """The code is linear, so all slips on one reference stand for all slips on every reference."""
    reference = "K7QM3TXP" + check_sign("K7QM3TXP")
    wrong = (
        reference[:at] + sign + reference[at + 1 :] for at in range(9) for sign in ALPHABET if sign != reference[at]
    )
    assert not [typed for typed in wrong if parse(typed)]


def test_every_exchange_of_two_signs_is_noticed() -> None:
    missed = []
    for (a, b), (one, other) in itertools.product(
        itertools.combinations(range(9), 2), itertools.permutations(ALPHABET, 2)
    ):
        signs = list("00000000")
        signs[a] = one
        if b < 8:
            signs[b] = other
        reference = list("".join(signs) + check_sign("".join(signs)))
        if reference[a] == reference[b]:
            continue
        reference[a], reference[b] = reference[b], reference[a]
        if parse("".join(reference)):
            missed.append("".join(reference))
    assert missed == []


@given(SIGNS, st.integers(0, 8), st.integers(0, 8))
def test_an_exchange_in_any_reference_is_noticed(signs: str, a: int, b: int) -> None:
    reference = list(signs + check_sign(signs))
    changed = reference.copy()
    changed[a], changed[b] = changed[b], changed[a]
    assert changed == reference or parse("".join(changed)) is None
