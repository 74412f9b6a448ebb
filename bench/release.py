"""What a release weighs that changes one screen: the app is built once as it is and once, in a copy, as it was before the change."""

import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

from app.phone import changes
from app.phone.shell import Document
from app.settings import HOME
from bench.weigh import shell_of

#: What a release would add to one screen, before which place: a button, a line, what they do.
ADDED = {
    "templates/phone/screens/almacen.html": (
        '<div data-show="stock.length"><h2>',
        '<button class="button" type="button" data-do="almacen.turn">{{ _("Lo que vence primero") }}</button>'
        '<p data-show="turned" class="soft">{{ _("Primero lo que vence antes.") }}</p>',
    ),
    "static/phone/screens/almacen.js": (
        "      more: () =>",
        "      turn: () => { shown = PAGE; query = query.split('').reverse().join(''); only = only ? '' : 'pca'; app.repaint(); },\n",
    ),
}
#: Prints the shell of the folder it runs in: {URL: text}.
TELLS = """
import json, sys
from bench.weigh import shell_of
json.dump(shell_of(), sys.stdout)
"""
#: Not copied: what neither makes the shell nor helps to.
LEFT = shutil.ignore_patterns(".*", "node_modules", "instance", "tests", "docs", "build", "__pycache__")


def weight() -> tuple[int, int]:
    """Bytes down (brotli) and up of all that the worker fetches, without headers."""
    older = {_bare(url): text for url, text in shell_of().items()}
    newer = _shell_of_the_newer()
    worker = Document(newer.pop("/app/sw.js").encode())
    down, up = len(worker.brotli), 0
    for url, text in newer.items():
        held = changes.parts(older.get(_bare(url), ""))
        if "".join(held) != text:
            marks = b"".join(struct.pack("<I", changes.mark(part)) for part in held)
            down += len(changes.since(text.encode(), marks).brotli)
            up += len(marks)
    return down, up


def _bare(url: str) -> str:
    """Under which name the worker looks for the older one."""
    return re.sub(r"\.\w+\.", ".", url)


def _shell_of_the_newer() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "newer"
        shutil.copytree(HOME, copy, ignore=LEFT)
        (copy / "node_modules").symlink_to(HOME / "node_modules")
        for name, (place, added) in ADDED.items():
            before, after = (copy / name).read_text().split(place)
            (copy / name).write_text(before + added + place + after)
        subprocess.run([shutil.which("node") or "node", "deploy/build.mjs"], cwd=copy, check=True, capture_output=True)
        told = subprocess.run([sys.executable, "-c", TELLS], cwd=copy, check=True, capture_output=True)
        shell: dict[str, str] = json.loads(told.stdout)
        return shell
