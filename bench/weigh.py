"""`make weigh`: exact bytes against the budgets of the design; no clock, so the same everywhere. Fails when a budget is not met.

Weighed: a day's work as the phone sends it (gzip), and everything a phone fetches from the running application (brotli).
"""

import gzip
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask.testing import FlaskClient

from app import create_app
from app.settings import EXAMPLE_KEY
from bench.standard_day import operations

PUSH = {"epoch": "0" * 16, "cursor": "A" * 22, "app": "0" * 12}


def a_days_push() -> int:
    """The gzip'd body of a day's work in the readable form."""
    body = json.dumps(PUSH | {"operations": operations()}, ensure_ascii=False, separators=(",", ":"))
    return len(gzip.compress(body.encode(), 9))


@contextmanager
def fresh() -> Iterator[FlaskClient]:
    """Whoever asks an installation without data."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'none.sqlite'}"
        yield create_app({"MASTER_KEY": EXAMPLE_KEY, "DATABASE_URL": database}).test_client()


def over_the_wire(client: FlaskClient, address: str) -> int:
    """What one address costs a browser that can brotli, without headers."""
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}: run `make build` first")
    return len(answer.get_data())


def precached(client: FlaskClient) -> set[str]:
    """Every address the service worker fetches when it is installed, and the worker itself."""
    worker = client.get("/app/sw.js").get_data(as_text=True)
    named = re.findall(r'"(/(?:app|static)/[^"?]*)', worker)
    return {address for address in named if address not in ("/app/", "/static/")} | {"/app/sw.js"}


def shell_of() -> dict[str, str]:
    """The text of everything that a phone keeps, and of the worker, by its address."""
    with fresh() as client:
        return {address: client.get(address).get_data(as_text=True) for address in precached(client)}


def needed_by(client: FlaskClient, page: str) -> set[str]:
    """A page, what its markup fetches, and the modules that its scripts import at once."""
    html = client.get(page).get_data(as_text=True)
    wanted, found = {page}, set(re.findall(r'(?:src|href)="(/static/[^"#]*)', html))
    while found:
        address = found.pop()
        wanted.add(address)
        if address.endswith(".js"):
            script = client.get(address, headers={"Accept-Encoding": "identity"}).get_data(as_text=True)
            imported = {address.rsplit("/", 1)[0] + "/" + name for name in re.findall(r'(?:from|import)"\./([^"]+)"', script)}
            found |= imported - wanted
    return wanted


def weights() -> Iterator[tuple[str, int, int]]:
    """What, how many bytes, and how many it may have."""
    with fresh() as client:
        shell = precached(client)
        yield "all that the phone needs without signal, brotli", sum(over_the_wire(client, one) for one in shell), 60_000
        first = needed_by(client, "/app/es/entrar")
        yield "until the page of enrolment can be used, brotli", sum(over_the_wire(client, one) for one in first), 20_000
    yield "a day's work up, readable form, gzip", a_days_push(), 1_500


def main() -> int:
    """Print the table; 1 when a budget is not met."""
    rows = list(weights())
    for what, weight, budget in rows:
        print(f"{what:<52}{weight:>8,} B  of {budget:>7,} B  {'met' if weight <= budget else 'NOT MET'}")
    return int(any(weight > budget for _, weight, budget in rows))


if __name__ == "__main__":
    sys.exit(main())
