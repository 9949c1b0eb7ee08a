"""A file that is no definition is refused with every fault and its place, never half read."""

import pytest

from signals.rules.protocol_reading import Unreadable, read_protocol
from tests.signals.protocols import changed, faults_in, text_of

SMALL = text_of("klein")


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ('label = "Klein"', 'label = "Klein"\ncolour = "red"', "colour", "Dit woord is hier niet bekend."),
        ("days = 2", "day = 2", "steps begin day", "Dit woord is hier niet bekend."),
        (
            'verdict_label = "Van ons?"',
            'verdict = "Van ons?"',
            "tasks intake verdict",
            "Dit woord is hier niet bekend.",
        ),
        (
            'answer = "text"',
            'answer = "words"',
            "tasks intake questions purpose answer words",
            "Dit woord is hier niet bekend.",
        ),
        ('kind = "scores"', 'kind = "points"', "tasks zwaar kind points", "Dit woord is hier niet bekend."),
        ('by = ["team_member"]', 'by = ["mayor"]', "tasks zwaar by mayor", "Dit woord is hier niet bekend."),
        (
            'records = "intake:nee"',
            'records = "intake:nee"\nasks = "all"',
            "ways begin/weg asks all",
            "Dit woord is hier niet bekend.",
        ),
        ('label = "Klein"', "", "label", "Hier hoort een tekst, tussen aanhalingstekens."),
        ('label = "Begin"', 'label = "  "', "steps begin label", "Hier hoort een tekst, tussen aanhalingstekens."),
        ('label = "Begin"', "label = 3", "steps begin label", "Hier hoort een tekst, tussen aanhalingstekens."),
        (
            'label = "Begin"',
            'label = "a\\u0000b"',
            "steps begin label",
            "Hier hoort een tekst, tussen aanhalingstekens.",
        ),
        (
            'label = "Begin"',
            f'label = "{"a" * 101}"',
            "steps begin label",
            "Deze tekst is te lang: hoogstens 100 tekens.",
        ),
        ("days = 2", "days = 0", "steps begin days", "Hier ontbreekt een heel getal van 1 tot en met 366."),
        ("days = 2", "days = true", "steps begin days", "Hier ontbreekt een heel getal van 1 tot en met 366."),
        (
            "minimum_scores = 1",
            "minimum_scores = 0",
            "minimum_scores",
            "Hier ontbreekt een heel getal van 1 tot en met 20.",
        ),
        ('tasks = ["zwaar"]', 'tasks = "zwaar"', "steps wegen tasks", "Dit moet een lijst van teksten zijn."),
        ('tasks = ["zwaar"]', 'tasks = ["zwaar", ""]', "steps wegen tasks", "Dit moet een lijst van teksten zijn."),
        (
            'records = "purpose"',
            'records = "purpose"\nside_by_side = "yes"',
            "tasks intake side_by_side",
            "Dit moet true of false zijn.",
        ),
        (
            'code = "klein-1"',
            'code = "klein 1"',
            "code",
            "Een code heeft hoogstens 30 letters, cijfers en streepjes, zonder spaties.",
        ),
        (
            'code = "klein-1"',
            f'code = "{"k" * 31}"',
            "code",
            "Een code heeft hoogstens 30 letters, cijfers en streepjes, zonder spaties.",
        ),
        (
            'code = "klein-1"',
            'code = "klein/1"',
            "code",
            "Een code heeft hoogstens 30 letters, cijfers en streepjes, zonder spaties.",
        ),
        (
            'code = "klaar"',
            'code = "none"',
            "ways wegen/none code",
            "Dit woord heeft een eigen betekenis. Kies een andere code.",
        ),
        (
            'code = "nee"',
            'code = "waiting"',
            "tasks intake verdicts waiting code",
            "Dit woord heeft een eigen betekenis. Kies een andere code.",
        ),
        ('code = "klein-1"', "code = ", "regel 3", "Vanaf hier is dit geen TOML."),
    ],
)
def test_what_the_file_cannot_mean_is_said_with_its_place(old: str, new: str, where: str, why: str) -> None:
    assert (where, why) in faults_in(changed(SMALL, (old, new)))


def test_a_heap_of_brackets_is_refused_like_any_other_fault() -> None:
    found = faults_in(f"a = {'[' * 5000}")
    assert found == [("het hele bestand", "Hier staan te veel haken binnen elkaar.")]


def test_every_fault_is_said_at_once() -> None:
    broken = changed(SMALL, ("days = 2", "days = 0"), ('answer = "text"', 'answer = "words"'), ('label = "Klaar"', ""))
    assert len(faults_in(broken)) == 3


def test_tasks_must_be_tables() -> None:
    assert ("tasks", "Dit moet een lijst van tabellen zijn.") in faults_in('code = "x"\nlabel = "X"\ntasks = ["a"]\n')


def test_an_unreadable_file_gives_no_protocol() -> None:
    with pytest.raises(Unreadable):
        read_protocol(changed(SMALL, ("days = 2", "days = 0")))


def test_what_was_read_keeps_its_text() -> None:
    assert read_protocol(SMALL).text == SMALL
