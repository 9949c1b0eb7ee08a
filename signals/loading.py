"""Signals from a file, filed through the same action as the form. A bad record is told and stops no other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from network.models import Department, Indicator, Municipality, RoleGrant, Theme, User
from network.models.place import Regime
from network.rules import Role
from signals.actions.filing import Filing, file_signal
from signals.forms.filing import FilingForm
from signals.models import Signal, Tombstone
from signals.rules.moments import MomentError, Seen, When, read_moment
from signals.rules.numbers import applied
from signals.rules.safety import PlaceKind, RegimeAnswer, Safety
from signals.rules.subjects import Subject, SubjectError, SubjectKind, normalise

#: Names of the file's own keys begin here; with the municipality they make the key of a filing.
_KEYS = UUID("0a4d8f5e-3c6b-5d0f-9b1a-6a5f1c2e7d90")

#: Flag of a record -> answer to the safety question; the first that is set holds. The most closed route goes first.
_SAFETY = {
    "about_colleague": Safety.CONDUCT,
    "staff_threatened": Safety.STAFF_THREAT,
    "victim_in_sight": Safety.VICTIM,
    "danger": Safety.DANGER,
}
_REGIMES = {"seen_as_investigator": Regime.INVESTIGATION, "care_contact": Regime.CARE}
_ANSWERS: dict[object, RegimeAnswer] = {
    "yes": RegimeAnswer.YES,
    "no": RegimeAnswer.NO,
    "unknown": RegimeAnswer.UNKNOWN,
    True: RegimeAnswer.YES,
    False: RegimeAnswer.NO,
}
_FLAGS = {*_SAFETY, *_REGIMES, "shield_reporter"}
_THROUGH_THE_FORM = ("text", "place", "done_already", "observed", "source")

Record = Mapping[str, Any]


class Unreadable(Exception):
    """The file as a whole cannot be used."""


class BadRecord(ValueError):
    """This record cannot be filed; the message says why, in words for whoever made the file."""


@dataclass(frozen=True)
class Refusal:
    """`position` counts from 1, as people do."""

    position: int
    name: str
    reason: str


@dataclass
class Report:
    filed: int = 0
    skipped: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def read_records(path: Path) -> list[object]:
    """The records of a file: a list, or the list under "signals"."""
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    records = given.get("signals") if isinstance(given, dict) else given
    if not isinstance(records, list):
        raise Unreadable('it holds no list, and no list under "signals"')
    return records


def load_signals(records: Sequence[object], *, municipality: Municipality, by: User | None) -> Report:
    """`by` files everything; without it each record is filed by the first colleague of its department."""
    reader = RecordReader(municipality)
    report = Report()
    today = timezone.localdate()
    for position, record in enumerate(records, start=1):
        name = ""
        try:
            whole = readable(record)
            name = str(whole.get("id", "") or "")
            key = reader.key(whole, name)
            if _was_filed(key):
                report.skipped += 1
                continue
            department = reader.department(whole)
            file_signal(
                filing=reader.filing(whole, department, today=today),
                by=by or reader.reporter(department),
                key=key,
                municipality=municipality,
                department=department,
            )
            report.filed += 1
        except (BadRecord, SubjectError, MomentError) as wrong:
            report.refusals.append(Refusal(position, name, _reason(wrong)))
    return report


class RecordReader:
    """Reads the records of one run for one municipality; what its directory says is asked once."""

    def __init__(self, municipality: Municipality) -> None:
        self._slug, self._municipality = municipality.slug, municipality
        self._departments = {one.code: one for one in municipality.departments.filter(is_active=True)}
        self._themes = Theme.objects.of(municipality).in_bulk(field_name="code")
        self._reporters = _first_reporters(municipality)
        self._alike: Counter[str] = Counter()
        self._named: dict[str, str] = {}

    def key(self, record: Record, name: str) -> UUID:
        """Of its id; a record without one is known by its contents and by how many like it came before."""
        content = json.dumps(record, sort_keys=True)
        if name:
            if self._named.setdefault(name, content) != content:
                raise BadRecord(_("Another record of this file has the same id."))
            return uuid5(_KEYS, f"{self._slug}/id/{name}")
        self._alike[content] += 1
        return uuid5(_KEYS, f"{self._slug}/{self._alike[content]}/{content}")

    def department(self, record: Record) -> Department:
        department = self._departments.get(_text(record, "department"))
        if department is None:
            raise BadRecord(_("The department is missing or unknown: %(code)s.") % {"code": record.get("department")})
        return department

    def reporter(self, department: Department) -> User:
        if department.pk not in self._reporters:
            raise BadRecord(_("Nobody of this department has an account. Name somebody with --by."))
        return self._reporters[department.pk]

    def filing(self, record: Record, department: Department, *, today: date) -> Filing:
        given = {name: _of_the_form(record, name) for name in _THROUGH_THE_FORM}
        flags = _flags(record)
        subjects = _each(record, "subjects", _subject)
        place = given["place"] or next((one.shown for one in subjects if one.kind == SubjectKind.ADDRESS), "")
        regime, answer = _regime(flags, department)
        return Filing(
            text=applied(given["text"], {}),
            place=applied(place, {}),
            place_kind=PlaceKind.LINE if place else PlaceKind.UNKNOWN,
            seen=_seen(record, today),
            safety=next((safety for flag, safety in _SAFETY.items() if flags.get(flag)), Safety.NONE),
            regime=regime,
            regime_answer=answer,
            themes=_each(record, "themes", self._theme),
            indicators=_indicators(record, self._municipality),
            subjects=subjects,
            observed=given["observed"] or None,
            source=given["source"] or "own_work",
            done_already=applied(given["done_already"], {}),
            is_shielded=bool(flags.get("shield_reporter")),
        )

    def _theme(self, code: object) -> Theme:
        theme = self._themes.get(code) if isinstance(code, str) else None
        if theme is None:
            raise BadRecord(_("There is no theme %(code)s.") % {"code": code})
        return theme


def _first_reporters(municipality: Municipality) -> dict[int, User]:
    """By department: the colleague who files from it longest."""
    grants = (
        RoleGrant.objects.current(timezone.localdate())
        .filter(municipality=municipality, role=Role.REPORTER, department__isnull=False)
        .select_related("user")
        .order_by("-pk")
    )
    return {grant.department_id: grant.user for grant in grants if grant.department_id is not None}


def _was_filed(key: UUID) -> bool:
    """What was filed and destroyed since does not come back."""
    return Signal.objects.filter(uuid=key).exists() or Tombstone.objects.filter(uuid=key).exists()


def readable(record: object) -> Record:
    if not isinstance(record, dict):
        raise BadRecord(_("This is not a record with names and values."))
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadRecord(_("It holds signs that cannot be kept.")) from None
    return record


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRecord(_("“%(name)s” must be text.") % {"name": name})
    return value


def _of_the_form(record: Record, name: str) -> Any:
    """What the form's own field makes of it, with the form's own words when it will not do."""
    try:
        return FilingForm.base_fields[name].clean(_text(record, name))
    except ValidationError as wrong:
        raise BadRecord(f"{name}: {' '.join(wrong.messages)}") from None


def _each(record: Record, name: str, read: Callable[[object], Any]) -> list[Any]:
    values = record.get(name) or []
    if not isinstance(values, list):
        raise BadRecord(_("“%(name)s” must be a list.") % {"name": name})
    return [read(value) for value in values]


def _flags(record: Record) -> Mapping[str, object]:
    """A flag that is misspelt would send a signal to the wrong readers, so it is refused."""
    flags = record.get("flags") or {}
    if not isinstance(flags, dict) or not set(flags) <= _FLAGS:
        unknown = sorted(set(flags) - _FLAGS) if isinstance(flags, dict) else [flags]
        raise BadRecord(_("Unknown flags: %(names)s.") % {"names": ", ".join(map(str, unknown))})
    for name, value in flags.items():
        if name not in _REGIMES and not isinstance(value, bool):
            raise BadRecord(_("The flag “%(name)s” is true or false.") % {"name": name})
    return flags


def _regime(flags: Mapping[str, object], department: Department) -> tuple[str, RegimeAnswer | None]:
    """A department under a closed law that says nothing means no; yes and unknown go before no."""
    answers: dict[Regime, RegimeAnswer] = {}
    for flag, regime in _REGIMES.items():
        if flag in flags:
            value = flags[flag]
            if not isinstance(value, str | bool) or value not in _ANSWERS:
                raise BadRecord(_("The flag “%(name)s” is yes, no or unknown.") % {"name": flag})
            answers[regime] = _ANSWERS[value]
    for regime, answer in sorted(answers.items(), key=lambda given: given[1] is RegimeAnswer.NO):
        return regime, answer
    return department.regime, RegimeAnswer.NO if department.regime else None


def _subject(value: object) -> Subject:
    if not isinstance(value, dict):
        raise BadRecord(_("A subject has a kind and a value."))
    parts = {name: part for name, part in value.items() if name != "kind"}
    return normalise(value.get("kind", ""), parts)


def _seen(record: Record, today: date) -> Seen:
    """ "when" may be a choice of the form or a date; without it we do not know."""
    given = _text(record, "when")
    try:
        day = parse_date(given)
    except ValueError:
        day = None
    if day is not None:
        return read_moment(When.DAY, today=today, first=day)
    return read_moment(given or When.UNKNOWN, today=today)


def _indicators(record: Record, municipality: Municipality) -> list[Indicator]:
    codes = _each(record, "indicators", str)
    found = list(Indicator.objects.used_in(municipality).filter(code__in=codes)) if codes else []
    if missing := sorted(set(codes) - {one.code for one in found}):
        raise BadRecord(_("There is no indicator %(code)s.") % {"code": ", ".join(missing)})
    return found


def _reason(wrong: BadRecord | SubjectError | MomentError) -> str:
    return str(wrong) if isinstance(wrong, BadRecord) else f"{wrong.field}: {wrong.message}"
