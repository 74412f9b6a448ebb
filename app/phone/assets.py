"""Static files: where a page finds them, and how they are served (hashed, already compressed, kept for ever).

With `ASSETS=build` these are the files of `make build`; with `ASSETS=source`, the modules as they were written, for who is changing them.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from whitenoise import WhiteNoise

from app.settings import HOME

STATIC = HOME / "static"
BUILD = STATIC / "build"
MANIFEST = BUILD / "manifest.json"


def init_app(app: Flask) -> None:
    """Wrap the application in the server of static files, and lend templates `asset(name)`."""
    built = app.config["ASSETS"] == "build" and MANIFEST.exists()
    app.config["ASSETS"] = "build" if built else "source"
    files = WhiteNoise(
        app.wsgi_app,
        autorefresh=not built,
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: url.startswith("/static/build/"),
        add_headers_function=_never_guess_types,
    )
    files.add_files(str(BUILD), prefix="static/build/")
    files.add_files(str(STATIC / "app-icon"), prefix="static/app-icon/")
    if not built:
        files.add_files(str(STATIC), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = asset


def _never_guess_types(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def asset(name: str) -> str:
    """The URL of a file by its name below `static/`, such as `phone/app.js`. A KeyError for a name that the build does not know."""
    if current_app.config["ASSETS"] == "build":
        return f"/static/{_manifest()[name]}"
    if name == "icons.svg":  # drawn by the build only
        return f"/static/{_manifest().get(name, name)}"
    return f"/static/{name}"


def chunks() -> list[str]:
    """The URLs of the scripts that the pages' own scripts share."""
    return [f"/static/{name}" for name in _manifest()["chunks"]] if current_app.config["ASSETS"] == "build" else []


def worker() -> str:
    """The script of the service worker, which is served with its list before it."""
    return content(asset("phone/worker.js")).decode()


def content(url: str) -> bytes:
    """What a URL of ours under /static/ holds."""
    return (HOME / url.lstrip("/")).read_bytes()


def wanted_by_the_phone() -> dict[str, str]:
    """URL → revision of every static file that the phone keeps. A hashed URL is its own revision."""
    if current_app.config["ASSETS"] == "build":
        own = [asset(name) for name in ("phone/app.js", "phone/keeping/journal-file.js", "style.css", "icons.svg")]
        return dict.fromkeys([*own, *chunks()], "")
    joined = (STATIC / "style.css").read_text()
    styles = [file for file in STATIC.glob("style/*.css") if f"/{file.name}" in joined]
    sources = [*STATIC.glob("phone/**/*.js"), STATIC / "style.css", *styles]
    urls = {f"/static/{file.relative_to(STATIC)}": _hash(file) for file in sorted(sources)}
    return urls | {asset("icons.svg"): ""}


def icon_names() -> list[str]:
    """Our names for the pictograms of the sprite."""
    return list(json.loads((STATIC / "icons.json").read_text()))


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def _manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {"chunks": []}
    return manifest
