"""The real server as people meet it: gunicorn on a port of its own, over a database of its own."""

import os
import signal
import time
import urllib.error
import urllib.request
from multiprocessing.process import BaseProcess
from pathlib import Path

from flask import Flask

from app import create_app
from tests.databases import TEST_KEY, free_port
from tests.nest import hatch


class Server:
    """A running Mi Comedor. `app` is the same application in this process, on the same database and keys, to prepare and to look."""

    def __init__(self, database_url: str, instance: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url
        self.instance = instance
        instance.mkdir(parents=True, exist_ok=True)
        self.log = instance / "server.log"
        journal = str(instance / "journal.jsonl")
        settings = {"DATABASE_URL": database_url, "MASTER_KEY": TEST_KEY, "JOURNAL": journal, "PUBLIC_URL": self.url, "TESTING": True}
        self.app: Flask = create_app(settings)
        self._environment = os.environ | {
            "DATABASE_URL": database_url,
            "MI_COMEDOR_KEY": TEST_KEY,
            "MI_COMEDOR_INSTANCE": str(instance),
            "MI_COMEDOR_JOURNAL": journal,
            "PUBLIC_URL": self.url,
        }
        self._process: BaseProcess | None = None

    def start(self, **settings: str) -> None:
        """Start, or start again on the same port, and wait until it answers. `settings` by their environment variables."""
        words = ["--no-control-socket", "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--threads", "8", "wsgi:app"]
        self._process = hatch(words, self._environment | settings, self.log)
        self._wait()

    def stop(self) -> None:
        """Stop as a power cut would: nothing is finished, nothing is said."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)  # the master and its workers
            self._process.join(10)
            self._process = None

    def _wait(self) -> None:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}/salud", timeout=2):  # noqa: S310 - our own loopback address
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise RuntimeError(f"The server did not answer on {self.url}/salud:\n{self.log.read_text()}")
