"""`/openapi.json`: every JSON endpoint, its body, its answers; the shapes are those the server decodes with."""

from functools import cache
from typing import Any

import msgspec

from app.sync import wire

REF = "#/components/schemas/{name}"
ERRORS = {
    "400": "Not readable: not JSON, not this shape, or cut on the way.",
    "413": "Too large: send half.",
}


def described(server: str) -> dict[str, Any]:
    """The OpenAPI 3.1 description, for the server at this address."""
    return {"servers": [{"url": server}], **_description()}


@cache
def _description() -> dict[str, Any]:
    _, shapes = msgspec.json.schema_components((wire.Push, wire.Told, wire.Look, wire.Enrol), ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Mi Comedor", "version": "1", "description": "See docs/sync.md."},
        "paths": {
            "/sync": {"post": _post("Push and pull in one round trip.", "Push", "Told", "secret")},
            "/sync/enrol": {"post": _post("Look whose a code is, or spend it for a device.", "Look|Enrol", "Kitchen", None)},
            "/sync/inbox": {"post": _inbox()},
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
        "Receipt": {"type": "object", "properties": {"receipt": text}, "required": ["receipt"]},
    }


def _content(*names: str) -> dict[str, Any]:
    shapes = [{"$ref": REF.format(name=name)} for name in names]
    return {"application/json": {"schema": shapes[0] if len(shapes) == 1 else {"oneOf": shapes}}}


def _post(what: str, takes: str, gives: str, security: str | None) -> dict[str, Any]:
    errors = ERRORS | ({"401": "Unknown device.", "403": "Revoked."} if security else {"404": "No such code.", "429": "Wait."})
    answers = {status: {"description": why, "content": _content("Error")} for status, why in errors.items()}
    silence = {"204": {"description": "Nothing to say."}} if security else {}
    return {
        "summary": what,
        "requestBody": {"required": True, "content": _content(*takes.split("|"))},
        "responses": {"200": {"description": "Done.", "content": _content(gives)}, **silence, **answers},
        "security": [{security: []}] if security else [],
    }


def _inbox() -> dict[str, Any]:
    anything = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    refused = {"description": "Unknown device.", "content": _content("Error")}
    return {
        "summary": "Leave a sealed body.",
        "requestBody": {"required": True, "content": anything},
        "responses": {
            "200": {"description": "Kept.", "content": _content("Receipt")},
            "400": {"description": ERRORS["400"], "content": _content("Error")},
            "401": refused,
            "413": {"description": ERRORS["413"], "content": _content("Error")},
        },
        "security": [{"door": []}],
    }


def _get(what: str) -> dict[str, Any]:
    done = {"description": "Done.", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {"summary": what, "responses": {"200": done}, "security": []}
