"""The shipped nginx: slow phones cost nobody else anything, handshakes are short and seldom, and what is too long is said in our words."""

import contextlib
import json
import re
import socket
import ssl
import time
from collections.abc import Iterator

import pytest

from app.settings import HOME
from tests.a_phone import APhone
from tests.deploy.nginx import SHIPPED, Nginx
from tests.deploy.visitor import Visitor
from tests.served import Server
from tests.stories import Confederation, found

SLOW = 200
#: Seconds for a sync; some tenths on a quiet machine, and never without nginx: eight threads wait for two hundred.
ENOUGH = 4
#: Bytes that the application reads at most.
LONGEST = 4 * 1024 * 1024 + 1024


@pytest.fixture(scope="module")
def kitchens(behind: Server) -> Confederation:
    return found(behind.app)


@pytest.fixture
def phone(kitchens: Confederation, nginx: Nginx) -> APhone:
    """A phone that has just joined a kitchen, through nginx."""
    joined = APhone(Visitor(nginx))  # type: ignore[arg-type]
    joined.enrols(kitchens.invitation())
    return joined


@contextlib.contextmanager
def slow_sockets(nginx: Nginx) -> Iterator[list[ssl.SSLSocket]]:
    """Half of them never end their headers, half never end the body that they promised."""
    body = b"POST /sync HTTP/1.1\r\nHost: comedor\r\nAuthorization: Bearer nobody\r\nContent-Length: 90000\r\n\r\n{"
    with contextlib.ExitStack() as open_ones:
        sockets = [open_ones.enter_context(nginx.connect()) for _ in range(SLOW)]
        for number, slow in enumerate(sockets):
            slow.sendall(b"GET /salud HTTP/1.1\r\nHost: comedor\r\n" if number % 2 else body)
        yield sockets


def trickles(sockets: list[ssl.SSLSocket]) -> None:
    for number, slow in enumerate(sockets):
        slow.sendall(b"X-Still: here\r\n" if number % 2 else b" ")


def test_two_hundred_slow_sockets_do_not_keep_a_phone_waiting(phone: APhone, nginx: Nginx) -> None:
    with slow_sockets(nginx) as sockets:
        for _ in range(3):
            trickles(sockets)
            phone.counts(member=20)
            began = time.monotonic()
            assert phone.syncs() == 200
            assert time.monotonic() - began < ENOUGH
        assert phone.outbox == []
        still_open = [slow for slow in sockets if not _hung_up(slow)]
        assert len(still_open) == SLOW, "nobody was cut off for being slow for a while"


def _hung_up(slow: ssl.SSLSocket) -> bool:
    slow.settimeout(0)
    try:
        return slow.recv(1) == b""
    except (ssl.SSLWantReadError, BlockingIOError):
        return False


def test_patience_has_an_end() -> None:
    seconds = {name: int(value) for name, value in re.findall(r"^\s*(\w+_timeout) (\d+)s;", SHIPPED.read_text(), re.MULTILINE)}
    assert 10 <= seconds["client_header_timeout"] <= 60
    assert 10 <= seconds["client_body_timeout"] <= 60
    assert 10 <= seconds["send_timeout"] <= 60


def test_a_body_that_is_too_long_is_refused_in_words_a_phone_understands(nginx: Nginx) -> None:
    with nginx.connect() as connection:
        connection.sendall(f"POST /sync HTTP/1.1\r\nHost: c\r\nContent-Length: {LONGEST + 1}\r\n\r\n".encode())
        answer = connection.recv(4096).decode()
    assert answer.startswith("HTTP/1.1 413")
    assert "content-type: application/json" in answer.lower()
    assert json.loads(answer.partition("\r\n\r\n")[2]) == {"reason": "too-large"}


def test_nginx_and_the_application_refuse_the_same_length(behind: Server) -> None:
    said = re.search(r"server \{[^}]*listen 443.*?client_max_body_size (\d+)k;", SHIPPED.read_text(), re.DOTALL)
    assert said
    assert int(said[1]) * 1024 == behind.app.config["MAX_CONTENT_LENGTH"] == LONGEST


