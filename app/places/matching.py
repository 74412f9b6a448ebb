"""Which district a row of somebody's list means, by its code and by its names.

A code may be INEI's or RENIEC's: both have six digits, and 1,782 of 1,893 districts differ [domain.md §2]. So a code is believed as far as
the names beside it agree, and what cannot be known is not guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, select

from app.places.models import Place
from app.words import plain

ALIASES, RENIEC = Path(__file__).with_name("aliases.tsv"), Path(__file__).with_name("reniec.tsv")
LENGTHS = {"department": 2, "province": 4, "district": 6}
WORD = re.compile(r"[a-z0-9]+")
#: How a list may begin a name, and small words that it may leave out.
TITLES = {"departamento", "dpto", "dep", "region", "gobierno", "regional", "provincia", "prov", "distrito", "dist", "dto"}
SMALL = {"de", "del", "y"}
#: How alike two names must be to be taken for one misspelt; Lurigacho and Lurigancho are, San Luis and San Juan are not.
ALIKE = 0.86
#: How much it says that a level's name agrees: the district's more than all others.
WEIGHTS = {"district": 4, "province": 2, "department": 1}


@dataclass(frozen=True)
class Named:
    """What a row says of where it is; '' for what it does not say."""

    code: str = ""
    department: str = ""
    province: str = ""
    district: str = ""


@dataclass(frozen=True)
class Placed:
    """The district (INEI, six digits), None if it cannot be known; and what was doubtful: a reason code, '' if nothing was."""

    ubigeo: str | None
    doubt: str = ""


def digits(code: str) -> str:
    """The six digits of a code as spreadsheets leave it: without its leading zero, with `.0` behind, or with a settlement's four more."""
    only = re.sub(r"\D", "", re.sub(r"\.0*$", "", code))
    if len(only) in (5, 9):
        only = f"0{only}"
    return only[:6] if len(only) in (6, 10) else ""


@cache
def _words() -> dict[str, str]:
    return {alias: meant for level, alias, meant in _aliases() if level == "word"}


@cache
def _aliases() -> list[list[str]]:
    return [line.split("\t") for line in ALIASES.read_text(encoding="utf-8").splitlines()]


@cache
def _reniec() -> dict[str, str]:
    """INEI's code by RENIEC's."""
    return dict(line.split("\t") for line in RENIEC.read_text(encoding="utf-8").splitlines())


@cache
def key(name: str) -> str:
    """What two spellings of a place have in common."""
    words = WORD.findall(plain(name))
    while len(words) > 1 and words[0] in TITLES | SMALL:
        words.pop(0)
    return "".join(_words().get(word, word) for word in words if word not in SMALL)


class Gazetteer:
    """All places by code and by name."""

    def __init__(self, connection: Connection):
        self.names: dict[str, str] = dict(connection.execute(select(Place.ubigeo, Place.name)).all())
        self._by_key: dict[tuple[int, str], list[str]] = defaultdict(list)
        for code, name in self.names.items():
            self._by_key[len(code), key(name)].append(code)
        told: dict[tuple[int, str], list[str]] = defaultdict(list)
        for level, alias, code in _aliases():
            if level != "word" and code in self.names and code not in told[LENGTHS[level], key(alias)]:
                told[LENGTHS[level], key(alias)].append(code)
        for where, codes in told.items():
            # An alias comes before a name where both fit: the table has two names that only one of their two codes still bears.
            own = [code for code in self._by_key.get(where, []) if not any(code[:4] == other[:4] for other in codes)]
            self._by_key[where] = codes + [code for code in own if code not in codes]

    def path(self, ubigeo: str) -> str:
        """A district in words: `Lima, Lima, Ancón`."""
        return ", ".join(self.names.get(ubigeo[:length], "?") for length in (2, 4, 6))

    def reading(self, code: str, system: str) -> str:
        """The district (INEI) that a code means in a system, '' if none."""
        found = code if system == "inei" else _reniec().get(code, "")
        return found if found in self.names and len(found) == 6 else ""

    def agreement(self, ubigeo: str, named: Named) -> int:
        """How far the names agree with a district: above zero if they do, below if they speak against it."""
        said = {level: getattr(named, level) for level in LENGTHS if getattr(named, level)}
        signs = {level: 1 if self._resembles(ubigeo[: LENGTHS[level]], name) else -1 for level, name in said.items()}
        return sum(sign * WEIGHTS[level] for level, sign in signs.items())

    def _called(self, code: str, name: str) -> bool:
        return code in self._by_key.get((len(code), key(name)), ())

    def _resembles(self, code: str, name: str) -> bool:
        return self._called(code, name) or bool(get_close_matches(key(name), [key(self.names[code])], 1, ALIKE))

    def place(self, named: Named, system: str = "inei") -> Placed:
        """The district that a row means, if the codes of its file are those of `system`."""
        code = digits(named.code)
        other = "reniec" if system == "inei" else "inei"
        usual, unusual = self.reading(code, system), self.reading(code, other)
        if not (named.district or named.province or named.department):
            zero = len(re.sub(r"\D", "", named.code)) < 6
            return Placed(usual, "zero" if zero else "") if usual else Placed(None, "code_unplaced" if named.code else "nowhere")
        for reading, doubt in ((usual, ""), (unusual, f"{other}_row")):
            if reading and named.district and self.agreement(reading, named) > 0 and self._called(reading, named.district):
                return Placed(reading, doubt)
        return self._by_name(named, usual)

    def _by_name(self, named: Named, usual: str) -> Placed:
        """The district by its name, where the code does not say the same."""
        found, doubt = self.named(named)
        if usual in found:
            return Placed(usual)
        if len(found) == 1:
            other = "code_and_name" if usual else "code_unknown" if named.code else ""
            return Placed(found[0], doubt or other)
        if usual and self.agreement(usual, Named(department=named.department, province=named.province)) >= 0:
            return Placed(usual, "name_unknown" if named.district else "")
        return Placed(None, "ambiguous" if found else "code_and_name_unknown" if usual else "name_not_found")

    def named(self, named: Named) -> tuple[list[str], str]:
        """The districts that fit the names, and what is doubtful of that."""
        if not named.district:
            return [], ""
        within = self._within(named)
        exact = [code for code in self._by_key.get((6, key(named.district)), []) if code.startswith(within)]
        if exact:
            return exact, "" if within != ("",) else "only_district"
        near = {key(name): code for code, name in self.names.items() if len(code) == 6 and code.startswith(within)}
        alike = get_close_matches(key(named.district), near, 2, ALIKE) if within != ("",) else []
        return [near[one] for one in alike], "close_name"

    def _within(self, named: Named) -> tuple[str, ...]:
        """The prefixes in which the district must lie; ('',) if nothing is known."""
        within: Iterable[str] = ("",)
        for level in ("department", "province"):
            name = getattr(named, level)
            codes = self._by_key.get((LENGTHS[level], key(name)), []) if name else []
            narrower = [code for code in codes if code.startswith(tuple(within))]
            within = narrower or within
        return tuple(within)
