"""The phone takes out of an erased person's operations what the declarations mark: a page's mark counts on it (docs/sync.md, rule 6)."""

import re

from app.books import kinds
from tests.guards.source import HOME

ERASURE = (HOME / "static/phone/books/erasure.js").read_text()


def _words(text: str) -> set[str]:
    return set(re.findall(r'"([a-z_]+)"', text))


def test_the_phone_erases_what_the_declarations_call_personal() -> None:
    person = re.search(r"const PERSON = \[(.*?)\]", ERASURE, re.DOTALL)
    listed = re.search(r"const PERSONAL = \{(.*?)\};", ERASURE, re.DOTALL)
    assert person
    assert listed
    kept = re.findall(r'"([a-z.]+)": (PERSON|\[.*?\])', listed[1])
    phone = {kind: _words(person[1] if said == "PERSON" else said) for kind, said in kept}
    declared = {declaration.kind: set(declaration.personal()) for declaration in kinds.DECLARATIONS if declaration.personal()}
    assert declared == phone
