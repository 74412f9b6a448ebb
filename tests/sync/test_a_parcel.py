"""Parcels: whatever chats, mail programs and cables do to a text file, each part that arrives whole is read, and the others are counted."""

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import parcel
from tests.an_envelope import words

PARTS = [words(os.urandom(20 + n)) for n in range(9)]
TEXT = parcel.write("bundle", "Esto es de Mi Comedor.\n  Mándelo a quien tenga señal.", PARTS)
DAMAGES = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "old": lambda text: text.replace("\n", "\r"),
    "mark": lambda text: f"\ufeff{text}",
    "blank": lambda text: text.replace("\n", " \n\n\t"),
    "twice": lambda text: f"{text}\n{text}",
    "no end": str.strip,
    "words": lambda text: text.replace("\n", "\n# enviado desde mi teléfono\n", 1),
    "order": lambda text: "\n".join(random.sample(text.split("\n"), len(text.split("\n")))),
}


def test_a_parcel_is_a_text_that_a_person_can_open() -> None:
    head, *lines = TEXT.split("\n")
    assert head == "mi-comedor/1 bundle"
    assert lines == ["# Esto es de Mi Comedor.", "# Mándelo a quien tenga señal.", *PARTS, ""]
    assert parcel.read(TEXT.encode()) == parcel.Parcel("bundle", PARTS, 0)


@given(st.lists(st.sampled_from(sorted(DAMAGES)), min_size=1, max_size=8))
def test_no_such_change_loses_a_part(damages: list[str]) -> None:
    text = TEXT
    for damage in damages:
        text = DAMAGES[damage](text)
    found = parcel.read(text.encode())
    assert (found.kind, sorted(found.parts), found.bad) == ("bundle", sorted(PARTS), 0)


def test_of_a_text_cut_anywhere_all_parts_before_the_cut_are_read() -> None:
    for length in range(len(TEXT)):
        found = parcel.read(TEXT[:length].encode())
        whole = [part for part in PARTS if part in TEXT[:length]]
        assert [part for part in found.parts if part in PARTS] == whole or found.kind is None
        assert len(found.parts) + found.bad <= len(whole) + 1 or found.kind is None


@given(st.binary(max_size=300))
def test_whatever_a_file_may_hold_is_read(content: bytes) -> None:
    found = parcel.read(content)
    assert all(isinstance(parcel.content(part), bytes) for part in found.parts)


@pytest.mark.parametrize("line", ["A", "AAAAA", "AA=A", "ñandú", "AA+/", ""])
def test_what_is_no_base64url_is_no_part(line: str) -> None:
    assert not parcel.is_part(line)
