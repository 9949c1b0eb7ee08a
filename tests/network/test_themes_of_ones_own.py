"""A keeper adds a theme for the own municipality, rewords it, retires it, and deletes it only when nothing names it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.founding import load_catalogue
from network.actions.matrix import change_cell
from network.actions.refusals import NotAllowed
from network.actions.themes import StillNamed, ThemeWords, add_theme, delete_theme, retire_theme, reword_theme
from network.cast import Cast
from network.choices import themes_of
from network.matrix import Cell, Content
from network.models import IndicatorDraft, MunicipalityEntry, Responsibility, Theme
from network.models.matrix import Part
from network.reference import read_catalogue
from network.rules.levels import Level
from network.themes import seen_of
from tests.network.furnishing import signed_in
from tests.network.theme_forms import draft
from tests.signals.life import filed

PAGE = "/netwerk/themas/"


@pytest.fixture
def noor(cast: Cast) -> Client:
    return signed_in(cast.noor)


@pytest.fixture
def own(cast: Cast) -> Theme:
    return add_theme(by=cast.noor, municipality=cast.oudeveen, words=ThemeWords("Lachgas", "Verkoop van lachgas."))


def lead_it(cast: Cast, theme: Theme) -> None:
    cell = Cell(theme.pk, cast.department("OOV").pk, Level.TACTICAL)
    change_cell(by=cast.noor, municipality=cast.oudeveen, cell=cell, content=Content(Part.LEAD), seen=None)


def retire(cast: Cast, theme: Theme) -> None:
    retire_theme(by=cast.noor, municipality=cast.oudeveen, theme=theme, reason="Valt nu onder drugshandel.")


def only_oudeveen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no other municipality shared the installation."""
    monkeypatch.setattr("network.themes.is_sole", lambda municipality: municipality == cast.oudeveen)


def test_a_theme_is_added_with_a_code_of_its_own(cast: Cast, noor: Client) -> None:
    answer = noor.post(f"{PAGE}toevoegen/", {"name": "Lachgas", "description": "", "partners": ""})
    theme = Theme.objects.get(municipality=cast.oudeveen)
    assert answer["Location"] == f"{PAGE}E{cast.oudeveen.pk}-1/"
    assert theme in themes_of(cast.oudeveen)


def test_another_municipality_does_not_get_it(cast: Cast, own: Theme) -> None:
    assert own not in themes_of(cast.veenwijk)


def test_a_second_theme_gets_another_code(cast: Cast, own: Theme) -> None:
    other = add_theme(by=cast.noor, municipality=cast.oudeveen, words=ThemeWords("Katvangers"))
    assert other.code != own.code


def test_a_name_that_is_there_already_is_said_at_the_field(noor: Client) -> None:
    answer = noor.post(f"{PAGE}toevoegen/", {"name": "hennepteelt", "description": "", "partners": ""})
    assert answer.status_code == 422
    assert "Er is al een thema met deze naam." in answer.content.decode()


def test_a_theme_is_reworded(noor: Client, own: Theme) -> None:
    words = {"name": "Lachgas en vapes", "description": "", "partners": "", "seen": seen_of(own)}
    noor.post(f"{PAGE}{own.code}/wijzigen/", words)
    own.refresh_from_db()
    assert own.name == "Lachgas en vapes"


