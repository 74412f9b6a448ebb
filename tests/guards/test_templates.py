"""Pages keep to the Content-Security-Policy and to what assistive technology needs."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from flask import Flask

from tests.guards.source import files, name

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"(?:importmap|application/(?:ld\+)?json)\")", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


class Page(HTMLParser):
    """The ids of a page, and what its labels and links point to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: list[str] = []
        self.feed(html)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the ids that this element has and names."""
        for attribute, value in attrs:
            if attribute == "id":
                self.ids.append(value or "")
            elif attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
                self.wanted += (value or "").split()


def test_no_template_has_inline_script_or_style() -> None:
    looked_at = files("templates", ".html")
    found = [(file, what) for file in looked_at for what, pattern in INLINE.items() if pattern.search(file.read_text())]
    assert [f"{name(file)} has {what}" for file, what in found] == []


@pytest.mark.parametrize("path", ["/app/es/", "/app/es/entrar", "/app/es/muestrario"])
def test_ids_are_unique_and_every_named_id_is_there(app: Flask, path: str) -> None:
    page = Page(app.test_client().get(path).get_data(as_text=True))
    assert len(page.ids) > 3
    assert [wrong for wrong, times in Counter(page.ids).items() if times > 1] == []
    assert [wanted for wanted in page.wanted if wanted not in page.ids] == []


def test_icons_that_templates_and_scripts_draw_are_in_the_sprite() -> None:
    ours = set(re.findall(r'^\s*"([\w-]+)":', files("static", "icons.json")[0].read_text(), re.MULTILINE))
    drawn = {(file, icon) for file in files("templates", ".html") for icon in re.findall(r'\bicon\("([\w-]+)"', file.read_text())}
    assert drawn
    assert [f"{name(file)}: {icon}" for file, icon in sorted(drawn) if icon not in ours] == []
