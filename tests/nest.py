"""Where servers hatch: gunicorn as its command starts it, in a fork of a process that has read the code: most of a start is reading."""

import ctypes
import multiprocessing
import os
import signal
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

from gunicorn.app.wsgiapp import run

from tests.databases import HOME

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__, "tests.warm"])
#: Linux' prctl: be told when the process that forked us ends.
PR_SET_PDEATHSIG = 1


def hatch(words: list[str], environment: dict[str, str], log: Path) -> BaseProcess:
    """Run `gunicorn` with these words and environment as the leader of its own group, writing to `log`; it ends when we do."""
    process = _forks.Process(target=_gunicorn, args=(words, environment, str(log)), daemon=False)
    process.start()
    return process


def _gunicorn(words: list[str], environment: dict[str, str], log: str) -> None:
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.environ.clear()
    os.environ.update(environment)
    with open(log, "ab") as written, open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    os.chdir(HOME)
    sys.argv = ["gunicorn", *words]
    run()