def test_the_second_of_two_keepers_sees_what_the_first_wrote(cast: Cast, noor: Client, own: Theme) -> None:
    seen = seen_of(own)
    reword_theme(by=cast.noor, municipality=cast.oudeveen, theme=own, words=ThemeWords("Lachgas en vapes"), seen=seen)
    typed = {"name": "Lachgas en pillen", "description": "", "partners": "", "seen": seen}
    answer = noor.post(f"{PAGE}{own.code}/wijzigen/", typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Lachgas en vapes" in shown
    assert "Lachgas en pillen" in shown


def test_a_shared_theme_is_not_reworded_where_others_read_it_too(cast: Cast, noor: Client) -> None:
    shown = noor.get(f"{PAGE}T01/wijzigen/").content.decode()
    assert "Deze woorden zijn ook van anderen" in shown
    theme = cast.themes["T01"]
    with pytest.raises(NotAllowed):
        reword_theme(
            by=cast.noor, municipality=cast.oudeveen, theme=theme, words=ThemeWords("Wiet"), seen=seen_of(theme)
        )


def test_the_only_municipality_rewords_a_shared_theme(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    only_oudeveen(cast, monkeypatch)
    theme = cast.themes["T01"]
    reword_theme(by=cast.noor, municipality=cast.oudeveen, theme=theme, words=ThemeWords("Wiet"), seen=seen_of(theme))
    assert Theme.objects.get(code="T01").name == "Wiet"


def test_retiring_says_first_what_happens(cast: Cast, noor: Client, own: Theme) -> None:
    lead_it(cast, own)
    draft(cast, theme=own)
    shown = noor.get(f"{PAGE}{own.code}/stoppen/").content.decode()
    assert "1 cel van de matrix stopt vandaag." in shown
    assert "Open signalen houden het thema." in shown
    assert "1 kenmerk dat op controle wacht, wordt teruggenomen." in shown


def test_a_retired_theme_ends_its_cells_and_is_offered_no_more(cast: Cast, own: Theme) -> None:
    lead_it(cast, own)
    retire(cast, own)
    assert own not in themes_of(cast.oudeveen)
    assert not Responsibility.objects.current(timezone.localdate()).filter(theme=own).exists()


def test_a_signal_keeps_a_theme_that_is_retired(cast: Cast, own: Theme) -> None:
    signal = filed(cast.sanne, themes=[own])
    retire(cast, own)
    signal.refresh_from_db()
    assert signal.theme == own


def test_a_draft_about_a_retired_theme_is_taken_back(cast: Cast, own: Theme) -> None:
    written = draft(cast, theme=own)
    retire(cast, own)
    written.refresh_from_db()
    assert written.state == IndicatorDraft.State.WITHDRAWN


def test_a_retired_theme_comes_back_without_cells(cast: Cast, noor: Client, own: Theme) -> None:
    lead_it(cast, own)
    retire(cast, own)
    noor.post(f"{PAGE}{own.code}/terug/")
    assert own in themes_of(cast.oudeveen)
    assert not Responsibility.objects.current(timezone.localdate()).filter(theme=own).exists()


def test_loading_the_catalogue_does_not_revive_a_retired_theme(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    only_oudeveen(cast, monkeypatch)
    retire(cast, cast.themes["T01"])
    load_catalogue(read_catalogue(), overwrite=True)
    assert not Theme.objects.get(code="T01").is_active


def test_what_nothing_names_can_be_deleted(noor: Client, own: Theme) -> None:
    noor.post(f"{PAGE}{own.code}/verwijderen/")
    assert not Theme.objects.filter(pk=own.pk).exists()


def test_what_a_signal_names_is_never_deleted(cast: Cast, noor: Client, own: Theme) -> None:
    filed(cast.sanne, themes=[own])
    with pytest.raises(StillNamed):
        delete_theme(by=cast.noor, municipality=cast.oudeveen, theme=own)
    assert "Of verwijder het" not in noor.get(f"{PAGE}{own.code}/stoppen/").content.decode()


def test_what_once_stood_in_the_matrix_is_never_deleted(cast: Cast, own: Theme) -> None:
    lead_it(cast, own)
    with pytest.raises(StillNamed):
        delete_theme(by=cast.noor, municipality=cast.oudeveen, theme=own)


def test_a_theme_is_switched_off_and_on(cast: Cast, noor: Client) -> None:
    noor.post(f"{PAGE}T01/aan-uit/", {"on": "0"})
    assert cast.themes["T01"] not in themes_of(cast.oudeveen)
    noor.post(f"{PAGE}T01/aan-uit/", {"on": "1"})
    assert cast.themes["T01"] in themes_of(cast.oudeveen)


def test_the_last_theme_stays_on(cast: Cast, noor: Client) -> None:
    for code in cast.themes:
        noor.post(f"{PAGE}{code}/aan-uit/", {"on": "0"})
    assert themes_of(cast.oudeveen).count() == 1


def test_it_is_written_down_who_did_it(cast: Cast, own: Theme) -> None:
    entry = MunicipalityEntry.objects.get(municipality=cast.oudeveen)
    assert (entry.by, entry.role, entry.detail.startswith(f"{own.code} Lachgas")) == (
        cast.noor,
        "directory_keeper",
        True,
    )


@pytest.mark.parametrize("username", ["sanne", "omar", "ilse", "marijke", "wil"])
def test_who_does_not_keep_the_directory_adds_nothing(cast: Cast, username: str) -> None:
    with pytest.raises(NotAllowed):
        add_theme(by=cast[username], municipality=cast.oudeveen, words=ThemeWords("Lachgas"))
