"""A part says that a colleague wrote it; who sees only one of the two, or filed the story, learns no more than that."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import User
from signals.access import open_signal
from signals.actions.closing import Ending, close_signal
from signals.actions.feedback import correct_signal, reporter_identity, withdraw_signal
from signals.actions.intake import move_to_queue
from signals.actions.working import WrongMoment, open_verbs
from signals.models import Signal
from signals.models.note import NoteKind
from signals.models.tie import Tie
from signals.reading import Happened, trail
from signals.rules.lifecycle import Outcome, Route, Status, Verb
from signals.rules.safety import Safety
from signals.rules.transfer import Ground
from signals.rules.transfer import Part as Chapter
from signals.transfers import Wanted, build_package
from tests.signals.heard import heard
from tests.signals.life import filed, taken_up
from tests.signals.meeting_life import begun, item_of, scored
from tests.signals.team import address, page_of, said_about, send, signed_in, words_of
from tests.signals.test_meetings_live import write
from tests.signals.test_weighing_ways_out import at as way_of
from tests.signals.test_weighing_ways_out import take, weighed

WHOLE = "Bij de loods komen elke nacht busjes, en de vergunning was er opvallend snel."
PART = "Collega Henk gaf de vergunning voor de loods binnen een dag."


def split(cast: Cast, goes: Safety, theme: str = "T07") -> tuple[Signal, Signal]:
    """Omar makes a part of what sanne filed."""
    whole = taken_up(filed(cast.sanne, text=WHOLE), cast.omar)
    send(cast.omar, "split", whole, goes=goes, text=PART, theme=theme)
    return whole, Tie.objects.get(whole=whole).part


def happened(signal: Signal, by: User) -> list[Happened]:
    return trail(open_signal(signal.reference, by=by, purpose="intake"), seen_by=by)


# ---- a colleague wrote it --------------------------------------------------------------------------------------------
def test_its_text_is_a_colleague_s_and_not_the_reporter_s(cast: Cast) -> None:
    _whole, part = split(cast, Safety.NONE)
    page = page_of(cast.bea, part)
    assert _("What is known of it, written by a colleague") in page
    assert _("What the reporter wrote") not in page


@pytest.mark.parametrize("name", ["split", "close", "second_reading"])
def test_so_say_the_other_pages_that_show_it(cast: Cast, name: str) -> None:
    part = taken_up(split(cast, Safety.NONE)[1], cast.omar)
    page = page_of(cast.omar, part, name)
    assert PART in page
    assert _("What the reporter wrote") not in page


def test_its_trail_begins_with_a_colleague(cast: Cast) -> None:
    _whole, part = split(cast, Safety.NONE)
    first = happened(part, cast.bea)[-1]
    assert (first.who, first.what) == (_("A colleague"), _("Made a part of a story into this signal"))


def test_the_trail_of_what_was_filed_begins_with_the_reporter(cast: Cast) -> None:
    whole, _part = split(cast, Safety.NONE)
    assert happened(whole, cast.bea)[-1].who == _("The reporter")


def test_another_organisation_reads_that_a_colleague_wrote_it(cast: Cast) -> None:
    part = taken_up(split(cast, Safety.NONE)[1], cast.omar)
    going = frozenset(Chapter)
    wanted = Wanted(None, "riec", "RIEC", "", "", "Samen", Ground.OWN_TASK, "", "Kort.", parts=going)
    package = build_package(part, open_key(part.uuid), wanted, key=part.uuid)
    titles = [chapter.title for chapter in package.chapters]
    assert _("What is known of it, written by a colleague") in titles


def test_what_the_colleague_left_out_the_reporter_still_knows(cast: Cast) -> None:
    part = split(cast, Safety.NONE)[1]
    facts = signed_in(cast.bea).get(address("team_detail", part)).context["facts"]
    assert _("Where") not in [label for label, _value in facts]


# ---- what the reporter reads -----------------------------------------------------------------------------------------
def test_the_reporter_follows_a_part_without_its_words(cast: Cast) -> None:
    _whole, part = split(cast, Safety.NONE)
    page = page_of(cast.sanne, part, "own_detail")
    assert PART not in page
    assert _("You filed this signal") not in page
    assert _("A colleague made a part of what you told into a signal of its own.") in page


def test_nor_its_theme_and_who_reads_it(cast: Cast) -> None:
    _whole, part = split(cast, Safety.VICTIM)
    page = page_of(cast.sanne, part, "own_detail")
    listed = words_of(signed_in(cast.sanne).get("/signalen/"))
    assert str(part.theme) not in page + listed
    assert _("The attention officer") not in page


def test_the_reporter_hears_what_comes_of_it(cast: Cast) -> None:
    _whole, part = split(cast, Safety.NONE)
    taken_up(part, cast.omar)
    assert "We zijn met je signaal bezig." in page_of(cast.sanne, part, "own_detail")


def test_its_receipt_is_the_page_of_the_part(cast: Cast) -> None:
    _whole, part = split(cast, Safety.VICTIM)
    answer = signed_in(cast.sanne).get(address("receipt", part))
    assert answer.headers["Location"] == address("own_detail", part)


def test_the_reporter_does_not_withdraw_what_a_colleague_made(cast: Cast) -> None:
    _whole, part = split(cast, Safety.NONE)
    with pytest.raises(WrongMoment):
        withdraw_signal(part.reference, by=cast.sanne)


def test_nor_corrects_it(cast: Cast) -> None:
    _whole, part = split(cast, Safety.NONE)
    assert address("correct", part) not in page_of(cast.sanne, part, "own_detail")
    with pytest.raises(WrongMoment):
        correct_signal(part.reference, by=cast.sanne, text="Ik had het mis.")


def test_after_its_end_the_reporter_asks_as_of_any_signal(cast: Cast) -> None:
    part = split(cast, Safety.NONE)[1]
    ending = Ending(Outcome.NOT_ORGANISED_CRIME, "Ruis.", "We zijn klaar.")
    close_signal(part.reference, by=cast.omar, ending=ending, version=part.version)
    assert address("add", part) in page_of(cast.sanne, part, "own_detail")
    signed_in(cast.sanne).post(address("add", part), {"text": "Waarom?"})
    assert said_about(part, NoteKind.QUESTION) == ["Waarom?"]
    assert _("Your question") in page_of(cast.sanne, part, "own_detail")


# ---- a part for the integrity receivers ------------------------------------------------------------------------------
def test_of_an_integrity_part_the_reporter_learns_nothing(cast: Cast) -> None:
    whole, part = split(cast, Safety.CONDUCT)
    client = signed_in(cast.sanne)
    assert client.get(address("own_detail", part)).status_code == 404
    assert client.get(address("receipt", part)).status_code == 404
    assert part.reference not in words_of(client.get("/signalen/")).replace("-", "")
    assert part.reference not in page_of(cast.sanne, whole, "own_detail").replace("-", "")


def test_nor_by_a_message(cast: Cast) -> None:
    _whole, part = split(cast, Safety.CONDUCT)
    before = heard(cast.sanne)
    taken_up(part, cast.paul)
    assert heard(cast.sanne) == before


def test_its_receiver_reads_that_no_word_goes_to_the_reporter(cast: Cast) -> None:
    _whole, part = split(cast, Safety.CONDUCT)
    taken_up(part, cast.paul)
    assert _("The reporter does not know of this part. Word to them goes from the signal they filed.") in page_of(
        cast.paul, part
    )
    assert not {Verb.ASK_REPORTER, Verb.TELL_REPORTER, Verb.ASK_NAME} & open_verbs(
        cast.paul, Signal.objects.get(pk=part.pk)
    )


def test_its_page_promises_the_reporter_nothing(cast: Cast) -> None:
    page = page_of(cast.paul, split(cast, Safety.CONDUCT)[1])
    assert _("Read it first. Do you take it up? Then it is yours.") in page
    assert _("Read it first. Do you take it up? Then it is yours and the reporter gets a message.") not in page


def test_its_receiver_ends_it_without_a_word(cast: Cast) -> None:
    part = taken_up(split(cast, Safety.CONDUCT)[1], cast.paul)
    given = {"outcome": "not_concrete", "reason": "Niets van gebleken.", "made_possible": "no", "key": uuid4()}
    ended = signed_in(cast.paul).post(address("close", part), given | {"version": part.version}, follow=True)
    assert Signal.objects.get(pk=part.pk).status == Status.CLOSED
    assert not said_about(part, NoteKind.TO_REPORTER)
    said = words_of(ended)
    assert _("The signal is closed.") in said
    assert _("The signal is closed and the reporter has word.") not in said


@pytest.mark.parametrize(
    ("door", "asked", "promise"),
    [
        ("close", {}, "Choose an outcome. After that you write why, and what the reporter reads."),
        ("close", {"outcome": "not_concrete"}, "The reporter gets a word. We prepared it for you."),
        ("quick_close", {}, "One screen and it is done. The reporter gets a friendly word."),
    ],
)
def test_nor_does_a_page_that_ends_it_promise_one(cast: Cast, door: str, asked: dict[str, str], promise: str) -> None:
    part = taken_up(split(cast, Safety.CONDUCT)[1], cast.paul)
    page = page_of(cast.paul, part, door, **asked)
    assert _("The reporter does not know of this part. Word to them goes from the signal they filed.") in page
    assert _(promise) not in page


def test_nor_does_a_way_of_the_team_that_ends_it(cast: Cast) -> None:
    part = taken_up(split(cast, Safety.CONDUCT)[1], cast.paul)
    move_to_queue(part.reference, by=cast.paul, route=Route.TEAM, reason="Geen collega.", version=part.version)
    weighed(cast, taken_up(part, cast.omar))
    page = words_of(signed_in(cast.omar).get(way_of(part, "duplicate")))
    assert _("What came of it?") in page
    assert _("The reporter gets a word. We prepared it for you.") not in page


def test_nor_does_the_team_promise_a_word_when_it_goes_on(cast: Cast) -> None:
    part = taken_up(split(cast, Safety.CONDUCT)[1], cast.paul)
    move_to_queue(part.reference, by=cast.paul, route=Route.TEAM, reason="Geen collega.", version=part.version)
    weighed(cast, taken_up(part, cast.omar))
    page = words_of(signed_in(cast.omar).get(way_of(part, "to_weighing")))
    assert _("Why does it go on?") in page
    assert _("The reporter gets a message") not in page
    assert take(cast.omar, part, "to_weighing", feedback="").status_code == 302


def test_nobody_opens_the_name_around_the_signal_they_filed(cast: Cast) -> None:
    _whole, part = split(cast, Safety.CONDUCT)
    assert reporter_identity(part) == {}


def test_a_reporter_who_chose_the_receivers_follows_their_parts(cast: Cast) -> None:
    whole = taken_up(filed(cast.sanne, text=WHOLE, safety=Safety.CONDUCT, receiver_id=cast.paul.pk), cast.paul)
    send(cast.paul, "split", whole, goes=Safety.CONDUCT, text=PART, theme="T07")
    part = Tie.objects.get(whole=whole).part
    assert PART not in page_of(cast.sanne, part, "own_detail")


# ---- who learns that there is a part ---------------------------------------------------------------------------------
def verbs(signal: Signal, by: User) -> list[str]:
    return [one.verb for one in happened(signal, by)]


@pytest.mark.parametrize("somebody", ["bea", "kees"])
def test_whoever_does_not_see_the_part_does_not_read_that_it_was_split(cast: Cast, somebody: str) -> None:
    whole, _part = split(cast, Safety.CONDUCT)
    assert Verb.SPLIT not in verbs(whole, cast[somebody])
    assert _("Split it") not in page_of(cast[somebody], whole)


def test_whoever_sees_both_reads_it(cast: Cast) -> None:
    whole, _part = split(cast, Safety.NONE)
    assert Verb.SPLIT in verbs(whole, cast.bea)


def test_of_two_parts_the_hidden_one_hides_the_lines(cast: Cast) -> None:
    whole, _part = split(cast, Safety.NONE)
    send(cast.omar, "split", whole, goes=Safety.CONDUCT, text=PART)
    assert Verb.SPLIT not in verbs(whole, cast.bea)


def test_whoever_split_it_knows(cast: Cast) -> None:
    whole, _part = split(cast, Safety.CONDUCT)
    assert Verb.SPLIT in verbs(whole, cast.omar)


def test_after_a_change_the_page_does_not_tell_it_either(cast: Cast) -> None:
    whole = taken_up(filed(cast.sanne, text=WHOLE), cast.omar)
    send(cast.omar, "split", whole, goes=Safety.CONDUCT, text=PART)
    answer = signed_in(cast.bea).post(
        address("urgency", whole), {"version": whole.version, "key": "", "urgency": "today", "reason": "Nu."}
    )
    assert answer.status_code == 409
    assert _("Split it") not in words_of(answer)


def test_the_minutes_of_a_meeting_keep_silent_about_it(cast: Cast) -> None:
    whole = scored(cast)
    item = item_of(begun(cast), whole)
    send(cast.omar, "split", whole, goes=Safety.CONDUCT, text=PART)
    assert Tie.objects.filter(whole=whole).exists()
    assert write(cast.omar, item, minutes="Omar belt.").status_code == 302
    report = words_of(signed_in(cast.joris).get(reverse("signals:meeting_report", args=[item.meeting.reference])))
    assert "Omar belt." in report
    assert _("Split it") not in report


# ---- the version it follows ------------------------------------------------------------------------------------------
def test_a_part_keeps_the_version_its_story_began_under(cast: Cast) -> None:
    whole = taken_up(filed(cast.sanne, text=WHOLE), cast.omar)
    cast.oudeveen.protocol_version = "light-1"
    cast.oudeveen.save()
    send(cast.omar, "split", whole, goes=Safety.NONE, text=PART)
    assert Tie.objects.get(whole=whole).part.protocol_version == whole.protocol_version
