"""The application manager loads a protocol of their own from a file, or reads everything that is wrong with it."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from network.cast import Cast
from network.models import MunicipalityEntry
from signals.models import ProtocolVersion
from signals.protocols import protocols_for, shipped
from tests.signals.protocols import HERE, changed, text_of

THREE = "waterdrecht-1"
SMALL = text_of("klein")


def loaded(path: Path, slug: str = "") -> str:
    said = StringIO()
    call_command("load_protocol", path, municipality=slug or None, stdout=said)
    return said.getvalue()


def load_text(folder: Path, text: str, slug: str = "") -> str:
    path = folder / "eigen.toml"
    path.write_text(text, encoding="utf-8")
    return loaded(path, slug)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("drie-fasen", "Waterdrecht: drie fasen (waterdrecht-1) is geladen. De regisseur kan het nu kiezen."),
        ("zeven-fasen", "Zevenhuizen: zeven fasen (zevenhuizen-2) is geladen. De regisseur kan het nu kiezen."),
    ],
)
def test_a_definition_with_another_number_of_phases_is_loaded(cast: Cast, name: str, says: str) -> None:
    assert loaded(HERE / f"{name}.toml") == f"{says}\n"


def test_loaded_for_one_municipality_it_is_offered_only_there(cast: Cast) -> None:
    loaded(HERE / "drie-fasen.toml", "oudeveen")
    offered = {place: {one.code for one in protocols_for(cast[place])} for place in ("oudeveen", "veenwijk")}
    assert [THREE in codes for codes in offered.values()] == [True, False]


def test_loaded_for_all_it_is_offered_everywhere(cast: Cast) -> None:
    loaded(HERE / "drie-fasen.toml")
    assert all(THREE in {one.code for one in protocols_for(cast[place])} for place in ("oudeveen", "veenwijk"))


def test_that_it_was_loaded_stands_with_the_municipality(cast: Cast) -> None:
    loaded(HERE / "drie-fasen.toml", "oudeveen")
    entry = MunicipalityEntry.objects.get()
    assert (entry.municipality, entry.by, entry.detail) == (cast.oudeveen, None, f"Waterdrecht: drie fasen ({THREE})")


def test_loading_changes_nobodys_signals(cast: Cast) -> None:
    loaded(HERE / "drie-fasen.toml", "oudeveen")
    cast.oudeveen.refresh_from_db()
    assert cast.oudeveen.protocol_version == "model-1"


def test_the_same_text_twice_is_there_already(cast: Cast) -> None:
    loaded(HERE / "drie-fasen.toml")
    assert loaded(HERE / "drie-fasen.toml") == "Waterdrecht: drie fasen (waterdrecht-1) is er al, met dezelfde tekst.\n"
    assert ProtocolVersion.objects.count() == 1


def test_line_ends_and_a_mark_at_the_beginning_are_no_other_text(cast: Cast, tmp_path: Path) -> None:
    load_text(tmp_path, SMALL)
    (tmp_path / "windows.toml").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert "is er al" in loaded(tmp_path / "windows.toml")


def test_the_same_code_with_another_text_is_refused(cast: Cast, tmp_path: Path) -> None:
    load_text(tmp_path, SMALL)
    with pytest.raises(CommandError, match="Deze code is er al, met een andere tekst"):
        load_text(tmp_path, changed(SMALL, ("days = 2", "days = 3")))
    assert ProtocolVersion.objects.get().text == SMALL


def test_a_code_of_another_municipality_is_refused(cast: Cast, tmp_path: Path) -> None:
    load_text(tmp_path, SMALL, "veenwijk")
    with pytest.raises(CommandError, match="Deze code is er al, voor een andere gemeente"):
        load_text(tmp_path, SMALL, "oudeveen")


@pytest.mark.parametrize("code", ["model-1", "light-1"])
def test_a_code_that_ships_is_refused(cast: Cast, tmp_path: Path, code: str) -> None:
    with pytest.raises(CommandError, match="HKIN heeft zelf al een protocol met deze code"):
        load_text(tmp_path, changed(SMALL, ('"klein-1"', f'"{code}"')))
    assert not ProtocolVersion.objects.exists()


def test_even_a_copy_of_what_ships_needs_a_code_of_its_own(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Kies een andere code"):
        load_text(tmp_path, shipped()["model-1"].text)


def test_every_fault_is_read_with_its_place(cast: Cast, tmp_path: Path) -> None:
    broken = changed(SMALL, ("days = 2", "days = 0"), ('levels = ["Geen", ', 'level = ["Geen", '))
    with pytest.raises(CommandError) as refused:
        load_text(tmp_path, broken)
    assert str(refused.value).splitlines() == [
        "Niet geladen. Er zijn 2 fouten:",
        "  steps begin days: Hier ontbreekt een heel getal van 1 tot en met 366.",
        "  tasks zwaar criteria ernst level: Dit woord is hier niet bekend.",
        "Verbeter dit. Laad het daarna opnieuw. Dan kijkt HKIN verder, en vindt misschien meer.",
    ]


def test_a_definition_that_cannot_work_is_not_loaded(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Er is 1 fout:"):
        load_text(tmp_path, changed(SMALL, ('records = "purpose"\n', "")))
    assert not ProtocolVersion.objects.exists()


def test_a_word_about_who_somebody_is_gets_a_second_look(cast: Cast, tmp_path: Path) -> None:
    said = load_text(tmp_path, changed(SMALL, ('label = "Ernst"', 'label = "Nationaliteit"')))
    assert (
        "Kijk nog eens bij tasks zwaar criteria ernst: “Nationaliteit” zegt misschien waar iemand vandaan komt." in said
    )


@pytest.mark.parametrize("name", ["drie-fasen", "zeven-fasen"])
def test_ordinary_words_get_none(cast: Cast, name: str) -> None:
    assert "Kijk nog eens" not in loaded(HERE / f"{name}.toml")


def test_a_file_that_is_not_there_is_said(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan niet worden geopend"):
        loaded(tmp_path / "weg.toml")


def test_a_file_that_is_no_text_is_said(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "plaatje.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="is geen tekst in UTF-8"):
        loaded(tmp_path / "plaatje.toml")


def test_an_unknown_municipality_is_said(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Er is geen gemeente nergens"):
        loaded(HERE / "drie-fasen.toml", "nergens")
