"""One signal in each queue, with all that an address may point at: the objects of the matrix of addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hkin.outbox.models import Letter, Message
from hkin.privacy.marks import duty_mark
from network.actions.blind import open_round
from network.actions.contests import contest_cell
from network.actions.entry import invite
from network.actions.importing import bring_in
from network.actions.indicators import Wording, write_draft
from network.actions.interests import ask_question
from network.actions.joint import ask_together
from network.actions.known import make_remark
from network.actions.priorities import set_priority
from network.cast import Cast, build_cast
from network.entry import token_of
from network.models import Absence, ContactCard, EntryLink, Hole, Municipality, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.priorities import seen_of, setting_of
from network.rules import HoleKind, Role
from network.rules.import_sheet import ImportKind
from network.rules.joint import Act
from network.rules.starting import Line
from network.sweep import Found
from signals.actions.asking import Caller, ask_call_back
from signals.actions.calibration import start_round
from signals.actions.drafting import attach, save_draft
from signals.actions.feedback import ask_reporter
from signals.actions.filing import Filing, file_signal
from signals.actions.improvements import Better, note_improvement
from signals.models import AgendaItem, CallBack, Meeting, Signal
from signals.rules.lifecycle import Route
from signals.rules.moments import Precision, Seen
from signals.rules.naming import NamePurpose
from signals.rules.safety import PlaceKind, RegimeAnswer, Safety
from tests.cast import PASSWORD
from tests.network.proposing import advising, proposed
from tests.signals.life import TEXT, filed, handed_over
from tests.signals.meeting_life import planned
from tests.signals.norms import written as written_norm
from tests.signals.researching import asked, in_research, questioned
from tests.signals.transferring import transferred
from tests.signals.weighing import scoring_asked, sheet_of

_OF_A_HOLE = ("accept", "ask", "asked", "name_away")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Scene:
    cast: Cast
    signals: dict[str, Signal]  # by the queue in which it stands
    arguments: dict[str, list[Any]] = field(default_factory=dict)  # of the addresses with another object than a signal
    sessions: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=Client)  # one for all: it loads the middleware once

    def address_arguments(self, name: str, taken: list[str], route: str = "team") -> list[Any]:
        if name in self.arguments or not taken:
            return self.arguments.get(name, [])
        if taken == ["slug"]:
            return [self.cast.oudeveen.slug]
        numbers = [1] if "number" in taken else []
        return [self.signals[route].reference, *numbers]


def build_scene() -> Scene:
    today = timezone.localdate()
    cast = build_cast(password=PASSWORD, today=today)
    sanne, omar = cast.sanne, cast.omar
    scene = Scene(cast, _one_in_each_queue(cast))
    signal = scene.signals["team"]
    row = handed_over(signal, cast)
    row.shared_attachments.add(signal.attachments.get())
    question = ask_reporter(signal.reference, by=omar, question="Welke kleur?")
    draft = save_draft(key=uuid4(), by=sanne, municipality=cast.oudeveen, typed={"text": ["Nog niet af."]})
    sent = transferred(signal, cast)
    assert draft is not None
    ask_call_back(by=cast.merve, municipality=cast.oudeveen, caller=Caller("Merve", "088-0001104"))
    next_month = today + timedelta(days=30)
    absence = Absence.objects.create(user=cast.bea, from_on=next_month, until_on=next_month)
    hole = Hole.objects.create(municipality=cast.oudeveen, kind=HoleKind.NO_LEAD, theme=cast.themes["T16"])
    message = Message.objects.filter(recipient_mark=duty_mark(omar.pk)).latest("pk")
    letter = Letter.objects.filter(municipality_id=cast.oudeveen.pk).latest("pk")
    remark = make_remark(municipality=cast.oudeveen, page="home", text="De knop staat te laag.")
    act = ask_together(
        act=Act.OPEN_NAME,
        by=omar,
        role=Role.COORDINATOR,
        municipality=cast.oudeveen,
        reason="De melder loopt gevaar.",
        subject=signal.uuid,
        reference=signal.reference,
        payload={"purpose": NamePurpose.DANGER},
    )
    on_hand_over = ("hand_over", "hand_over_reply", "hand_over_give", "hand_over_result")
    scene.arguments = {
        **{f"signals:{name}": [row.reference] for name in on_hand_over},
        "signals:department_attachment": [row.reference, 1],
        "signals:answer": [signal.reference, question.pk],
        "signals:transfer_package": [signal.reference, sent.uuid],
        "signals:value_feedback": [signal.reference, signal.notes.filter(kind="to_reporter")[0].pk],
        "signals:resume_draft": [draft.uuid],
        "signals:weighing": [signal.reference, "weighing-1"],
        "signals:go_on": [signal.reference, "to_weighing"],
        "signals:called": [CallBack.objects.get().pk],
        "network:cell": ["T07", "VAS"],
        "network:cell_at_level": ["T07", "VAS", "tactisch"],
        "network:department_card": ["PUB"],
        "network:absence_end": [absence.pk],
        "network:enter": [_way_in(cast)],
        "network:joint_act": [act.uuid],
        "network:setup_line": [cast.oudeveen.slug, Line.DPIA],
        "network:joint_act_withdraw": [act.uuid],
        "network:hole_mended": [hole.pk],
        "signals:drill_scenario": ["victim"],
        "network:hole_reopen": [hole.pk],
        **{f"network:hole_{name}": [cast.oudeveen.slug, Found.of(hole).mark] for name in _OF_A_HOLE},
        "network:remark_handled": [remark.pk],
        **_scores(cast),
        **_files(cast),
        **_people(cast),
        **_sign(cast),
        **_workshop(cast),
        **_norm_book(cast, signal),
        **_improvement(cast),
        **_places(cast),
        **_change_set(cast),
        **_meeting(cast, signal),
        **_confirming(cast),
        **_research(cast),
        "outbox:open": [message.uuid],
        "outbox:retry": [letter.uuid],
        "mailbox_letter": ["brief.eml"],
        "mfa_edit_webauthn": [1],
        "mfa_remove_webauthn": [1],
        "account_reset_password_from_key": ["1", "set-password"],
    }
    return scene


def _improvement(cast: Cast) -> dict[str, list[Any]]:
    """Dirk sees to it that a way of working changes."""
    better = Better("Vraag bij verhuur naar de huurder.", cast.dirk, timezone.localdate() + timedelta(days=30))
    return {"signals:improvement_done": [note_improvement(better, municipality=cast.oudeveen).uuid]}


def _workshop(cast: Cast) -> dict[str, list[Any]]:
    """A round about a theme that Vastgoed leads, and a question that nobody answered."""
    theme, place = cast.themes["T07"], cast.oudeveen
    opened = open_round(
        by=cast.noor,
        municipality=place,
        theme=theme,
        closes_on=timezone.localdate() + timedelta(days=14),
        asked=list(place.departments.all()),
    )
    question = ask_question(by=cast.noor, municipality=place, theme=theme, text="Wie belt de notaris?", asked_of=None)
    return {
        **{f"network:{name}": [opened.uuid] for name in ("blind_round", "blind_round_close")},
        "network:blind_answer": [opened.uuid, "VAS"],
        "network:theme_sheet": [theme.code],
        "network:interest": [theme.code, "afdeling-VAS"],
        "network:question_ask": [theme.code],
        "network:question_answer": [theme.code, question.pk],
    }


def _norm_book(cast: Cast, signal: Signal) -> dict[str, list[Any]]:
    """Bea wrote an agreement, and omar prepares a calibration."""
    norm = written_norm(cast)
    found = start_round(by=cast.omar, municipality=cast.oudeveen)
    acts = ("", "_open", "_score", "_close", "_discard")
    return {
        **{f"signals:{name}": [norm.uuid] for name in ("norm", "norm_change", "norm_retire")},
        **{f"signals:calibration{act}": [found.uuid] for act in acts},
        "signals:calibration_case": [found.uuid, 1],
        "signals:calibration_rewrite": [found.uuid, 1, signal.reference],
    }


def _way_in(cast: Cast) -> str:
    """The link of an invitation. Colleagues with an address of Oudeveen may make an account themselves."""
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(mail_domains=["oudeveen.example"])
    somebody = invite(by=cast.noor, municipality=cast.oudeveen, name="Nora Smit", email="nora@oudeveen.example")
    return token_of(EntryLink.objects.get(user=somebody))


def _confirming(cast: Cast) -> dict[str, list[Any]]:
    """Vastgoed contests what it leads; what it does besides can still be contested."""
    cells = Responsibility.objects.today().filter(department=cast.department("VAS")).order_by("pk")
    lead, other = cells.get(part=Part.LEAD), cells.exclude(part=Part.LEAD)[0]
    contest = contest_cell(by=cast.dirk, row=lead, reason="Dit doet Bouw- en woningtoezicht.")
    return {
        "network:confirm_department": ["VAS"],
        "network:contest_cell": ["VAS", other.pk],
        "network:contest": [contest.pk],
        "network:contest_withdraw": [contest.pk],
    }


def _research(cast: Cast) -> dict[str, list[Any]]:
    """Omar asks whether another source may be asked; the BRP was asked and has not answered."""
    signal = in_research(cast)
    question, check = questioned(signal, cast), asked(signal, cast, "WOZ")
    return {
        "signals:check": [check.uuid],
        "signals:source_question": [question.reference],
        "network:source_add": ["PUB"],
        **{f"network:source_{act}": [question.source_id] for act in ("change", "retire", "return")},
    }


def _meeting(cast: Cast, signal: Signal) -> dict[str, list[Any]]:
    """One that goes on now, with the signal of the team on its agenda."""
    meeting = planned(cast, cast.dirk)
    now = timezone.now()
    item = AgendaItem.objects.create(meeting=meeting, signal=signal, stage="weighing", position=1, put_at=now)
    Meeting.objects.filter(pk=meeting.pk).update(sent_at=now, began_at=now)
    acts = ("", "_change", "_cancel", "_item", "_send", "_begin", "_now", "_end", "_report")
    on_meeting = {f"signals:meeting{act}": [meeting.reference] for act in acts}
    return {**on_meeting, "signals:meeting_discuss": [meeting.reference, item.reference]}


def _change_set(cast: Cast) -> dict[str, list[Any]]:
    """Noor proposed that Publieksplein advises about a theme."""
    change_set = proposed(cast.noor, cast.oudeveen, advising(cast, "T16", "PUB"))
    acts = ("", "_words", "_cell", "_propose", "_take_back", "_withdraw", "_decide")
    on_one = {f"network:change_set{act}": [change_set.uuid] for act in acts}
    return {**on_one, "network:change_set_drop": [change_set.uuid, change_set.changes.get().pk]}


def _people(cast: Cast) -> dict[str, list[Any]]:
    """Dirk with his role, mats who never came in, and floor who left."""
    grant = RoleGrant.objects.get(user=cast.dirk, role=Role.CONTACT_PERSON)
    cast.mats.set_unusable_password()
    cast.mats.entered_at = None
    cast.mats.save()
    User.objects.filter(pk=cast.floor.pk).update(is_active=False, left_at=timezone.now())
    acts = ("person", "person_details", "person_role", "person_sessions", "person_unlock", "person_proof")
    return {
        **{f"network:{name}": [cast.dirk.key] for name in (*acts, "person_leaves")},
        **{f"network:{name}": [cast.dirk.key, grant.pk] for name in ("person_role_end", "person_deputy")},
        **{f"network:{name}": [cast.mats.key] for name in ("person_invite_again", "person_invite_withdraw")},
        "network:person_returns": [cast.floor.key],
    }


def _scores(cast: Cast) -> dict[str, list[Any]]:
    """Bea was asked for her own score, with joris and kees."""
    sheet = sheet_of(scoring_asked(filed(cast.sanne), cast), cast.bea)
    return {f"signals:{name}": [sheet.reference] for name in ("score_sheet", "score_step_back")}


def _files(cast: Cast) -> dict[str, list[Any]]:
    """Noor brought in a file of departments."""
    run = bring_in(by=cast.noor, municipality=cast.oudeveen, kind=ImportKind.DEPARTMENTS, content=b"code;naam\n")
    kinds = ("import_new", "import_template", "import_template_csv", "export", "export_csv")
    runs = ("import_run", "import_progress", "import_yes", "import_drop")
    return {
        **{f"network:{name}": ["afdelingen"] for name in kinds},
        **{f"network:{name}": [run.uuid] for name in runs},
    }


def _places(cast: Cast) -> dict[str, list[Any]]:
    """A department of both municipalities; dirk with a photo, and the police, of Oudeveen."""
    ContactCard.objects.create(user=cast.dirk, photo=b"a small picture")
    partner = cast.oudeveen.organisations.get(kind="police")
    on_department = ("department", "department_change", "department_retire", "department_return")
    on_partner = ("partner", "partner_change", "partner_retire", "partner_return", "liaison_add")
    on_liaison = ("liaison_change", "liaison_retire")
    return {
        **{f"network:{name}": ["PUB"] for name in on_department},
        **{f"network:{name}": [partner.pk] for name in on_partner},
        **{f"network:{name}": [partner.pk, partner.liaisons.all()[0].pk] for name in on_liaison},
        **{f"network:{name}": [cast.dirk.key] for name in ("colleague", "colleague_photo")},
    }


def _sign(cast: Cast) -> dict[str, list[Any]]:
    """Noor wrote something to notice, that waits for a check. The mayor gave a theme priority."""
    theme, power = cast.themes["T01"], cast.themes["T01"].powers.first()
    assert power is not None
    wording = Wording("Er staan lege gasflessen.", "weak", "object", [], "Gas voor lachgas.", "Een kampeerder.")
    draft = write_draft(by=cast.noor, municipality=cast.oudeveen, theme=theme, wording=wording)
    setting = setting_of(cast.oudeveen, theme)
    until = timezone.localdate() + timedelta(days=90)
    seen = seen_of(setting)
    set_priority(by=cast.marijke, municipality=cast.oudeveen, theme=theme, reason="Nu.", until=until, seen=seen)
    themes = (
        "theme theme_change theme_switch theme_retire theme_delete theme_revive theme_powers indicator_add "
        "theme_priority theme_priority_end"
    )
    return {
        **{f"network:{name}": [theme.code] for name in themes.split()},
        **{f"network:{name}": [theme.code, power.pk] for name in ("theme_power", "theme_power_switch")},
        **{
            f"network:{name}": ["T01.1"]
            for name in ("indicator", "indicator_reword", "indicator_retire", "indicator_revive")
        },
        **{f"network:{name}": [draft.uuid] for name in ("indicator_draft", "indicator_withdraw", "indicator_rewrite")},
    }


def _one_in_each_queue(cast: Cast) -> dict[str, Signal]:
    sanne = cast.sanne
    found = {
        "team": _with_attachment(cast),
        "staff_safety": filed(sanne, safety=Safety.STAFF_THREAT),
        "attention_officer": filed(sanne, safety=Safety.VICTIM, themes=[cast.themes["T04"]]),
        "integrity": filed(sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk),
        "restricted": filed(cast.bram, regime="investigation", regime_answer=RegimeAnswer.YES),
    }
    assert {name: Route(signal.route) for name, signal in found.items()} == {name: Route(name) for name in found}
    return found


def _with_attachment(cast: Cast) -> Signal:
    key, today = uuid4(), timezone.localdate()
    upload = SimpleUploadedFile("loods.pdf", PDF, content_type="application/pdf")
    attach(key=key, by=cast.sanne, municipality=cast.oudeveen, upload=upload)
    filing = Filing(
        text=TEXT,
        place="Industrieweg 12, Oudeveen",
        place_kind=PlaceKind.LINE,
        seen=Seen(today, today, precision=Precision.DAY),
        safety=Safety.NONE,
    )
    department = cast.department("PUB")
    return file_signal(filing=filing, by=cast.sanne, key=key, municipality=cast.oudeveen, department=department).signal
