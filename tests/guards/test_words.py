"""Words a person reads are Spanish, in templates/, and go through gettext; code has none. ESLint holds JavaScript to the same."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from tests.guards.source import HOME, files, name, tree

SPANISH_LETTERS = re.compile(r"[áéíóúñü¿¡]", re.IGNORECASE)
SPANISH_WORDS = re.compile(r"\b(?:el|la|los|las|que|para|por|un|una|con|del|esta|hay|su|se|no|de)\b")
#: People and places are data, as in a declaration's examples: every word has a capital, but for the small ones between.
PROPER_NAME = re.compile(r"(?:[A-ZÁÉÍÓÚÑ][\w.'-]*|de|del|la|las|los|y|\d+)(?: (?:[A-ZÁÉÍÓÚÑ][\w.'-]*|de|del|la|las|los|y|\d+))*")
#: A word written for a reader, in a template, outside of tags.
READ = re.compile(r"[a-zà-ÿ]{3,}")
#: What stands for itself in a macro that writes attributes outside of any tag.
ATTRIBUTES = re.compile(r'[\w-]+="[^"]*"|\b(?:required|checked|disabled|hidden|selected|readonly|multiple)\b')
READ_ATTRIBUTE = re.compile(r'\b(?:aria-label|aria-description|title|alt|placeholder)="([^"]*)"')
#: The same in every language.
OUR_NAME = "Mi Comedor"
#: Data that is made of words, each with what it holds.
DATA = {"app/demo": "invented people, dishes and places", "templates/phone/muestrario.html": "invented lines of a notebook"}


def _literals(file: Path) -> Iterator[ast.Constant]:
    """The texts in a Python file that are not docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree(file)) if isinstance(node, documented)]
    alone = {id(statement.value) for body in bodies for statement in body if isinstance(statement, ast.Expr)}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node


def _spanish(text: str) -> bool:
    if PROPER_NAME.fullmatch(text) or len(text) == 1:
        return False
    return bool(SPANISH_LETTERS.search(text)) or len(SPANISH_WORDS.findall(text)) > 1


def test_python_speaks_no_spanish() -> None:
    looked_at = [(file, node) for file in files("app", ".py") if not name(file).startswith(tuple(DATA)) for node in _literals(file)]
    assert len(looked_at) > 500
    assert [f"{name(file)}:{node.lineno}: {node.value!r}" for file, node in looked_at if _spanish(str(node.value))] == []


def _templates() -> list[tuple[Path, nodes.Template]]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found = [file for ending in (".html", ".txt") for file in files("templates", ending)]
    return [(file, environment.parse(file.read_text())) for file in found]


def _outside_of_gettext(template: nodes.Template) -> Iterator[str]:
    """What a template would show that no translator could change."""
    markup = "".join(data.data for data in template.find_all(nodes.TemplateData)).replace(OUR_NAME, "")
    markup = re.sub(r"<!--.*?-->|<script.*?</script>", "", markup, flags=re.DOTALL)
    yield from (text for text in READ_ATTRIBUTE.findall(markup) if READ.search(text))
    shown = ATTRIBUTES.sub(" ", re.sub(r"<[^>]*>|&\w+;", " ", markup))
    yield from (line.strip() for line in shown.splitlines() if READ.search(line))
    spoken = {id(text) for call in template.find_all(nodes.Call) if _speaks(call) for text in call.find_all(nodes.Const)}
    for text in template.find_all(nodes.Const):
        if isinstance(text.value, str) and id(text) not in spoken and SPANISH_LETTERS.search(text.value):
            yield text.value


def _speaks(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext", "pgettext", "npgettext")


def test_templates_show_only_words_that_a_translator_can_change() -> None:
    looked_at = _templates()
    assert len(looked_at) > 10
    looked_at = [(file, template) for file, template in looked_at if name(file) not in DATA]
    assert [f"{name(file)}: {text}" for file, template in looked_at for text in _outside_of_gettext(template)] == []


def test_the_catalogue_is_fresh(tmp_path: Path) -> None:
    fresh = tmp_path / "messages.pot"
    subprocess.run(["make", "--silent", "catalogues", f"CATALOGUE={fresh}"], cwd=HOME, check=True, timeout=120)
    kept = (HOME / "translations/messages.pot").read_text()
    assert kept.count("msgid") > 100
    assert fresh.read_text() == kept, "run `make catalogues`"
