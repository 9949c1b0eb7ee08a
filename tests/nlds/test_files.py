"""One file or several can be chosen, and an empty choice is no answer."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from hkin.nlds.fields import FileField, ManyFilesField


class Upload(forms.Form):
    document = FileField(required=False)
    photos = ManyFilesField(required=False)


def photo(name: str, content: bytes = b"x") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_all_chosen_files_arrive() -> None:
    form = Upload({}, MultiValueDict({"photos": [photo("een.jpg"), photo("twee.jpg")]}))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["photos"]] == ["een.jpg", "twee.jpg"]


def test_no_file_is_an_empty_list() -> None:
    form = Upload({}, MultiValueDict())
    assert form.is_valid()
    assert form.cleaned_data == {"document": None, "photos": []}


def test_no_file_is_no_change() -> None:
    assert Upload({}, MultiValueDict()).changed_data == []


@pytest.mark.parametrize("files", [[photo("leeg.jpg", b"")], [photo("een.jpg"), photo("leeg.jpg", b"")]])
def test_an_empty_file_among_them_is_refused(files: list[SimpleUploadedFile]) -> None:
    assert "photos" in Upload({}, MultiValueDict({"photos": files})).errors


def test_where_files_are_needed_none_is_refused() -> None:
    kind = type("Needed", (forms.Form,), {"photos": ManyFilesField()})
    assert kind({}, MultiValueDict()).errors.as_data()["photos"][0].code == "required"
