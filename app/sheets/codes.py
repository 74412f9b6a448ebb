"""What the words of a cell mean: *Activo*, *EN FUNCIONAMIENTO* and *1* are one code."""

from pathlib import Path

from app.sheets.headings import WORD
from app.words import plain


class Codes:
    """The words of some fields, from a file of lines `field<TAB>code<TAB>words, words …`; of two that fit the earlier line counts."""

    def __init__(self, file: Path):
        self._known: dict[str, dict[str, str]] = {}
        for line in file.read_text(encoding="utf-8").splitlines():
            field, code, said = line.split("\t")
            for words in said.split(","):
                self._known.setdefault(field, {}).setdefault(folded(words), code)

    def exactly(self, field: str, text: str) -> str | None:
        """The code of a cell that says nothing else."""
        return self._known[field].get(folded(text))

    def within(self, field: str, text: str) -> str | None:
        """The code of the first words that stand somewhere in a text."""
        said = folded(text)
        known = self._known[field]
        return known.get(said) or next((code for words, code in known.items() if f" {words} " in f" {said} "), None)


def folded(text: str) -> str:
    """What two spellings have in common. Every word counts: *no activo* is not *activo*."""
    return " ".join(WORD.findall(plain(text)))
