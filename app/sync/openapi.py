"""`/openapi.json`: every JSON endpoint, its body, its answers; the shapes are those the server decodes with."""

from functools import cache
from typing import Any

import msgspec

from app.sync import wire
from app.sync.answer import Told

REF = "#/components/schemas/{name}"
ERRORS = {
    "400": "Not readable: not JSON, not this shape, damaged, or cut on the way.",
    "401": "Unknown device.",
    "403": "Closed, or not of this kitchen.",
    "404": "No such code, or no such device.",
    "413": "Too large: send half.",
    "429": "Wait.",
}
SEALED = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def described(server: str) -> dict[str, Any]:
    """The OpenAPI 3.1 description, for the server at this address."""
    return {"servers": [{"url": server}], **_description()}


@cache
def _description() -> dict[str, Any]:
    _, shapes = msgspec.json.schema_components((wire.Push, Told, wire.Look, wire.Enrol, wire.Unlock), ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Mi Comedor", "version": "1", "description": "See docs/sync.md."},
        "paths": {
            "/sync": {"post": _push()},
            "/sync/enrol": {"post": _post("Look whose a code is, or spend it.", _content("Look", "Enrol"), "Kitchen", None, "404", "429")},
            "/sync/inbox": {"post": _post("Leave envelopes, each after its length.", SEALED, "Kept", "door", "401", "429")},
            "/sync/carried": {"post": _post("Bring a question of another phone.", SEALED, "Receipt", None, "404", "429")},
            "/sync/copy": {"post": _post("Open a copy of a notebook.", SEALED, "Key", "secret", "401", "403")},
            "/sync/unlock": {"post": _post("A forgotten PIN.", _content("Unlock"), "Key", "door", "401", "403", "404", "429")},
            "/sync/schema.json": {"get": _get("The kinds, their schemas and examples.")},
            "/openapi.json": {"get": _get("This description.")},
            "/salud": {"get": _get("Whether the server is ready.")},
        },
        "components": {
            "schemas": shapes | _answers(),
            "securitySchemes": {name: {"type": "http", "scheme": "bearer"} for name in ("secret", "door")},
        },
    }


def _answers() -> dict[str, Any]:
    text = {"type": "string"}
    kitchen = {"type": "object", "properties": {"code": text, "name": text, "district": text}}
    found = {"kitchen": kitchen, "epoch": text, "public_key": text, "now": {"type": "integer"}}
    return {
        "Kitchen": {"type": "object", "properties": found, "required": ["kitchen"]},
        "Error": {"type": "object", "properties": {"reason": text, "inbox": {"type": "boolean"}}, "required": ["reason"]},
        "Kept": {"type": "object", "properties": {"receipt": text, "closed": {"type": "boolean"}, "epoch": text}, "required": ["receipt"]},
        "Receipt": {"type": "object", "properties": {"receipt": text}, "required": ["receipt"]},
        "Key": {"type": "object", "properties": {"key": text, "enrol": {"type": "boolean"}}, "required": ["key"]},
    }


def _content(*names: str) -> dict[str, Any]:
    shapes = [{"$ref": REF.format(name=name)} for name in names]
    return {"application/json": {"schema": shapes[0] if len(shapes) == 1 else {"oneOf": shapes}}}


def _post(what: str, takes: dict[str, Any], gives: str, security: str | None, *refused: str) -> dict[str, Any]:
    """A door: `security` is the secret that opens it, `refused` the statuses it has beside those of every body."""
    answers = {status: {"description": ERRORS[status], "content": _content("Error")} for status in ("400", "413", *refused)}
    return {
        "summary": what,
        "requestBody": {"required": True, "content": takes},
        "responses": {"200": {"description": "Done.", "content": _content(gives)}, **answers},
        "security": [{security: []}] if security else [],
    }


def _push() -> dict[str, Any]:
    door = _post("Push and pull in one round trip.", _content("Push"), "Told", "secret", "401", "403", "429")
    door["responses"]["204"] = {"description": "Nothing to say."}
    return door


def _get(what: str) -> dict[str, Any]:
    done = {"description": "Done.", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {"summary": what, "responses": {"200": done}, "security": []}
