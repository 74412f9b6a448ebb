"""The Dockerfile takes what is there, lets nothing secret in, and ends as nobody. deploy/rehearse_image.py carries its steps out."""

import json
import re

from app.settings import HOME
from deploy.rehearse_image import instructions, let_through
from tests.guards.source import name, tracked

STEPS = instructions((HOME / "Dockerfile").read_text())
LAST = STEPS[max(place for place, (what, _words) in enumerate(STEPS) if what == "FROM") :]


def _words(what: str) -> list[str]:
    return [words for instruction, words in STEPS if instruction == what]


def test_every_base_is_one_pinned_version() -> None:
    assert re.fullmatch(r"PYTHON=python:\d+\.\d+\.\d+-slim-\w+", _words("ARG")[0])
    assert {words.split()[0] for words in _words("FROM")} == {"${PYTHON}"}


def test_all_that_is_copied_is_there_and_let_through() -> None:
    own = [words.split()[:-1] for words in _words("COPY") if not words.startswith("--from")]
    sources = [source for sources in own for source in sources]
    assert len(sources) > 10
    assert [source for source in sources if not (HOME / source).exists() or not let_through(source)] == []


def test_nothing_else_reaches_the_build() -> None:
    let_in = {name(file).split("/")[0] for file in tracked() if let_through(name(file))}
    assert not {"tests", "docs", "bench", "Dockerfile", ".ci"} & let_in
    for kept_out in ("instance/key", "instance/mi_comedor.sqlite", ".git/config", ".env", "deploy/mi-comedor.env", "static/build/app.js"):
        assert not let_through(kept_out), kept_out


def test_all_that_runs_goes_in() -> None:
    copied = {source for words in _words("COPY") for source in words.split()[:-1]}
    copied |= {words.split()[-1] for words in _words("COPY")}
    for needed in ("app", "migrations", "templates", "translations", "static", "wsgi.py", "pyproject.toml", "deploy/gunicorn.py", ".venv"):
        assert needed in copied, needed


def test_it_runs_as_nobody_and_says_whether_it_is_well() -> None:
    said = dict(LAST)
    assert int(said["USER"]) > 1000
    assert "/salud" in said["HEALTHCHECK"]
    assert json.loads(said["CMD"])[:3] == ["gunicorn", "--config", "deploy/gunicorn.py"]


def test_no_layer_holds_a_secret() -> None:
    assert [words for words in _words("ENV") + _words("ARG") if re.search(r"KEY|SECRET|PASSWORD|DATABASE_URL", words)] == []


def test_packages_come_pinned_and_no_list_of_them_stays() -> None:
    installs = [words for words in _words("RUN") if "pip install" in words or "apt-get install" in words]
    assert len(installs) == 2
    assert all("--requirement requirements.txt" in words or "rm -rf /var/lib/apt/lists" in words for words in installs)
