"""Fatma, privacy officer, sees who looked at which signal and what for; that she looks is written down too."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client

from hkin.privacy.access_log import log_look, reason_of
from hkin.privacy.actor import Actor
from hkin.privacy.marks import person_mark
from hkin.privacy.models import Look
from network.models import User
from tests.privacy.project_answers import ELSEWHERE, OUDEVEEN, SIGNAL

PAGE = "/raadpleeglog/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def answers(settings) -> None:
    settings.PRIVACY_MAY_READ_LOG = "tests.privacy.project_answers.may_read"
    settings.PRIVACY_SIGNAL_LOOKUP = "tests.privacy.project_answers.signal_with_reference"
    settings.PRIVACY_SIGNAL_NAMES = "tests.privacy.project_answers.references_of"
    settings.PRIVACY_PERSON_LOOKUP = "tests.privacy.project_answers.people_called"
    settings.PRIVACY_PERSON_NAMES = "tests.privacy.project_answers.names_of"
    settings.PRIVACY_ROLE_NAMES = "tests.privacy.project_answers.ROLES"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(username=username, name=username.title()))
    return client


@pytest.fixture
def fatma() -> Client:
    return signed_in("fatma")


def a_look(*, action: str = "open_signal", user_id: int = 7, municipality_id: int = OUDEVEEN, **more) -> None:
    actor = Actor(user_id=user_id, role="coordinator", municipality_id=municipality_id)
    log_look(actor=actor, action=action, purpose="intake", **more)


def lines(client: Client, **asked: str) -> list:
    response = client.post(PAGE, asked, follow=True) if asked else client.get(PAGE)
    assert response.status_code == 200
    return list(response.context["page"].lines)


def text_of(client: Client, **asked: str) -> str:
    return client.get(PAGE, asked).content.decode()


def test_it_shows_who_looked_in_which_role_at_which_signal_and_why(fatma: Client) -> None:
    a_look(signals=[SIGNAL], reason="Melder belde")
    page = text_of(fatma)
    for part in ("Omar", "keeper of the queue", "open_signal", "intake", "K7QM-3TXP", "Melder belde"):
        assert part in page


def test_a_reporter_is_shown_without_name_or_mark(fatma: Client) -> None:
    mark = person_mark(7)
    log_look(
        actor=Actor(mark=mark, role="reporter", municipality_id=OUDEVEEN),
        action="open_own",
        purpose="x",
        signals=[SIGNAL],
    )
    page = text_of(fatma)
    assert "Omar" not in page
    assert mark.hex() not in page


def test_a_person_is_not_found_by_what_they_did_as_a_reporter(fatma: Client) -> None:
    log_look(
        actor=Actor(mark=person_mark(7), role="reporter", municipality_id=OUDEVEEN), action="open_own", purpose="x"
    )
    assert lines(fatma, person="omar") == []


def test_looks_elsewhere_are_not_shown(fatma: Client) -> None:
    a_look(municipality_id=ELSEWHERE)
    assert lines(fatma) == []


def test_looks_at_one_signal_are_found_by_its_number(fatma: Client) -> None:
    a_look(action="open_queue", signals=[uuid4(), SIGNAL])
    a_look(action="open_signal", signals=[uuid4()])
    assert [line.action for line in lines(fatma, reference="K7QM-3TXP")] == ["open_queue"]


@pytest.mark.parametrize("reference", ["AAAA-AAAA", "%", "x" * 40])
def test_a_number_that_does_not_exist_finds_nothing(fatma: Client, reference: str) -> None:
    a_look(signals=[SIGNAL])
    assert lines(fatma, reference=reference) == []


def test_looks_of_one_person_are_found_by_name(fatma: Client) -> None:
    a_look(user_id=7)
    a_look(user_id=8)
    assert [line.who for line in lines(fatma, person="Ilse")] == ["Ilse"]


def test_a_name_nobody_has_finds_nothing(fatma: Client) -> None:
    a_look()
    assert lines(fatma, person="niemand") == []


def test_looks_of_one_kind_are_found(fatma: Client) -> None:
    a_look(user_id=8)
    fatma.get(PAGE)
    assert "Ilse" not in [line.who for line in lines(fatma, action="read_log")]
    assert len(lines(fatma, action="read_log")) == 2


def test_days_are_included_and_end_at_midnight_here(fatma: Client) -> None:
    for at in ("2026-11-23T22:59:59", "2026-11-23T23:00:00", "2026-11-24T22:59:59", "2026-11-24T23:00:00"):
        Look.objects.create(
            at=datetime.fromisoformat(at).replace(tzinfo=UTC),
            municipality_id=OUDEVEEN,
            actor_id=7,
            role="coordinator",
            action=at,
            purpose="x",
            result="shown",
            operation=uuid4(),
        )
    found = [line.action for line in lines(fatma, first="24-11-2026", last="24-11-2026")]
    assert found == ["2026-11-24T22:59:59", "2026-11-23T23:00:00"]


@pytest.mark.parametrize(
    "asked",
    [{"first": "gisteren"}, {"first": "31-02-2026"}, {"first": "2-1-2026", "last": "1-1-2026"}, {"action": "geen"}],
)
def test_a_wrong_answer_is_shown_at_its_field_and_keeps_what_was_typed(fatma: Client, asked: dict) -> None:
    response = fatma.post(PAGE, {"person": "Omar", **asked}, follow=True)
    assert response.status_code == 422
    assert 'value="Omar"' in response.content.decode()
    assert "form-errors" in response.content.decode()


def test_pages_follow_each_other_without_gaps_or_repeats(fatma: Client) -> None:
    for number in range(60):
        a_look(action=f"look_{number:02}")
    seen, address = [], PAGE
    while address and len(seen) < 100:
        response = fatma.get(address)
        seen += [line.action for line in response.context["page"].lines if line.action.startswith("look_")]
        address = PAGE + response.context["older"] if response.context["older"] else ""
    assert seen == [f"look_{number:02}" for number in reversed(range(60))]


def test_a_search_is_kept_on_the_next_page(fatma: Client) -> None:
    for _ in range(30):
        a_look(signals=[SIGNAL])
        a_look(signals=[uuid4()])
    response = fatma.get(PAGE, {"reference": "K7QM-3TXP"})
    assert len(lines_at(fatma, PAGE + response.context["older"])) == 5


def lines_at(client: Client, address: str) -> list:
    return [line for line in client.get(address).context["page"].lines if "K7QM-3TXP" in line.signals][:30]


@pytest.mark.parametrize("cursor", ["x", "1", "-", "9" * 40 + "-1", "99999999999999999-1"])
def test_a_cursor_somebody_made_up_is_no_error(fatma: Client, cursor: str) -> None:
    assert fatma.get(PAGE, {"voor": cursor}).status_code == 200


def test_a_long_log_costs_as_many_queries_as_a_short_one(fatma: Client, django_assert_max_num_queries) -> None:
    for _ in range(30):
        a_look(signals=[SIGNAL], reason="want")
    with django_assert_max_num_queries(10):
        fatma.get(PAGE)


def test_reading_the_log_is_a_look_with_what_was_asked(fatma: Client) -> None:
    fatma.post(PAGE, {"reference": "K7QM-3TXP", "person": "Omar"}, follow=True)
    look = Look.objects.get()
    assert (look.action, look.role, look.municipality_id, look.signals) == (
        "read_log",
        "privacy_officer",
        OUDEVEEN,
        [SIGNAL],
    )
    assert reason_of(look) == "reference=K7QM-3TXP; person=Omar"


def test_the_data_protection_officer_may_read_too() -> None:
    assert signed_in("hans").get(PAGE).status_code == 200
    assert Look.objects.get().role == "data_protection_officer"


def without_token(response) -> tuple[int, str]:
    return response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_ilse_gets_the_page_that_does_not_exist_and_her_try_is_written_down() -> None:
    ilse = signed_in("ilse")
    assert without_token(ilse.get(PAGE)) == without_token(ilse.get("/bestaat-niet/"))
    assert Look.objects.get().result == "refused"


def test_who_is_not_signed_in_is_sent_to_the_login_page() -> None:
    response = Client().get(PAGE)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/inloggen/")


def test_the_name_of_who_is_looked_for_stands_in_no_address(fatma: Client) -> None:
    a_look()
    response = fatma.post(PAGE, {"person": "Omar", "action": "open_signal"})
    assert (response.status_code, "omar" in response["Location"].casefold()) == (303, False)
    page = fatma.get(response["Location"]).content.decode()
    assert 'value="Omar"' in page


def test_a_name_in_an_address_finds_nobody_by_it(fatma: Client) -> None:
    a_look(user_id=8)
    page = fatma.get(PAGE, {"person": "Omar"})
    assert "Ilse" in [line.who for line in page.context["page"].lines]


def test_ilse_cannot_ask_either() -> None:
    assert signed_in("ilse").post(PAGE, {"person": "Omar"}).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_can_be_changed_here(fatma: Client, method: str) -> None:
    a_look()
    assert getattr(fatma, method)(PAGE).status_code == 405
    assert Look.objects.count() == 1


def test_what_somebody_typed_is_shown_as_text(fatma: Client) -> None:
    a_look(reason="<b>vet</b>")
    assert "<b>vet</b>" not in text_of(fatma)
    assert "&lt;b&gt;vet" in text_of(fatma)


def test_without_answers_of_the_project_nobody_may_read(settings, fatma: Client) -> None:
    settings.PRIVACY_MAY_READ_LOG = ""
    assert fatma.get(PAGE).status_code == 404


def test_an_empty_log_says_so(fatma: Client) -> None:
    assert 'class="hkin-empty"' in text_of(fatma)