def test_the_longest_body_that_may_be_passes(phone: APhone) -> None:
    padded = json.dumps({"epoch": None, "cursor": None, "app": "test", "operations": []}).encode().ljust(4 * 1024 * 1024)
    answer = phone.client.post("/sync", data=padded, headers={"Authorization": f"Bearer {phone.secret}"})
    assert answer.status_code == 200


def test_http_2_is_spoken(nginx: Nginx) -> None:
    context = nginx.trust()
    context.set_alpn_protocols(["h2", "http/1.1"])
    settings = b"\0\0\0\4\0\0\0\0\0"  # a frame of no settings at all
    with nginx.connect(context) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings)
        assert connection.recv(9)[3] == settings[3]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_phone_that_was_here_shakes_hands_briefly(nginx: Nginx, version: ssl.TLSVersion) -> None:
    context = nginx.trust()
    context.minimum_version = context.maximum_version = version
    with nginx.connect(context) as first:
        first.sendall(b"GET /salud HTTP/1.1\r\nHost: c\r\nConnection: close\r\n\r\n")
        assert first.recv(9999).startswith(b"HTTP/1.1 200")  # in TLS 1.3 the ticket comes with the first answer
        ticket = first.session
    assert ticket
    assert ticket.has_ticket
    with nginx.connect(context, ticket) as again:
        assert again.session_reused


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_tls_is_refused(nginx: Nginx) -> None:
    context = nginx.trust()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"):
        nginx.connect(context)


def test_a_connection_serves_many_requests(nginx: Nginx) -> None:
    with nginx.connect() as connection:
        for _ in range(3):
            connection.sendall(b"GET /salud HTTP/1.1\r\nHost: c\r\n\r\n")
            assert connection.recv(9999).startswith(b"HTTP/1.1 200")


def test_built_files_come_in_brotli_and_stay_for_ever(nginx: Nginx) -> None:
    manifest = json.loads((HOME / "static/build/manifest.json").read_text())
    answer = Visitor(nginx).get(f"/static/{manifest['style.css']}", {"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_application_knows_that_it_was_asked_over_tls_and_believes_nothing_else(nginx: Nginx) -> None:
    forged = {"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
    answer = Visitor(nginx).get("/openapi.json", forged)
    assert answer.headers["Strict-Transport-Security"]
    assert "evil" not in answer.get_data(as_text=True)


def test_the_log_names_the_room_and_nobody(phone: APhone, nginx: Nginx) -> None:
    Visitor(nginx).get("/panel/es/kitchens/K-001?dni=40404040")
    Visitor(nginx).get("/rosa/quispe")
    phone.syncs()
    for _ in range(50):
        if '"other"' in nginx.lines():
            break
        time.sleep(0.02)
    lines = [json.loads(line) for line in nginx.lines().splitlines()]
    assert {"/panel", "/sync", "other"} <= {line["room"] for line in lines}
    assert {line["network"] for line in lines} == {"127.0.0.0"}
    for secret in ("K-001", "40404040", "quispe", phone.secret, "127.0.0.1"):
        assert secret not in nginx.lines()


def test_gunicorn_and_the_application_write_lines_of_json_and_nothing_else(phone: APhone, behind: Server) -> None:
    phone.syncs()
    told = [json.loads(line) for line in behind.log.read_text().splitlines()]
    assert {"gunicorn.error", "mi_comedor.requests"} <= {line["from"] for line in told}
    assert phone.device[:8] in {line.get("device") for line in told}


def test_plain_http_only_says_where_to_go(nginx: Nginx) -> None:
    with socket.create_connection(("127.0.0.1", nginx.open_port), timeout=5) as connection:
        connection.sendall(b"GET /app/es/ HTTP/1.1\r\nHost: comedor.example.pe\r\n\r\n")
        answer = connection.recv(4096).decode()
    assert answer.startswith("HTTP/1.1 308")
    assert "Location: https://comedor.example.pe/app/es/" in answer
