"""The environment file that is shipped explains every setting there is, and no other; the units are what the pages say."""

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.settings import HOME
from tests.guards.source import tree

SHIPPED = HOME / "deploy/mi-comedor.env"
SETTING = re.compile(r"^#?([A-Z_]+)=(.*)$", re.MULTILINE)


def _read(file: Path) -> set[str]:
    """The variables that a Python file asks the environment for."""
    calls = [node for node in ast.walk(tree(file)) if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get"]
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_setting_is_explained_and_no_other() -> None:
    asked = _read(HOME / "app/settings.py") | _read(HOME / "deploy/gunicorn.py")
    assert len(asked) > 8
    assert {name for name, _default in SETTING.findall(SHIPPED.read_text())} == asked


def test_each_setting_follows_its_explanation_and_can_be_read_by_all_three_readers() -> None:
    lines = SHIPPED.read_text().splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if SETTING.fullmatch(line):
            assert before.startswith("# "), f"{line} stands without a word"
            assert not re.search(r"[\"' $`\\]", line.partition("=")[2]), f"{line}: Docker and systemd read quotes differently"


def test_no_secret_is_shipped() -> None:
    assert dict(SETTING.findall(SHIPPED.read_text()))["MI_COMEDOR_KEY"] == ""


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
@pytest.mark.parametrize("unit", ["mi-comedor.service", "mi-comedor-follow.service", "mi-comedor-backup.service"])
def test_systemd_finds_nothing_wrong_with_a_unit(unit: str, tmp_path: Path) -> None:
    text = (HOME / "deploy" / unit).read_text()
    here = tmp_path / unit
    # Its programs are not installed here; everything else is as shipped.
    here.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE).replace("/opt/mi-comedor/docs", "/docs"))
    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", str(here)], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(here)]
    exposed = subprocess.run(judged, capture_output=True, text=True, check=False)
    assert exposed.returncode == 0, exposed.stdout[-400:]
