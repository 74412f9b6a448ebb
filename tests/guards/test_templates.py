"""Pages keep to the Content-Security-Policy and to what assistive technology needs."""

import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from flask import Flask

from tests.guards.source import HOME, files, name

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


#: Elements that have no end.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """The ids of a page, what its labels and links point to, and the elements that end where they should not (`crossed`)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: list[str] = []
        self.crossed: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.crossed += self._open

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last; any other is crossed."""
        if self._open[-1:] == [tag]:
            self._open.pop()
        elif tag not in VOID:
            self.crossed.append(f"{tag} in {self._open[-1:]}, line {self.getpos()[0]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the ids that this element has and names."""
        self._open += [] if tag in VOID else [tag]
        for attribute, value in attrs:
            if attribute == "id":
                self.ids.append(value or "")
            elif attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
                self.wanted += (value or "").split()


def test_no_template_has_inline_script_or_style() -> None:
    looked_at = files("templates", ".html")
    found = [(file, what) for file in looked_at for what, pattern in INLINE.items() if pattern.search(file.read_text())]
    assert [f"{name(file)} has {what}" for file, what in found] == []


@pytest.mark.parametrize("path", ["/app/es/", "/app/es/entrar", "/app/es/llave", "/app/es/archivo", "/app/es/muestrario"])
def test_ids_are_unique_and_every_named_id_is_there(app: Flask, path: str) -> None:
    page = Page(app.test_client().get(path).get_data(as_text=True))
    assert len(page.ids) > 3
    assert [wrong for wrong, times in Counter(page.ids).items() if times > 1] == []
    assert [wanted for wanted in page.wanted if wanted not in page.ids] == []


@pytest.mark.parametrize("path", ["/app/es/", "/app/es/entrar", "/app/es/muestrario"])
def test_every_element_ends_where_it_should(app: Flask, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.phone.shell._slim", str)  # which leaves out the ends that may be left out
    monkeypatch.setitem(app.extensions, "phone.shell", {})  # and may have been built before
    assert Page(app.test_client().get(path).get_data(as_text=True)).crossed == []


def test_the_sprite_has_every_icon_that_is_drawn_and_no_other() -> None:
    ours = set(json.loads((HOME / "static/icons.json").read_text()))
    pages = {file: file.read_text() for file in files("templates", ".html")}
    drawn = {icon: file for file, text in pages.items() for icon in re.findall(r'\bicon\("([\w-]+)"', text)}
    assert drawn
    assert [f"{name(file)}: {icon}" for icon, file in sorted(drawn.items()) if icon not in ours] == []
    everything = "".join([*pages.values(), *(file.read_text() for file in files("static", ".js"))])
    assert [icon for icon in sorted(ours) if not re.search(rf"[\"'>#]{icon}[\"'<{{]", everything)] == []
