"""Whether a text stands in one line of a column of the paper: a row whose texts all do gets its height at once, which spares typst a
third of its time.

The widths are those of Libertinus Serif, never too small: a text that is said to fit does. Letters that are not here may be of any width.
"""

import math
from unicodedata import normalize

#: Millimetres of an em of a table's letters, 7 points.
EM = 7 * 25.4 / 72
_WIDTHS = {0.34: " !'(),-./:;|ijlIJft\u00b0", 0.4: 'rs"*\u00ba', 0.47: "acez0123456789?#$", 0.56: "bdghknopquvxyFSLPE+=_"}
_WIDTHS |= {0.74: "ABCDGHKNOQRTUVXYZ&%", 0.98: "mwMW@"}
#: A letter is as wide with its accent, tilde or dots, which are told apart from it.
_WIDTHS |= {0: "\u0301\u0303\u0308"}
EMS = {letter: ems for ems, letters in _WIDTHS.items() for letter in letters}


def width(text: str, unknown: float = math.inf) -> float:
    """Millimetres that a text takes at most, in one line; `unknown` are the ems of a letter that is not here."""
    return EM * sum(EMS.get(letter, unknown) for letter in normalize("NFD", text))


def breakable(text: str, room: float) -> str:
    """The text, with places to break in words that are too long for the room (millimetres): nothing leaves the paper."""
    return " ".join(word if width(word, 1) <= room else "\u200b".join(word) for word in text.split())
