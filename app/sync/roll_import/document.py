"""A person's document as lists write it. An odd shape is a warning and never keeps anybody from the roll [domain.md §3]."""

import re

from app.sync.roll_import.codes import CODES

LONGEST = 20
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
#: The check digit, or letter, by the remainder; from `stdnum.pe.cui`, whose rule domain.md §3 describes.
CHECKS = ("65432110987", "KJIHGFEDCBA")
#: What is typed where there is no document.
PLACEHOLDERS = {"12345678", "99999999", "11111111", "123456789"}


def document(kind: str, number: str) -> tuple[dict[str, str], str]:
    """The fields `doc_type` and `doc_number` as far as known, and what is doubtful: '' if nothing."""
    said = CODES.exactly("doc_type", kind) if kind else None
    bare = re.sub(r"[\s.]", "", number).upper()
    bare = re.sub(r"^DNI:?", "", bare)
    if not bare or not re.search(r"\d", bare):
        return _without_number(said, number)
    if set(bare) == {"0"} or bare in PLACEHOLDERS:
        return {}, "doc_placeholder"
    if said not in (None, "dni"):
        return ({"doc_type": said, "doc_number": bare}, "") if len(bare) <= LONGEST else ({"doc_type": said}, "doc_shape")
    return _dni(bare, said)


def _without_number(said: str | None, number: str) -> tuple[dict[str, str], str]:
    said = said or CODES.exactly("doc_type", number)
    blank = not re.search(r"\w", number) or said == "none"
    return {"doc_type": said} if said == "none" else {}, "" if blank else "doc_shape"


def _dni(bare: str, said: str | None) -> tuple[dict[str, str], str]:
    checked = re.fullmatch(r"([0-9]{8})-?([0-9A-K])", bare)
    if re.fullmatch(r"[0-9]{8}", bare):
        return {"doc_type": "dni", "doc_number": bare}, ""
    if re.fullmatch(r"[0-9]{6,7}", bare):
        return {"doc_type": "dni", "doc_number": bare.zfill(8)}, "doc_zero"
    if checked and ("-" in bare or said or not bare[-1].isdigit()):
        return {"doc_type": "dni", "doc_number": checked[1]}, "" if checked[2] in checks(checked[1]) else "doc_check"
    known: dict[str, str] = {"doc_type": said} if said else {}
    return (known | {"doc_number": bare} if len(bare) <= LONGEST else known), "doc_shape"


def checks(number: str) -> str:
    """The digit and the letter that stand behind a DNI of eight digits."""
    remainder = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)) % 11
    return "".join(letters[remainder] for letters in CHECKS)
