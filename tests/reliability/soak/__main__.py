"""`python -m tests.reliability.soak --phones 1000 --operations 100 --kills 500 --database postgresql`, or `make soak`."""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.reliability.soak.run import Outcome, Size, soak


def main() -> int:
    """Run, tell, and leave with 0 only if nothing was lost, duplicated or out of place."""
    asked = _arguments()
    size = Size(asked.phones, asked.operations, asked.kills, asked.disasters)
    folder = Path(tempfile.mkdtemp(prefix="mc-soak-"))
    _say(f"{asked.database}, {size}, seed {asked.seed}, in {folder}")
    outcome = soak(asked.database, size, folder, asked.seed)
    _tell(outcome)
    if outcome.verdict.good:
        shutil.rmtree(folder)
    verdict = outcome.verdict
    _say(f"lost {verdict.lost}, duplicated {verdict.duplicated}, gaps {verdict.gaps}")
    return 0 if verdict.good else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="soak")
    for name, usual in (("phones", 1000), ("operations", 100), ("kills", 500), ("disasters", 20)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--database", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--seed", default=str(int(time.time())))
    return parser.parse_args()


def _tell(outcome: Outcome) -> None:
    verdict, killer, link = outcome.verdict, outcome.killer, outcome.link
    _say(f"{outcome.seconds:.0f} s; {verdict.operations} operations in the log, {verdict.held} held")
    _say(f"{killer.killed} workers killed, {killer.aimed} of them with a request in hand; {killer.struck} disasters")
    requests, tries = sum(link.drawn.values()), sum(phone.tries for phone in outcome.phones)
    _say(f"{tries} tries of phones, {requests} requests, {link.deliveries} deliveries, {link.broken} broken by the server's death")
    _say(", ".join(f"{fault} {times}" for fault, times in sorted(link.drawn.items())))
    _say(f"{sum(phone.wire.faults_of_ours for phone in outcome.phones)} answers of 500 and more")
    _say(f"held without fault {verdict.wronged}, texts changed {verdict.changed}, phones that hold another log {verdict.unequal}")
    _say(f"figures that differ {len(verdict.figures)}")
    for line in verdict.figures[:20]:
        _say(f"  {line}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
