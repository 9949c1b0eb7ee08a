"""A definition of a protocol that cannot work is refused with its place and the reason."""

import pytest

from tests.signals.protocols import changed, faults_in, one_more, text_of

SMALL = text_of("klein")

Edits = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("edits", "where", "why"),
    [
        # names that point nowhere, and words in the wrong place
        ([('code = "wegen"', 'code = "begin"')], "steps begin", "Deze code staat er twee keer."),
        ([('code = "zwaar"', 'code = "intake"')], "tasks intake", "Deze code staat er twee keer."),
        ([('code = "weg"', 'code = "door"')], "ways begin/door", "Deze code staat er twee keer."),
        (
            [('tasks = ["zwaar"]', 'tasks = ["zwaar", "ander"]')],
            "steps wegen tasks ander",
            "Hier staat een taak die er niet is.",
        ),
        (
            [('tasks = ["zwaar"]', 'tasks = ["zwaar", "intake"]')],
            "tasks intake",
            "Een taak hoort bij precies één stap.",
        ),
        (
            [('["coordinator"]\nrecords = "purpose"', '[]\nrecords = "purpose"')],
            "tasks intake by",
            "Niemand mag dit doen. Noem een rol die dit kan.",
        ),
        ([('by = ["team_member"]', 'by = ["reporter"]')], "tasks zwaar by", "Hier staat een rol die dit niet mag."),
        (
            [('by = ["team_member"]', 'by = ["team_member", "board_member"]')],
            "tasks zwaar by",
            "Hier staat een rol die dit niet mag.",
        ),
        (
            [('by = ["team_member"]', 'by = ["attention_officer"]')],
            "tasks zwaar by",
            "Hier staat een rol die dit niet mag.",
        ),
        (
            [('by = ["team_member"]', 'by = ["team_member"]\nverdict_label = "X"')],
            "tasks zwaar",
            "Hier staat iets dat bij een ander soort taak hoort.",
        ),
        (
            [('records = "purpose"', 'records = "purpose"\nside_by_side = true')],
            "tasks intake",
            "Hier staat iets dat bij een ander soort taak hoort.",
        ),
        (
            [('by = ["team_member"]', 'by = ["team_member"]\non = "source"')],
            "tasks zwaar on",
            "Een toets zegt waarover hij gaat: source, content, department of power.",
        ),
        # questions, options and the scale
        (
            [('label = "Doel"\nanswer = "text"', 'label = "Doel"\nanswer = "one"')],
            "tasks intake questions purpose options",
            "De keuzes passen niet bij de manier van antwoorden.",
        ),
        (
            [('answer = "text"', 'answer = "text"\nleast = 1')],
            "tasks intake questions purpose least",
            "Zoveel kun je er niet kiezen.",
        ),
        (
            [('answer = "one"', 'answer = "some"\nleast = 3')],
            "tasks intake questions ground least",
            "Zoveel kun je er niet kiezen.",
        ),
        (
            [('only_for = "ja"', 'only_for = "misschien"')],
            "tasks intake questions purpose only_for",
            "Deze vraag hoort bij een uitkomst die er niet is.",
        ),
        (
            [('code = "gw"', 'code = "apv"')],
            "tasks intake questions ground options apv",
            "Deze code staat er twee keer.",
        ),
        (
            [('levels = ["Geen", ', "levels = [")],
            "tasks zwaar criteria ernst levels",
            "Een criterium heeft woorden voor 0, 1, 2 en 3.",
        ),
        # ways
        ([('from = "wegen"', 'from = "elders"')], "ways elders/klaar from", "Hier staat een stap die er niet is."),
        ([('to = "wegen"', 'to = "elders"')], "ways begin/door to", "Hier staat een stap die er niet is."),
        (
            [('to = "wegen"', 'to = "wegen"\nends = "no_hit"')],
            "ways begin/door",
            "Een weg leidt naar een stap of naar een einde: naar één van de twee.",
        ),
        (
            [('to = "wegen"\n', "")],
            "ways begin/door",
            "Een weg leidt naar een stap of naar een einde: naar één van de twee.",
        ),
        ([('ends = "not_concrete"', 'to = "wegen"')], "ways wegen/klaar to", "Hij leidt naar de stap waar hij begint."),
        (
            [('ends = "not_concrete"', 'ends = "lost"')],
            "ways wegen/klaar ends",
            "Hij eindigt in een uitkomst die niet bekend is.",
        ),
        (
            [('ends = "not_concrete"', 'ends = "withdrawn"')],
            "ways wegen/klaar ends",
            "Hij eindigt in een uitkomst die niet bekend is.",
        ),
        (
            [('ends = "not_concrete"\nby = ["coordinator"]', 'ends = "not_concrete"')],
            "ways wegen/klaar by",
            "Niemand mag dit doen. Noem een rol die dit kan.",
        ),
        (
            [
                (
                    'ends = "not_concrete"\nby = ["coordinator"]',
                    'ends = "not_concrete"\nby = ["coordinator", "privacy_officer"]',
                )
            ],
            "ways wegen/klaar by",
            "Hier staat een rol die dit niet mag.",
        ),
        (
            [('needs = ["zwaar"]', 'needs = ["ander"]')],
            "ways wegen/klaar needs ander",
            "Hier wordt iets gevraagd waar geen taak op uitkomt.",
        ),
        (
            [('needs = ["zwaar"]', 'needs = ["zwaar:licht"]')],
            "ways wegen/klaar needs zwaar:licht",
            "Hier wordt iets gevraagd waar geen taak op uitkomt.",
        ),
        (
            [('needs = ["zwaar"]', 'needs = ["zwaar", "zwaar:scored"]')],
            "ways wegen/klaar needs zwaar",
            "Deze code staat er twee keer.",
        ),
        (
            [('sharing_needs = ["intake:ja"]', 'sharing_needs = ["intake:ja", "ander"]')],
            "sharing_needs ander",
            "Hier wordt iets gevraagd waar geen taak op uitkomt.",
        ),
        (
            [('records = "intake:nee"', 'records = "intake"')],
            "ways begin/weg records",
            "Hier wordt iets vastgelegd waar geen weging op uitkomt.",
        ),
        (
            [('needs = ["zwaar"]', 'needs = ["zwaar"]\nrecords = "intake:nee"')],
            "ways wegen/klaar records",
            "Hier wordt een weging van een andere stap vastgelegd.",
        ),
        (
            [('needs = ["intake:ja"]\n\n[[ways]]', 'needs = ["intake:ja"]\nrecords = "intake:nee"\n\n[[ways]]')],
            "ways begin/door records",
            "Hier wordt een weging gevraagd en ook vastgelegd.",
        ),
    ],
)
def test_what_does_not_fit_together_is_said(edits: Edits, where: str, why: str) -> None:
    assert (where, why) in faults_in(changed(SMALL, *edits))


