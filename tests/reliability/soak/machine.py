"""What is killed: gunicorn with several workers, and a PostgreSQL that promises what it promises in production."""

import os
import signal
import time
from pathlib import Path

import psycopg

from tests.databases import Postgres
from tests.served import Server

WORKERS = 3


class DurablePostgres(Postgres):
    """A private server with PostgreSQL's own promise: what was committed is on the disk."""

    @staticmethod
    def _settings() -> list[str]:
        return ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=100"]

    def crashes(self) -> None:
        """SIGKILL, and a start over what lies on the disk."""
        self.process.kill()
        self.process.wait(30)
        for _ in range(100):  # until its children have noticed, their memory is in the way
            self.process = self._run("postgres", "-D", "data", "-p", str(self.port), "-k", str(self.home), *self._settings())
            if self._answers():
                return
        raise RuntimeError("PostgreSQL did not come back.")

    def _answers(self) -> bool:
        while self.process.poll() is None:
            try:
                psycopg.connect(self.url("postgres")).close()
                return True
            except psycopg.OperationalError:
                time.sleep(0.05)
        return False


class Machine(Server):
    """The server with its workers."""

    def turn_on(self) -> None:
        """Start the master and its workers, which it forks when it has read the code: one that was killed is soon another."""
        self.start(GUNICORN_CMD_ARGS=f"--preload --workers {WORKERS}")

    def loses_power(self) -> None:
        """Master and workers are gone at once, and start again."""
        self.stop()
        self.turn_on()

    def workers(self) -> list[int]:
        """The processes that answer."""
        master = self._process.pid if self._process else 0
        try:
            return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
        except OSError:
            return []

    def holder(self, port: int) -> int | None:
        """The worker that has the connection from that port of the loopback; None if it was not taken up, or is over."""
        wanted = Path(f"socket:[{self._inode(port)}]")
        for worker in self.workers():
            try:
                if any(file.readlink() == wanted for file in Path(f"/proc/{worker}/fd").iterdir()):
                    return worker
            except OSError:
                continue  # a file that was closed meanwhile
        return None

    def _inode(self, port: int) -> str:
        here, there = f":{self.port:04X}", f":{port:04X}"
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            words = line.split()
            if words[1].endswith(here) and words[2].endswith(there):
                return words[9]
        return "none"

    @staticmethod
    def kills(worker: int) -> bool:
        """SIGKILL; False if it was dead already."""
        try:
            os.kill(worker, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True
