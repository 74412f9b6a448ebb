"""XML out of a zip that nobody vouches for, read in a stream: no entity is expanded, and no more is inflated than is allowed."""

import io
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from app.sheets.sheet import Unreadable

#: How much all parts of an archive may inflate to, in bytes, and how many elements they may have.
MOST_INFLATED = 200 * 2**20
MOST_ELEMENTS = 12_000_000
CHUNK = 65_536

#: "start" and "end" with an element's local name and attributes, "text" with what stands between.
Event = tuple[str, str, dict[str, str]]


class Archive:
    """A zip with XML in it, and what is left of its allowance."""

    def __init__(self, content: bytes):
        try:
            self._zip = ZipFile(io.BytesIO(content))
        except (BadZipFile, ValueError, OSError):
            raise Unreadable("cut") from None
        self._bytes, self._elements = MOST_INFLATED, MOST_ELEMENTS

    def has(self, part: str) -> bool:
        """Whether the archive has such a part."""
        return part in self._zip.NameToInfo

    def events(self, part: str) -> Iterator[Event]:
        """The elements and texts of a part. Raises `Unreadable` for one that is cut, broken, too large or declares entities."""
        found: list[Event] = []
        parser = _parser(found)
        try:
            for chunk in self._chunks(part):
                parser.Parse(chunk)
                self._elements -= len(found)
                if self._elements < 0:
                    raise Unreadable("too_large")
                yield from found
                found.clear()
            parser.Parse(b"", True)
            yield from found
        except (BadZipFile, EOFError, zlib.error):
            raise Unreadable("cut") from None
        except (expat.ExpatError, KeyError, NotImplementedError, RuntimeError, ValueError) as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable("broken") from None

    def _chunks(self, part: str) -> Iterator[bytes]:
        """A part piece by piece, whatever size the archive claims for it."""
        with self._zip.open(part) as stream:
            while chunk := stream.read(CHUNK):
                self._bytes -= len(chunk)
                if self._bytes < 0:
                    raise Unreadable("too_large")
                yield chunk


def _parser(found: list[Event]) -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: found.append(("start", _local(name), attributes))
    parser.EndElementHandler = lambda name: found.append(("end", _local(name), {}))
    parser.CharacterDataHandler = lambda text: found.append(("text", text, {}))
    return parser


def _refuse(*_declared: Any) -> None:
    """A workbook has no document type; entities, and the bombs made of them, live only there."""
    raise Unreadable("broken")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")
