"""The fields of a declaration: each is a WTForms field, which draws itself with its limits, and knows the exact type of its wire value.

`wire()` is what the closed checker and the JSON Schema are made of; the limits a browser enforces are the same numbers.
"""

import re
from typing import Annotated, Any, Literal

from msgspec import Meta
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.widgets import HiddenInput, TextArea

_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
#: A UUID of version 8 in lower case.
ID = rf"^{_ID}$(?!\n)"
#: No control characters; the look-ahead is there because Python's `$` lets a last newline through.
PRINTABLE = r"^[^\u0000-\u001f\u007f]+$(?!\n)"
#: The same in lines: of the control characters only the new line.
LINES = r"^[^\u0000-\u0009\u000b-\u001f\u007f]+$(?!\n)"
#: Lima dates of this century. That the day exists (30 February does not) is checked after.
DAY = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$(?!\n)"
#: Birth dates reach back one century more.
BIRTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$(?!\n)"
PERIOD = r"^20[0-9]{2}-(0[1-9]|1[0-2])$(?!\n)"

Id = Annotated[str, Meta(pattern=ID)]


class WireField:
    """What every field of a declaration knows beside what WTForms needs."""

    #: Sealed on the server, and taken away when the person is erased.
    personal: bool
    #: Must be there (on the wire and in the form).
    needed: bool
    flags: Any

    def _mark(self, needed: bool, personal: bool, **limits: Any) -> None:
        self.needed, self.personal = needed, personal
        for name, limit in ({"required": True} if needed else {}).items() | limits.items():
            setattr(self.flags, name, limit)

    def wire(self) -> Any:
        """The exact type of the field's value on the wire."""
        raise NotImplementedError


class Text(WireField, StringField):
    """One line of words, of at most `longest` characters."""

    def __init__(self, *args: Any, longest: int, needed: bool = False, personal: bool = False, shape: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.longest, self.shape = longest, shape or PRINTABLE
        self._mark(needed, personal, maxlength=longest)

    def wire(self) -> Any:
        """A string of 1 to `longest` characters; an empty field is absent, not empty."""
        return Annotated[str, Meta(min_length=1, max_length=self.longest, pattern=self.shape)]


class Lines(Text):
    """A few lines of words, of at most `longest` characters in all."""

    widget = TextArea()

    def __init__(self, *args: Any, longest: int, needed: bool = False, **kwargs: Any):
        super().__init__(*args, longest=longest, needed=needed, shape=LINES, **kwargs)


class Choice(WireField, SelectField):
    """One of a closed list of codes; the template gives each its words."""

    def __init__(self, *args: Any, codes: tuple[str, ...], needed: bool = False, personal: bool = False, **kwargs: Any):
        kwargs["choices"] = list(codes)
        super().__init__(*args, **kwargs)
        self.codes = codes
        self._mark(needed, personal)

    def wire(self) -> Any:
        """Exactly one of the codes."""
        return Literal[self.codes]


class CodeOrId(WireField, SelectField):
    """One of a closed list of codes, or the id of something that the kitchen named itself; the phone adds these to the list."""

    def __init__(self, *args: Any, codes: tuple[str, ...], needed: bool = False, **kwargs: Any):
        kwargs["choices"] = list(codes)
        super().__init__(*args, **kwargs)
        self.codes = codes
        self._mark(needed, personal=False)

    def wire(self) -> Any:
        """Exactly one of the codes, or an operation's id: one pattern, because two types of string make no union."""
        codes = "|".join(map(re.escape, self.codes))
        return Annotated[str, Meta(pattern=rf"^({codes}|{_ID})$(?!\n)")]


class Whole(WireField, IntegerField):
    """A whole number from `least` to `most`: centimos, grams, millilitres, rations, years."""

    def __init__(self, *args: Any, most: int, least: int = 0, needed: bool = False, personal: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.least, self.most = least, most
        self._mark(needed, personal, min=least, max=most)

    def wire(self) -> Any:
        """An integer within the limits; 3.0, true and "3" are not integers."""
        return Annotated[int, Meta(ge=self.least, le=self.most)]


class Flag(WireField, SelectField):
    """Yes, no or not said: three different things."""

    def __init__(self, *args: Any, personal: bool = False, **kwargs: Any):
        kwargs["choices"] = ["", "true", "false"]
        super().__init__(*args, **kwargs)
        self._mark(False, personal)

    def wire(self) -> Any:
        """True or false; not said is absent."""
        return bool


class Day(WireField, DateField):
    """A Lima date."""

    def __init__(self, *args: Any, shape: str = DAY, needed: bool = False, personal: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.shape = shape
        self._mark(needed, personal)

    def wire(self) -> Any:
        """A date as `YYYY-MM-DD`."""
        return Annotated[str, Meta(pattern=self.shape, extra_json_schema={"format": "date"})]


class Reference(WireField, StringField):
    """The id of something else in the kitchen's notebook; it may arrive later than what points at it."""

    widget = HiddenInput()

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._mark(needed, False)

    def wire(self) -> Any:
        """An operation's id."""
        return Id


class References(WireField, StringField):
    """A list of ids."""

    widget = HiddenInput()

    def __init__(self, *args: Any, most: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.most = most
        self._mark(False, False)

    def wire(self) -> Any:
        """A list of ids, at most `most`."""
        return Annotated[list[Id], Meta(max_length=self.most)]


class PerClass(WireField, IntegerField):
    """A whole number for each of some classes of ration; drawn as a counter, once a class."""

    def __init__(self, *args: Any, classes: tuple[str, ...], most: int, needed: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.classes, self.most = classes, most
        self._mark(needed, False, min=0, max=most)

    def wire(self) -> Any:
        """An object from class to integer, with at least one class if it is needed."""
        fewest = 1 if self.needed else 0
        name: Any = Literal[self.classes]
        number = Annotated[int, Meta(ge=0, le=self.most)]
        return Annotated[dict[name, number], Meta(min_length=fewest)]