def test_a_definition_that_works_has_no_faults() -> None:
    assert faults_in(SMALL) == []


def test_a_definition_without_steps_is_none() -> None:
    assert ("steps", "Er is geen stap.") in faults_in('code = "leeg"\nlabel = "Leeg"\nsource = "X"\n')


def test_a_data_protection_officer_never_decides_a_check() -> None:
    broken = one_more(SMALL, "wegen", "toets", "check", "data_protection_officer", more='on = "source"')
    assert ("tasks toets by", "Een FG houdt toezicht op toetsen en beslist er nooit over.") in faults_in(broken)


def test_a_check_is_not_for_the_team_to_decide() -> None:
    broken = one_more(SMALL, "wegen", "toets", "check", "coordinator", more='on = "source"')
    assert faults_in(broken) == [("tasks toets by", "Hier staat een rol die dit niet mag.")]


@pytest.mark.parametrize("about", ["", 'on = "person"'])
def test_a_check_says_what_it_is_about(about: str) -> None:
    broken = one_more(SMALL, "wegen", "toets", "check", "privacy_officer", more=about)
    why = "Een toets zegt waarover hij gaat: source, content, department of power."
    assert faults_in(broken) == [("tasks toets on", why)]


def test_there_is_one_scoring() -> None:
    scoring = 'criteria = [{ code = "x", label = "X", levels = ["a", "b", "c", "d"] }]'
    broken = one_more(SMALL, "wegen", "nog-eens", "scores", "team_member", more=scoring)
    assert faults_in(broken) == [("tasks zwaar, nog-eens", "Van deze soort kan er maar één zijn.")]


def test_a_scoring_asks_something() -> None:
    broken = one_more(SMALL.split("[[tasks.criteria]]")[0], "wegen", "x", "lead", "coordinator")
    assert ("tasks zwaar criteria", "Er is niets om te scoren.") in faults_in(broken)


def test_a_weighing_comes_to_something() -> None:
    broken = one_more(SMALL, "wegen", "leeg", "questions", "coordinator")
    why = "Dit komt nergens op uit. Noem waar de antwoorden op uit kunnen komen."
    assert faults_in(broken) == [("tasks leeg verdicts", why)]


def test_a_weighing_records_what_the_law_knows() -> None:
    records = 'records = "score"\nverdicts = [{ code = "x", label = "X" }]'
    broken = one_more(SMALL, "wegen", "extra", "questions", "coordinator", more=records)
    assert faults_in(broken) == [("tasks extra records", "Hier wordt iets vastgelegd dat niet bekend is.")]


@pytest.mark.parametrize("list_of", ["verdicts", "questions", "criteria"])
def test_no_code_stands_twice_in_a_list(list_of: str) -> None:
    row = '{ code = "x", label = "X", answer = "text" }' if list_of == "questions" else '{ code = "x", label = "X" }'
    if list_of == "criteria":
        row = '{ code = "x", label = "X", levels = ["a", "b", "c", "d"] }'
        broken = changed(
            SMALL, ('[[tasks.criteria]]\ncode = "ernst"\nlabel = "Ernst"\n', f"criteria = [{row}, {row}]\n#")
        )
    else:
        verdicts = "" if list_of == "verdicts" else '\nverdicts = [{ code = "y", label = "Y" }]'
        broken = one_more(
            SMALL, "wegen", "extra", "questions", "coordinator", more=f"{list_of} = [{row}, {row}]{verdicts}"
        )
    task = "zwaar" if list_of == "criteria" else "extra"
    assert faults_in(broken) == [(f"tasks {task} {list_of} x", "Deze code staat er twee keer.")]
