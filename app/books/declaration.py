"""What a kind of operation is: a form that Jinja draws, compiled once into the closed checker that judges the wire.

WTForms' own `validate()` never runs on wire data: it would turn a list into nothing, null into true and 3.9 into 3.
"""

from functools import cache
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType, defstruct
from wtforms import Form

from app.books.fields import DAY, Id, WireField

#: Who wrote an operation: a keeper of the phone, a person of the panel, or the server itself.
AUTHOR = r"^([0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|account:[1-9][0-9]{0,9}|system)$(?!\n)"


class Declaration(Form):
    """One kind of operation, version `v`. A subclass names its fields; the rest of what it is stands here."""

    kind: ClassVar[str]
    v: ClassVar[int] = 1
    #: "phone", or "server" for what only comes from above.
    author: ClassVar[str] = "phone"
    #: An edit of a registry: `data` holds only changed fields, `base` their old values.
    edits: ClassVar[bool] = False
    #: The field that says what an edit is about; None where the operation is about itself.
    subject: ClassVar[str | None] = None
    #: Folded with all that was said of its subject, in `seq` order, instead of standing alone.
    registry: ClassVar[bool] = False
    #: The field naming the operation that this one undoes, or the person that it erases.
    undoes: ClassVar[str | None] = None
    erases: ClassVar[str | None] = None
    #: Examples of `data` (and `base`) for `/sync/schema.json`; P, K and so on stand for ids, see `sync.schema`.
    examples: ClassVar[tuple[dict[str, Any], ...]] = ()

    @classmethod
    def wire_fields(cls) -> dict[str, WireField]:
        """The fields by their names on the wire (`class_` is `class` there)."""
        return {name.rstrip("_"): field for name, field in cls()._fields.items()}  # type: ignore[misc]

    @classmethod
    @cache  # asked for every operation that comes in, and never another answer
    def personal(cls) -> frozenset[str]:
        """The names of the personal fields."""
        return frozenset(name for name, field in cls.wire_fields().items() if field.personal)


def compiled(kind: type[Declaration], *, erased: bool = False) -> type[msgspec.Struct]:
    """The closed type of a whole operation of this kind, or (`erased`) of what is left of one, which says so and has no personal field."""
    title = "".join(part.capitalize() for part in kind.kind.replace("_", ".").split("."))
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = [
        ("id", Id),
        ("kind", Literal[kind.kind]),
        ("v", Literal[kind.v]),
        ("on", Annotated[str, Meta(pattern=DAY, extra_json_schema={"format": "date"})]),
        ("by", Annotated[str, Meta(pattern=AUTHOR)]),
        ("at", Annotated[int, Meta(ge=0, le=253402300799)]),
        ("data", _struct(f"{title}Data", kind, old=False, erased=erased)),
    ]
    if kind.edits:
        fields.append(("base", _struct(f"{title}Base", kind, old=True, erased=erased)))
    if erased:
        fields.append(("erased", bool))
    return _closed(title, fields)


def _struct(title: str, kind: type[Declaration], *, old: bool, erased: bool) -> type[msgspec.Struct]:
    """The type of `data`, or (`old`) of `base`, which has no subject and where anything may have been empty."""
    fields = [(name, field) for name, field in kind.wire_fields().items() if not (erased and field.personal)]
    return _closed(title, [_entry(kind, name, field, old) for name, field in fields if not (old and name == kind.subject)])


def _entry(kind: type[Declaration], name: str, field: WireField, old: bool) -> tuple[str, Any] | tuple[str, Any, Any]:
    wire = field.wire()
    if name == kind.subject or (field.needed and not kind.edits):
        return (f"{name}_", wire)
    clearable = kind.edits and (old or not field.needed)
    return (f"{name}_", wire | None | UnsetType if clearable else wire | UnsetType, UNSET)


def _closed(title: str, fields: list[Any]) -> type[msgspec.Struct]:
    # Attributes end in an underscore because `class` is a word of Python; on the wire they do not.
    return defstruct(title, fields, forbid_unknown_fields=True, kw_only=True, rename=lambda name: name.rstrip("_"))
