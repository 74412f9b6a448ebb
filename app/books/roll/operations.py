"""What can be said of a person of the roll. The columns are those of the official padrón [domain.md §1.3]."""

from typing import Any, ClassVar

from app.books.declaration import Declaration
from app.books.fields import BIRTH, Choice, Day, Flag, Reference, Text, Whole

#: 1 socia, 2 usuario, 3 caso social in the official padrón.
TYPES = ("member", "user", "social_case")
DOCUMENTS = ("dni", "ce", "ptp", "passport", "none")
CONSENTS = ("none", "spoken", "signed", "thumbprint")
LEAVING = ("moved", "deceased", "stopped", "other")
RIGHTS = ("objection", "erasure")


class Registered(Declaration):
    """A person joins the roll on the day `on`. Only names and type are needed: the poorest have no papers."""

    kind = "beneficiary.registered"
    registry = True
    names = Text(longest=80, needed=True, personal=True)
    paternal = Text(longest=60, personal=True)
    maternal = Text(longest=60, personal=True)
    doc_type = Choice(codes=DOCUMENTS)
    doc_number = Text(longest=20, personal=True)
    born_on = Day(shape=BIRTH, personal=True)
    age = Whole(most=120, personal=True)
    sex = Choice(codes=("f", "m"))
    type = Choice(codes=TYPES, needed=True)
    pregnant = Flag(personal=True)
    disability = Flag(personal=True)
    household = Text(longest=40, personal=True)
    guardian = Reference()
    guardian_names = Text(longest=80, personal=True)
    guardian_paternal = Text(longest=60, personal=True)
    guardian_maternal = Text(longest=60, personal=True)
    guardian_dni = Text(longest=20, personal=True)
    address = Text(longest=160, personal=True)
    consent = Choice(codes=CONSENTS)
    examples: ClassVar[tuple[dict[str, Any], ...]] = (
        {
            "id": "P",
            "data": {
                "names": "Juana",
                "paternal": "Quispe",
                "maternal": "Huamán",
                "doc_type": "dni",
                "doc_number": "10117410",
                "born_on": "1984-05-17",
                "sex": "f",
                "type": "member",
                "consent": "spoken",
            },
        },
        {"id": "Q", "data": {"names": "Mateo", "age": 7, "type": "user", "guardian": "P", "disability": False}},
    )


class Amended(Registered):
    """Something of a person was wrong or has changed."""

    kind = "beneficiary.amended"
    edits = True
    subject = "person"
    person = Reference(needed=True)
    examples = (
        {
            "data": {"person": "P", "paternal": "Quispe Ñahui", "address": None},
            "base": {"paternal": "Quispe", "address": None},
        },
    )


class Left(Declaration):
    """A person no longer eats here, from the day `on`. Never deletes."""

    kind = "beneficiary.left"
    registry = True
    subject = "person"
    person = Reference(needed=True)
    reason = Choice(codes=LEAVING)
    examples = ({"data": {"person": "Q", "reason": "moved"}},)


class Returned(Declaration):
    """A person who had left is back, from the day `on`."""

    kind = "beneficiary.returned"
    registry = True
    subject = "person"
    person = Reference(needed=True)
    examples = ({"data": {"person": "Q"}},)


class RightAsked(Declaration):
    """A person uses a right of the law on personal data: not to leave in nominal lists, or to be erased by the federation [Ley 29733]."""

    kind = "right.asked"
    registry = True
    subject = "person"
    person = Reference(needed=True)
    right = Choice(codes=RIGHTS, needed=True)
    examples = ({"data": {"person": "P", "right": "objection"}},)


class Erased(Declaration):
    """A person's data are taken away at her request; the days' counts stay [Ley 29733; domain.md §8.10]."""

    kind = "person.erased"
    author = "server"
    registry = True
    subject = "person"
    erases = "person"
    person = Reference(needed=True)
    examples = ({"by": "account:1", "data": {"person": "Q"}},)


KINDS = (Registered, Amended, Left, Returned, RightAsked, Erased)
