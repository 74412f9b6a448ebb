"""GeoJSON: each feature a row, its properties the columns, its point two more [RFC 7946]."""

from typing import Any

import msgspec

from app.sheets.sheet import Sheet, Unreadable, number_text

#: What the columns made from a feature's point are called; a point comes longitude first.
POINT = ("longitude", "latitude")


def read(text: str) -> Sheet:
    """The one sheet of a GeoJSON text; its first row is the names of the columns, and feature 1 is row 1."""
    try:
        whole = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise Unreadable("cut" if "truncated" in str(error) else "broken") from None
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        raise Unreadable("no_features")
    return _sheet([_values(feature) for feature in features])


def _sheet(records: list[dict[str, str]]) -> Sheet:
    columns = list(dict.fromkeys(name for record in records for name in record))
    sheet = Sheet("")
    sheet.add(0, columns)
    for number, record in enumerate(records, 1):
        sheet.add(number, [record.get(name, "") for name in columns])
    return sheet


def _values(feature: Any) -> dict[str, str]:
    if not isinstance(feature, dict):
        raise Unreadable("no_features")
    properties = feature.get("properties")
    values = {name: _text(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
    geometry = feature.get("geometry")
    point = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if isinstance(point, list) and len(point) >= 2:
        values |= {name: _text(degrees) for name, degrees in zip(POINT, point, strict=False)}
    return values


def _text(value: Any) -> str:
    """A property as text. What has parts is no cell."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return number_text(value)
    return value if isinstance(value, str) else ""
