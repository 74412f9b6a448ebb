"""The shell: everything a phone keeps to work without signal, and one version over all of it.

Rendered once a process, because it is the same for everybody. The version is a hash of every page and file, so that a phone that has
this version has all of it, and a phone that has another fetches only what changed.
"""

import gzip
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import brotli
from flask import render_template
from flask_babel import force_locale

from app.phone import assets
from app.phone.forms import FORMS

#: Elements whose end HTML lets one leave out before any other tag, where they stand in our pages.
ENDING = "dd|dt|li|option|tbody|td|th|thead|tr"
#: Elements before which a paragraph ends by itself.
BLOCKS = "div|dl|fieldset|form|h1|h2|h3|ol|p|section|table|ul"


@dataclass(frozen=True)
class Document:
    """A text that is the same for everybody, compressed once, with all the patience that a server answering has not."""

    content: bytes
    #: Of brotli, 0 to 11.
    patience: int = 11

    @cached_property
    def revision(self) -> str:
        """Short hash of the content."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @cached_property
    def brotli(self) -> bytes:
        """The content for browsers that can."""
        return bytes(brotli.compress(self.content, quality=self.patience))

    @cached_property
    def gzip(self) -> bytes:
        """The content for the others."""
        return gzip.compress(self.content, 9, mtime=0)


@dataclass(frozen=True)
class Shell:
    """One language's shell: its pages by path, its worker, and the URLs of its files."""

    version: str
    pages: dict[str, Document]
    worker: Document
    files: frozenset[str]

    def document(self, path: str) -> Document | None:
        """A page or file of the shell by its URL; None where it has no such."""
        return Document(assets.content(path)) if path in self.files else self.pages.get(path)


def build(language: str) -> Shell:
    """Render the shell. Each page shows a version: the app's is the shell's, taken over the pages without it; the page to enter has its
    own, so that it is not fetched again because a screen changed."""
    files = assets.wanted_by_the_phone()
    own = {path: _page(template, language, "").revision[:12] for path, template in _pages(language).items()}
    version = hashlib.sha256(json.dumps([files, own, assets.worker()]).encode()).hexdigest()[:12]
    versions = own | {f"/app/{language}/": version}
    pages = {path: _page(template, language, versions[path]) for path, template in _pages(language).items()}
    kept = files | {f"/app/{language}/": version}  # the page to enter needs signal anyway
    return Shell(version, pages, _worker(version, kept), frozenset(files))


def _pages(language: str) -> dict[str, str]:
    return {f"/app/{language}/": "phone/app.html", f"/app/{language}/entrar": "phone/entrar.html"}


def _page(template: str, language: str, version: str) -> Document:
    return Document(render(template, language, version).encode())


def render(template: str, language: str, version: str, **more: Any) -> str:
    """A page of the phone in one language, with the declarations' forms to draw."""
    with force_locale(language):
        html = render_template(template, language=language, version=version, forms=FORMS, chunks=assets.chunks(), **more)
    lines = _slim("\n".join(line for raw in html.splitlines() if (line := raw.strip())))
    return _unquoted(_unnamed(_untied(lines))) if template == "phone/app.html" else lines


def _slim(html: str) -> str:
    """The page without what says nothing and weighs 250 bytes: line breaks between tags (a space that is to be seen is written as one), and
    the tags that HTML lets one leave out."""
    html = re.sub(r"(?<=>)\n(?=<)", "", html)
    html = re.sub(rf"</(?:{ENDING})>(?=<)|</?(?:head|body)>|</use>|</html>$", "", html)
    return re.sub(rf"</p>(?=</(?!a>)|<(?:{BLOCKS})[ >])", "", html)


def _unquoted(html: str) -> str:
    """The app's page without the quotes of values that are one word: 50 bytes."""
    return re.sub(r"<[a-z][^>]+>", lambda tag: re.sub(r'="([^\s"\'=<>`]+)"', r"=\1", tag[0]), html)


def _untied(html: str) -> str:
    """The app's page without the ids that tie each question of a sheet to its box: they say sheet and field once more, which weighs 800
    bytes, and static/phone/page/ties.js ties them again."""
    sheets = "|".join(re.findall(r'<dialog [^>]*?\bid="([^"]+)"', html))
    return re.sub(rf' (?:for|id|aria-describedby)="(?:{sheets})-(?!titulo")\w+(?:-hint)?"', "", html)


def _unnamed(html: str) -> str:
    """The app's page without the slugs of the foods that their names say already, which weigh 200 bytes; static/phone/reading/foods.js
    makes them again."""
    return re.sub(
        r'<option value="([^"]+)"([^>]*)>([^<]+)',
        lambda food: f"<option{food[2]}>{food[3]}" if food[1] == _slug(food[3]) else food[0],
        html,
    )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())


def _worker(version: str, versions: dict[str, str]) -> Document:
    """The worker keeps each thing under its URL and version, and so knows what it has already."""
    kept = {url: f"{url}?{own}" if own else url for url, own in versions.items()}
    told = json.dumps({"version": version, "kept": kept}, separators=(",", ":"))
    return Document(f"self.SHELL={told}\n{assets.worker()}".encode())
