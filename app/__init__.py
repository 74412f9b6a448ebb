"""Mi Comedor: a ration recorded with no signal in a kitchen reaches a ministry's table.

`create_app` is the table of contents. Data flows one way through the rooms, and each room imports only from those to its left:
places → federation → accounts → books → sync → rollups → review → reports. Beside the line: phone, panel, partitions, watch,
safekeeping, demo.
"""

from importlib import import_module
from typing import Any

from flask import Flask

from app import audience, compression, database, front, headers, health, logs, seal, settings, words

LINE = ("places", "federation", "accounts", "books", "sync", "rollups", "review", "reports")
BESIDE = ("phone", "panel", "partitions", "watch", "safekeeping", "demo")


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the application. `overrides` replaces settings by name (tests); raises `settings.Unsafe` on an unsafe production."""
    app = Flask(__name__, instance_path=settings.instance_path(), template_folder="../templates", static_folder=None)
    settings.load(app, overrides or {})

    logs.init_app(app)
    seal.init_app(app)
    database.init_app(app)
    words.init_app(app)
    audience.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    health.init_app(app)
    front.init_app(app)

    for room in (*LINE, *BESIDE):
        import_module(f"app.{room}").init_app(app)
    return app
