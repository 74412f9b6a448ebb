"""The pages of the phone. Every answer is the same for everybody and may be cached: no session, no cookie, no token."""

import json
import mimetypes
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.audience import audience
from app.phone import assets, changes, shell
from app.phone.shell import Document, Shell
from app.words import LANGUAGES

pages = Blueprint("phone", __name__, url_prefix="/app")

#: Bytes of marks that a phone may send: of ten thousand parts. The longest page of ours has some three hundred.
LONGEST = 40_000

#: The languages of the shell, as a rule of routes.
IN = f"any({','.join(LANGUAGES)}):language"


@pages.get("/")
@audience("public")
def door() -> ResponseReturnValue:
    """Somebody typed the address without a language."""
    return redirect("/app/es/")


@pages.get(f"/<{IN}>/")
@audience("public")
def app(language: str) -> Response:
    """The app: every screen in one page."""
    return _page(language, f"/app/{language}/")


@pages.get(f"/<{IN}>/entrar")
@audience("public")
def enter(language: str) -> Response:
    """Where a phone becomes one of a kitchen's."""
    return _page(language, f"/app/{language}/entrar")


@pages.get(f"/<{IN}>/muestrario")
@audience("public")
def sampler(language: str) -> Response:
    """The design language, shown whole. Not kept by phones."""
    html = shell.render("phone/muestrario.html", language, _shell(language).version, icon_names=sorted(assets.icon_names()))
    return _answer(Document(html.encode()), "text/html")


@pages.get(f"/<{IN}>/llave")
@audience("public")
def key(language: str) -> Response:
    """Her clave: new, another, none, or forgotten. It needs signal, so phones do not keep it."""
    html = shell.render("phone/llave.html", language, _shell(language).version)
    return _answer(Document(html.encode()), "text/html")


@pages.get(f"/<{IN}>/archivo")
@audience("public")
def parcel(language: str) -> Response:
    """Where another phone's bundle is sent and a copy of the notebook opened. Both need signal, so it is not kept by phones."""
    html = shell.render("phone/archivo.html", language, _shell(language).version)
    return _answer(Document(html.encode()), "text/html")


@pages.get("/sw.js")
@audience("public")
def worker() -> Response:
    """The service worker. Its scope is /app/, where it stands."""
    return _answer(_shell("es").worker, "text/javascript")


@pages.post("/changes")
@audience("public")
def changed() -> Response:
    """What a page or file of the shell has and the phone's older one has not, under the headers of what it becomes (phone/worker.js)."""
    request.max_content_length = LONGEST
    path = request.args.get("of", "")
    document = _shell("es").document(path) or abort(404)
    return _answer(changes.since(document.content, request.get_data()), mimetypes.guess_type(path)[0] or "text/html")


@pages.get("/manifest.webmanifest")
@audience("public")
def manifest() -> Response:
    """What the phone's home screen shows."""
    content = json.loads(render_template("phone/manifest.js"))
    return _answer(Document(json.dumps(content, ensure_ascii=False).encode()), "application/manifest+json")


def _page(language: str, path: str) -> Response:
    return _answer(_shell(language).pages[path], "text/html")


def _shell(language: str) -> Shell:
    """Rendered once; again for each request where sources are being changed."""
    kept: dict[str, Any] = current_app.extensions.setdefault("phone.shell", {})
    if language not in kept or current_app.config["ASSETS"] == "source":
        kept[language] = shell.build(language)
    built: Shell = kept[language]
    return built


def _answer(document: Document, mimetype: str) -> Response:
    """The document as this browser likes it best; 304 if it has it already."""
    encoding = request.accept_encodings.best_match(["br", "gzip", "identity"], "identity")
    content = {"br": lambda: document.brotli, "gzip": lambda: document.gzip}.get(encoding, lambda: document.content)()
    response = Response(content, mimetype=mimetype)
    if encoding in ("br", "gzip"):
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(f"{document.revision}-{encoding}")
    response.make_conditional(request)
    return response
