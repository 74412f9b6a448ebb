"""tests/shared, through the real door into real tables: the phone's fold and the server's are one."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.database import reading
from app.sync import append
from tests import the_books
from tests.stories import Confederation

EXAMPLES = sorted((Path(__file__).parent.parent / "shared").glob("*.json"))
SERVERS = ("month.observed", "month.accepted", "notice.published", "person.erased", "operation.rejected")


def examples() -> list[Any]:
    """All of them but those that are only told to phones: operations that come without an erased person's fields."""
    read = [(file.stem, json.loads(file.read_text(encoding="utf-8"))) for file in EXAMPLES]
    return [
        pytest.param(example, id=stem) for stem, example in read if not any(operation.get("erased") for operation in example["operations"])
    ]


@pytest.mark.parametrize("example", examples())
def test_the_servers_books_are_the_phones_books(app: Flask, confederation: Confederation, example: Any) -> None:
    kitchen = confederation.kitchens["manos"]
    with app.app_context():
        append(kitchen, example.get("held", []), "a-phone")
        for operation in sorted(example["operations"], key=lambda operation: operation["seq"]):
            made = {name: value for name, value in operation.items() if name != "seq"}
            append(kitchen, [made], None if made["kind"] in SERVERS else "a-phone")
        with reading() as connection:
            books, money = the_books.read(connection, kitchen), the_books.money(connection, kitchen)

    # The table of services keeps how many fields are in conflict; which values contradict each other is in the log.
    services = example["books"]["services"]
    counted = {key: service | {"conflicts": len(service["conflicts"])} for key, service in services.items()}
    assert books == example["books"] | {"services": counted}
    assert money == example.get("money", money)


def test_there_are_examples() -> None:
    assert len(examples()) > 20
