"""The shipped nginx configuration, run on the loopback before a running server, with a certificate of its own."""

import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import time
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from app import clock
from tests.databases import HOME, dies_with_us, free_port

SHIPPED = HOME / "deploy/nginx.conf"


class Nginx:
    """nginx with `deploy/nginx.conf`, of which only ports, paths and the user are changed. `port` speaks TLS.

    `upstream` are the ports of the web processes that stand behind it."""

    def __init__(self, home: Path, *upstream: int) -> None:
        home.mkdir()
        self.port, self.open_port = free_port(), free_port()
        self.access_log = home / "access.log"
        self.certificate = _certificate(home)
        configuration = home / "nginx.conf"
        configuration.write_text(self._moved(SHIPPED.read_text(), home, *upstream))
        # Debian's has its own idea of where errors before the configuration go; -e says ours.
        command = [_program(), "-e", str(home / "start.log"), "-p", str(home), "-c", str(configuration), "-g", "daemon off;"]
        self._process = subprocess.Popen([*dies_with_us(signal.SIGTERM), *command], stdin=subprocess.DEVNULL, start_new_session=True)
        self._wait(home / "start.log")

    def _moved(self, text: str, home: Path, *upstream: int) -> str:
        places = {
            "user www-data;": f"user {pwd.getpwuid(os.geteuid()).pw_name};",
            "worker_processes auto;": "worker_processes 1;",
            "worker_rlimit_nofile 32768;": "",
            "worker_connections 15000;": "worker_connections 900;",
            "/run/nginx.pid": str(home / "nginx.pid"),
            "/var/log/nginx/error.log": str(home / "error.log"),
            "/var/log/nginx/access.log": str(self.access_log),
            "server 127.0.0.1:8000;": " ".join(f"server 127.0.0.1:{port};" for port in upstream),
            "/etc/letsencrypt/live/comedor.example.pe/fullchain.pem": str(home / "certificate.pem"),
            "/etc/letsencrypt/live/comedor.example.pe/privkey.pem": str(home / "key.pem"),
            "listen 80 ": f"listen 127.0.0.1:{self.open_port} ",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "    listen [::]": "    #",
            "http {": "http {\n" + "".join(f"{kind}_temp_path {home / kind};\n" for kind in ("client_body", "proxy", *OTHERS)),
        }
        for ours, here in places.items():
            assert ours in text, f"deploy/nginx.conf no longer says {ours}"
            text = text.replace(ours, here)
        return text

    def _wait(self, log: Path) -> None:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except ConnectionError:
                time.sleep(0.05)
        raise RuntimeError(f"nginx did not start:\n{log.read_text() if log.exists() else ''}")

    def trust(self) -> ssl.SSLContext:
        """A visitor's TLS that trusts this server's certificate and no other."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = False
        return context

    def connect(self, context: ssl.SSLContext | None = None, session: ssl.SSLSession | None = None) -> ssl.SSLSocket:
        """A new connection, its handshake done."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        return (context or self.trust()).wrap_socket(plain, session=session)

    def lines(self) -> str:
        """The access log."""
        return self.access_log.read_text()

    def stop(self) -> None:
        """Stop it and its workers."""
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(10)


#: Folders for protocols that we do not speak, and that nginx makes all the same.
OTHERS = ("fastcgi", "scgi", "uwsgi")


def _program() -> str:
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not found:
        raise RuntimeError("nginx is missing: apt-get install -y --no-install-recommends nginx")
    return found


def _certificate(home: Path) -> Path:
    """An ECDSA certificate as a real one, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "comedor.example.pe")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(clock.now() - timedelta(days=1))
    made = made.not_valid_after(clock.now() + timedelta(days=2))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    (home / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (home / "certificate.pem").write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return home / "certificate.pem"
