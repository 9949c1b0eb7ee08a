"""The application manager files signals from a file; a bad one is told and stops no other."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hkin.privacy.marks import person_mark
from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import RoleGrant
from signals.loading import Report, load_signals
from signals.models import Signal
from signals.rules.lifecycle import Route
from tests.signals.worked_examples import SIGNALS

TEXT = "Er staat al weken een auto voor de deur en er wordt elke nacht iets uitgeladen."


def record(**more: Any) -> dict[str, Any]:
    return {"department": "PUB", "text": TEXT, **more}


def load(cast: Cast, *records: object, by: Any = None) -> Report:
    return load_signals(records, municipality=cast.oudeveen, by=by)


def reason(cast: Cast, bad: object) -> str:
    [refusal] = load(cast, bad).refusals
    return refusal.reason


def text_of(signal: Signal) -> str:
    return open_key(signal.uuid).open("signal.text", signal.uuid, signal.sealed_text)


def run(path: Path, capsys: pytest.CaptureFixture[str], records: Any) -> str:
    path.write_text(json.dumps(records))
    call_command("load_signals", path, municipality="oudeveen")
    return capsys.readouterr().out


# ---- the command -------------------------------------------------------------------------------
def test_it_prints_what_it_did(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "s.json", capsys, {"signals": SIGNALS}).endswith("filed 12, skipped 0, refused 0\n")


def test_a_second_run_files_nothing_twice(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path / "s.json", capsys, SIGNALS)
    assert run(tmp_path / "s.json", capsys, SIGNALS).endswith("filed 0, skipped 12, refused 0\n")
    assert Signal.objects.count() == 12


def test_a_bad_record_is_told_by_position_and_reason(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = run(tmp_path / "s.json", capsys, [record(id="A"), record(id="B", department="XYZ"), record(id="C")])
    assert "record 2 (B): " in printed
    assert "XYZ" in printed
    assert printed.endswith("filed 2, skipped 0, refused 1\n")


@pytest.mark.parametrize("contents", ["{", '{"signals": 5}', "7", "\udcff"])
def test_a_file_that_holds_no_records_is_refused(cast: Cast, tmp_path: Path, contents: str) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(contents.encode(errors="surrogateescape"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_signals", path, municipality="oudeveen")


@pytest.mark.parametrize("options", [{"municipality": "nergens"}, {"municipality": "oudeveen", "by": "niemand"}])
def test_an_unknown_municipality_or_account_is_refused(cast: Cast, tmp_path: Path, options: dict[str, str]) -> None:
    path = tmp_path / "s.json"
    path.write_text("[]")
    with pytest.raises(CommandError):
        call_command("load_signals", path, **options)


# ---- who files it ------------------------------------------------------------------------------
def test_a_colleague_of_the_department_files_it(cast: Cast) -> None:
    load(cast, record())
    assert bytes(Signal.objects.get().reporter_mark) == person_mark(cast.sanne.pk)


def test_a_named_account_files_everything(cast: Cast) -> None:
    load(cast, record(department="VAS"), by=cast.omar)
    assert bytes(Signal.objects.get().reporter_mark) == person_mark(cast.omar.pk)


def test_a_department_without_accounts_needs_a_name(cast: Cast) -> None:
    RoleGrant.objects.filter(department=cast.department("STO")).delete()
    assert "--by" in reason(cast, record(department="STO"))


# ---- what is missing ---------------------------------------------------------------------------
def test_a_bare_record_goes_to_the_team_with_when_unknown(cast: Cast) -> None:
    load(cast, record())
    signal = Signal.objects.get()
    assert (signal.route, signal.occurred_from, signal.place_kind) == (Route.TEAM, None, "unknown")


def test_an_investigator_who_says_nothing_saw_it_as_anybody(cast: Cast) -> None:
    load(cast, record(department="THV"))
    assert Signal.objects.get().route == Route.TEAM


@pytest.mark.parametrize("flag", ["seen_as_investigator", "care_contact"])
@pytest.mark.parametrize("answer", ["yes", "unknown", True])
def test_a_closed_law_waits_for_a_decision(cast: Cast, flag: str, answer: object) -> None:
    load(cast, record(department="SHV", flags={flag: answer}))
    assert Signal.objects.get().route == Route.RESTRICTED


def test_one_closed_law_is_enough_to_wait(cast: Cast) -> None:
    load(cast, record(flags={"care_contact": "no", "seen_as_investigator": "yes"}))
    assert Signal.objects.get().route == Route.RESTRICTED


def test_conduct_goes_before_every_other_answer(cast: Cast) -> None:
    load(cast, record(flags={"about_colleague": True, "victim_in_sight": True, "danger": True}))
    assert Signal.objects.get().route == Route.INTEGRITY


def test_danger_is_urgent_now(cast: Cast) -> None:
    load(cast, record(flags={"danger": True}))
    assert Signal.objects.get().urgency == "now"


def test_the_first_address_is_where_it_is(cast: Cast) -> None:
    load(cast, record(subjects=[{"kind": "address", "street": "Havendijk", "number": "14", "postcode": "8999 AC"}]))
    assert Signal.objects.get().area == "8999"


def test_a_bsn_is_made_unreadable(cast: Cast) -> None:
    load(cast, record(text=f"{TEXT} Zijn nummer is 111222333."))
    assert "111222333" not in text_of(Signal.objects.get())


def test_a_date_counts_as_the_day_it_happened(cast: Cast) -> None:
    load(cast, record(when="2025-03-14"))
    assert str(Signal.objects.get().occurred_from) == "2025-03-14"


# ---- twice -------------------------------------------------------------------------------------
def test_without_an_id_the_same_file_twice_files_once(cast: Cast) -> None:
    load(cast, record(), record())
    report = load(cast, record(), record())
    assert (report.skipped, Signal.objects.count()) == (2, 2)


def test_the_same_id_in_another_municipality_is_another_signal(cast: Cast) -> None:
    load(cast, record(id="A"))
    load_signals([record(id="A")], municipality=cast.veenwijk, by=None)
    assert Signal.objects.count() == 2


def test_an_id_with_other_contents_in_one_file_is_refused(cast: Cast) -> None:
    report = load(cast, record(id="A"), record(id="A", text=f"{TEXT} En nu iets anders."))
    assert [refusal.position for refusal in report.refusals] == [2]


# ---- what is wrong -----------------------------------------------------------------------------
BAD: list[object] = [
    7,
    None,
    [],
    {},
    record(text=None),
    record(text="te kort"),
    record(text="x" * 2001),
    record(text=["lijst"]),
    record(text=f"{TEXT}\x00"),
    record(text=f"{TEXT}\ud800"),
    record(department=["PUB"]),
    record(themes="T01"),
    record(themes=["T99"]),
    record(themes=[{}]),
    record(indicators=["T99.9"]),
    record(subjects=[5]),
    record(subjects=[{"kind": "plate", "value": "geen kenteken"}]),
    record(subjects=[{"kind": "phone", "value": {"a": 1}}]),
    record(subjects=[{"kind": "maan", "value": "x"}]),
    record(subjects=[{"kind": "other", "value": "111222333"}]),
    record(flags={"victim": True}),
    record(flags={"danger": "ja"}),
    record(flags=["danger"]),
    record(flags={"care_contact": "misschien"}),
    record(flags={"care_contact": []}),
    record(source="krant"),
    record(observed="geroken"),
    record(place="x" * 201),
    record(when="2999-01-01"),
    record(when="2025-02-30"),
    record(when="ooit"),
    record(when=2025),
]


def test_what_cannot_be_filed_is_refused_with_a_reason(cast: Cast) -> None:
    report = load(cast, *BAD, record(id="goed"))
    assert [refusal.position for refusal in report.refusals] == list(range(1, len(BAD) + 1))
    assert all(refusal.reason for refusal in report.refusals)
    assert (report.filed, Signal.objects.count()) == (1, 1)


def test_a_refused_record_leaves_nothing_behind(cast: Cast) -> None:
    load(cast, record(subjects=[{"kind": "plate", "value": "AO-417-E"}, {"kind": "maan", "value": "x"}]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM signals_subjectkey")
        assert cursor.fetchone()[0] == 0
