"""A colleague leaves: all they hold goes over in one act, the account is closed, and nobody sees more than before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.actions.leaving import CannotTake, hand_over_everything
from network.actions.people import deactivate, reactivate
from network.actions.refusals import LastCoordinator, LastManager, NotAllowed
from network.cast import Cast
from network.leaving import Kind, items_of
from network.models import Absence, Department, EntryLink, Hole, JointAct, PersonEntry, RoleGrant, User
from network.models.entry import EntryKind
from network.models.trail import PersonEvent
from network.roles import roles_of
from network.rules import HoleKind, Role


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def key_of(cast: Cast, person: User, kind: Kind, words: str = "") -> str:
    return next(item.key for item in items_of(person, by=cast.tom) if item.kind is kind and words in item.label)


def leaves(cast: Cast, person: User, **more: object) -> None:
    hand_over_everything(by=cast.tom, person=person, **{"to": {}, "reason": "andere baan", **more})  # type: ignore[arg-type]


def events(person: User) -> list[str]:
    return list(PersonEntry.objects.filter(person=person).order_by("pk").values_list("event", flat=True))


def test_what_there_is_to_hand_over_is_named(cast: Cast) -> None:
    labels = [item.label for item in items_of(cast.bea, by=cast.tom)]
    assert labels == [
        "Teamlid, Integraal team",
        "Vervanger van Joris Blok: Teamlid, Integraal team",
        "Vervanger van Omar de Vries: Regisseur, Integraal team",
    ]


def test_the_account_is_closed_and_every_role_over(cast: Cast) -> None:
    leaves(cast, cast.bea)
    gone = again(cast.bea)
    assert (gone.is_active, gone.left_at is not None, list(roles_of(gone))) == (False, True, [])
    assert not RoleGrant.objects.filter(user=gone, until_on=None).exists()


def test_every_session_ends(cast: Cast) -> None:
    before = cast.bea.get_session_auth_hash()
    leaves(cast, cast.bea)
    assert again(cast.bea).get_session_auth_hash() != before


def test_who_has_the_role_already_needs_nothing_more(cast: Cast) -> None:
    leaves(cast, cast.bea, to={key_of(cast, cast.bea, Kind.ROLE): cast.kees})
    assert RoleGrant.objects.today().filter(user=cast.kees, role=Role.TEAM_MEMBER).count() == 1
    assert not JointAct.objects.exists()


def test_sight_for_somebody_new_waits_for_a_colleague(cast: Cast) -> None:
    leaves(cast, cast.dirk, to={key_of(cast, cast.dirk, Kind.ROLE): cast.lotte})
    assert not roles_of(again(cast.lotte)).has(Role.CONTACT_PERSON)
    assert JointAct.objects.waiting().count() == 1


def test_standing_in_goes_to_who_reads_the_same_already(cast: Cast) -> None:
    key = key_of(cast, cast.bea, Kind.DEPUTY, "Joris")
    leaves(cast, cast.bea, to={key: cast.kees})
    assert RoleGrant.objects.today().get(user=cast.joris, role=Role.TEAM_MEMBER).deputy == cast.kees


def test_nobody_named_means_that_nobody_stands_in(cast: Cast) -> None:
    leaves(cast, cast.bea)
    assert RoleGrant.objects.today().get(user=cast.joris, role=Role.TEAM_MEMBER).deputy is None


def test_an_absence_falls_back_to_the_usual_deputy(cast: Cast) -> None:
    leaves(cast, cast.lotte)
    assert Absence.objects.get(user=cast.dirk).deputy is None


def test_the_fallback_of_a_department_is_somebody_else(cast: Cast) -> None:
    key = key_of(cast, cast.loes, Kind.FALLBACK)
    leaves(cast, cast.loes, to={key: cast.esra})
    assert Department.objects.get(pk=cast.department("BEL").pk).fallback == cast.esra


def test_the_manager_of_a_team_is_somebody_else(cast: Cast) -> None:
    key = key_of(cast, cast.renske, Kind.MANAGER)
    leaves(cast, cast.renske, to={key: cast.kees})
    team = cast.teams["oudeveen", "integral"]
    team.refresh_from_db()
    assert team.manager == cast.kees


def test_somebody_who_may_not_take_it_is_refused_and_nothing_happens(cast: Cast) -> None:
    with pytest.raises(CannotTake):
        leaves(cast, cast.bea, to={key_of(cast, cast.bea, Kind.ROLE): cast.ilse})
    assert again(cast.bea).is_active


def test_sent_twice_is_done_once(cast: Cast) -> None:
    to = {key_of(cast, cast.dirk, Kind.ROLE): cast.lotte}
    leaves(cast, cast.dirk, to=to)
    leaves(cast, again(cast.dirk), to=to)
    assert (JointAct.objects.count(), events(cast.dirk).count(PersonEvent.HANDED_OVER)) == (1, 1)


def test_the_trail_says_who_did_it_and_why(cast: Cast) -> None:
    leaves(cast, cast.bea)
    entry = PersonEntry.objects.get(person=cast.bea, event=PersonEvent.HANDED_OVER)
    assert (entry.by, entry.role, entry.reason) == (cast.tom, Role.APPLICATION_MANAGER, "andere baan")


def test_a_department_without_a_contact_person_is_a_gap(cast: Cast) -> None:
    leaves(cast, cast.dirk)
    department = cast.department("VAS")
    assert Hole.objects.unmended().filter(kind=HoleKind.NO_CONTACT, department=department).exists()


def test_the_last_application_manager_cannot_leave(cast: Cast) -> None:
    with pytest.raises(LastManager):
        leaves(cast, cast.tom)


def test_the_last_coordinator_leaves_only_knowingly(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleGrant.objects.filter(user=cast.wil, municipality=cast.oudeveen).update(until_on=yesterday)
    with pytest.raises(LastCoordinator):
        leaves(cast, cast.omar)
    leaves(cast, cast.omar, knowingly=True)
    assert not again(cast.omar).is_active


@pytest.mark.parametrize("name", ["omar", "fatma", "noor", "hans", "ilse"])
def test_only_an_application_manager_closes_an_account(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        hand_over_everything(by=cast[name], person=cast.merve, to={}, reason="weg")


def test_a_manager_closes_no_account_that_is_at_home_elsewhere(cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.tom, municipality=cast.veenwijk).delete()
    with pytest.raises(NotAllowed):
        hand_over_everything(by=again(cast.tom), person=cast.wil, to={}, reason="weg")


def test_who_comes_back_files_again_and_holds_nothing_else(cast: Cast) -> None:
    deactivate(by=cast.tom, person=cast.bea, reason="verlof")
    reactivate(by=cast.tom, person=again(cast.bea), reason="terug")
    held = roles_of(again(cast.bea))
    assert [(one.role, one.department_id) for one in held] == [(Role.REPORTER, cast.department("OOV").pk)]


def test_an_invitation_of_who_left_opens_nothing(cast: Cast) -> None:
    now = timezone.now()
    EntryLink.objects.create(kind=EntryKind.INVITATION, user=cast.merve, expires_at=now + timedelta(days=3))
    deactivate(by=cast.tom, person=cast.merve, reason="toch niet")
    assert not EntryLink.objects.usable(now).exists()
