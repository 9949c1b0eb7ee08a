"""Your municipality says which roles you have; at each sign-in they follow, and what a colleague gave you stays."""

import pytest
from django.test import Client
from django.utils import timezone

from network.cast import Cast
from network.models import PersonEntry, RoleGrant, User
from network.models.person import GrantSource
from network.models.place import TeamKind
from network.models.trail import PersonEvent
from network.rules import Role
from tests.oidc import Provider

ROLES = """/HKIN/Team=team_member; CN=Regie,OU=HKIN=coordinator; veilig=team_member@staff_safety;
vas=contact_person@VAS; contact=contact_person; mensenhandel=attention_officer@T04; pf=privacy_officer;
fg=data_protection_officer; bron=source_holder; bron-vas=source_holder@VAS; hoofd=department_head;
integriteit=integrity_receiver@directie; beheer=application_manager; nergens=contact_person@Atlantis"""


class Jip:
    """Somebody whose groups change."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider

    def comes_in(self, *groups: str, **claims: object) -> "Jip":
        self.provider.knows("jip-1", name="Jip", department="PUB", groups=list(groups), **claims)
        assert self.provider.sign_in(Client(), "jip-1")["Location"] == "/"
        return self

    @property
    def person(self) -> User:
        return User.objects.get(name="Jip")

    @property
    def grants(self) -> list[RoleGrant]:
        return list(RoleGrant.objects.today().filter(user=self.person).exclude(role=Role.REPORTER).order_by("role"))

    @property
    def roles(self) -> list[str]:
        return [grant.role for grant in self.grants]


@pytest.fixture
def jip(oidc_provider: Provider, cast: Cast) -> Jip:
    oidc_provider.set_up(department_claim="department", roles_claim="groups", roles=ROLES)
    return Jip(oidc_provider)


def test_a_group_gives_its_role(jip: Jip) -> None:
    assert jip.comes_in("/hkin/team").roles == [Role.TEAM_MEMBER]


def test_a_group_that_nobody_named_gives_nothing(jip: Jip) -> None:
    assert jip.comes_in("Domain Users", "coordinator").roles == []


def test_a_group_may_have_a_name_of_a_directory_service(jip: Jip) -> None:
    assert jip.comes_in("CN=Regie,OU=HKIN").roles == [Role.COORDINATOR]


def test_the_role_is_tied_to_the_place_that_goes_with_it(jip: Jip, cast: Cast) -> None:
    jip.comes_in("veilig", "vas", "mensenhandel", "integriteit")
    tied = {grant.role: grant for grant in jip.grants}
    assert tied[Role.TEAM_MEMBER].team == cast.teams["oudeveen", TeamKind.STAFF_SAFETY]
    assert tied[Role.CONTACT_PERSON].department == cast.department("VAS")
    assert tied[Role.ATTENTION_OFFICER].theme == cast.themes["T04"]
    assert tied[Role.INTEGRITY_RECEIVER].line == "directie"


def test_a_contact_person_without_a_place_is_that_of_their_own_department(jip: Jip, cast: Cast) -> None:
    [grant] = jip.comes_in("contact").grants
    assert grant.department == cast.department("PUB")


@pytest.mark.parametrize(("group", "code"), [("bron", "PUB"), ("hoofd", "PUB"), ("bron-vas", "VAS")])
def test_who_answers_for_a_department_holds_its_role_there(jip: Jip, cast: Cast, group: str, code: str) -> None:
    [grant] = jip.comes_in(group).grants
    assert grant.department == cast.department(code)


def test_a_place_that_does_not_exist_gives_nothing_and_keeps_nobody_out(jip: Jip) -> None:
    assert jip.comes_in("nergens").roles == []


def test_a_role_whose_group_went_is_over_at_once(jip: Jip) -> None:
    jip.comes_in("/HKIN/Team")
    assert jip.comes_in().roles == []


def test_a_claim_that_went_takes_the_roles_along(jip: Jip, oidc_provider: Provider) -> None:
    jip.comes_in("/HKIN/Team")
    oidc_provider.knows("jip-1", name="Jip")
    oidc_provider.sign_in(Client(), "jip-1")
    assert jip.roles == []


def test_a_role_that_came_back_on_the_same_day_goes_on(jip: Jip) -> None:
    jip.comes_in("/HKIN/Team").comes_in()
    assert jip.comes_in("/HKIN/Team").roles == [Role.TEAM_MEMBER]


def test_each_change_is_a_row_of_the_trail_and_nothing_else_is(jip: Jip) -> None:
    jip.comes_in("/HKIN/Team").comes_in("/HKIN/Team").comes_in()
    changes = PersonEntry.objects.filter(person=jip.person).order_by("pk").values_list("event", "by")
    to_begin_with = [(PersonEvent.ROLE_GIVEN, None), (PersonEvent.ROLE_GIVEN, None), (PersonEvent.ENTERED, None)]
    assert list(changes) == [*to_begin_with, (PersonEvent.ROLE_ENDED, None)]


def test_a_role_given_by_a_colleague_stays(jip: Jip, cast: Cast) -> None:
    jip.comes_in()
    RoleGrant.objects.create(
        user=jip.person, role=Role.DIRECTORY_KEEPER, municipality=cast.oudeveen, from_on=timezone.localdate()
    )
    assert jip.comes_in().roles == [Role.DIRECTORY_KEEPER]


def test_what_a_colleague_gave_is_not_given_once_more(jip: Jip, cast: Cast) -> None:
    jip.comes_in()
    team = cast.teams["oudeveen", TeamKind.INTEGRAL]
    RoleGrant.objects.create(
        user=jip.person, role=Role.TEAM_MEMBER, municipality=cast.oudeveen, team=team, from_on=timezone.localdate()
    )
    [grant] = jip.comes_in("/HKIN/Team").grants
    assert grant.source == GrantSource.HAND


def test_privacy_officer_and_fg_are_never_one_person(jip: Jip) -> None:
    assert len(jip.comes_in("pf", "fg").roles) == 1
    jip.comes_in("pf", "fg")
    assert PersonEntry.objects.filter(person=jip.person, event=PersonEvent.CHANGED).count() == 1


def test_from_the_one_to_the_other_is_a_step_like_any_other(jip: Jip) -> None:
    assert jip.comes_in("pf").comes_in("fg").roles == [Role.DATA_PROTECTION_OFFICER]


def test_a_role_that_came_back_does_not_join_what_it_never_joins(jip: Jip, cast: Cast) -> None:
    jip.comes_in("pf").comes_in()
    RoleGrant.objects.create(
        user=jip.person, role=Role.DATA_PROTECTION_OFFICER, municipality=cast.oudeveen, from_on=timezone.localdate()
    )
    assert jip.comes_in("pf").roles == [Role.DATA_PROTECTION_OFFICER]


def test_whoever_stands_in_for_the_fg_does_not_become_privacy_officer(jip: Jip, cast: Cast) -> None:
    jip.comes_in()
    RoleGrant.objects.filter(user=cast.hans, role=Role.DATA_PROTECTION_OFFICER).update(deputy=jip.person)
    assert jip.comes_in("pf").roles == []


def test_the_last_application_manager_stays_until_there_is_another(jip: Jip, cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.APPLICATION_MANAGER, user__in=[cast.tom, cast.wil]).delete()
    assert jip.comes_in("beheer").comes_in().roles == [Role.APPLICATION_MANAGER]


def test_roles_stay_behind_in_the_municipality_that_somebody_leaves(
    jip: Jip, oidc_provider: Provider, cast: Cast
) -> None:
    oidc_provider.set_up(municipality="O=oudeveen; V=veenwijk", municipality_claim="company")
    jip.comes_in("/HKIN/Team", company="O").comes_in("/HKIN/Team", company="V")
    [grant] = jip.grants
    assert grant.municipality == cast.veenwijk


def test_without_a_municipality_who_is_known_comes_in_without_roles(jip: Jip, oidc_provider: Provider) -> None:
    oidc_provider.set_up(municipality="O=oudeveen", municipality_claim="company")
    jip.comes_in("/HKIN/Team", company="O")
    assert jip.comes_in("/HKIN/Team", company="elders").roles == []


def test_roles_at_the_end_of_a_path_count(jip: Jip, oidc_provider: Provider) -> None:
    oidc_provider.set_up(roles_claim="resource_access.hkin.roles")
    nested = {"hkin": {"roles": ["/HKIN/Team"]}}
    assert jip.comes_in(resource_access=nested).roles == [Role.TEAM_MEMBER]
