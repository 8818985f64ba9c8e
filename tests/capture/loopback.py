"""A network that leads to this machine, for tests alone, and a server that does whatever is asked.

The allowance is this class: whoever passes it to a visitor gets loopback. No setting makes one.
"""

import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tracker.capture.fetch import Network
from tracker.capture.visiting import Visitor
from tracker.capture.wire import Limits

LOOPBACK = ip_address("127.0.0.1")
AGENT = "Tracker/1 (+https://tracker.test/)"


class Loopback(Network):
    """Every name leads to this machine, where `names` says nothing else; each number is noted."""

    def __init__(self, ports=None, names=None, trusted=None):
        self.ports, self.names, self.trusted = ports or {}, names or {}, trusted
        self.connected, self.resolved = [], []

    def resolve(self, host, port):
        self.resolved.append(host)
        found = self.names.get(host, ["127.0.0.1"])
        return found() if callable(found) else found

    def allows(self, number):
        return number == LOOPBACK or super().allows(number)

    def connect(self, number, port, seconds):
        self.connected.append((str(number), port))
        assert number == LOOPBACK, f"connects to {number}"
        return super().connect(number, self.ports[port], seconds)

    def tls(self):
        return ssl.create_default_context(cadata=self.trusted)


class Closed(Loopback):
    """Resolves as it is told, allows what the site allows, and connects to nothing."""

    def allows(self, number):
        return Network.allows(self, number)

    def connect(self, number, port, seconds):
        self.connected.append((str(number), port))
        raise ConnectionRefusedError("nothing is connected to here")


def visitor(network, clock=None, **limits):
    more = {"clock": clock} if clock else {}
    return Visitor(AGENT, Limits(**{"seconds": 20, "idle_seconds": 5, **limits}), network, **more)


def ticking(step):
    """A clock that goes on by `step` seconds whenever it is looked at."""
    ticks = count()
    return lambda: next(ticks) * step


class Server:
    """Answers each request on a thread of its own with what `pages` has for its path.

    A page is bytes, or a function of the connection that sends what it likes.
    """

    def __init__(self, pages, tls=None, greeting=b""):
        self.pages, self.tls = {"/robots.txt": reply(404), **pages}, tls
        self.greeting = greeting
        self.asked, self.threads = [], []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.is_open = True
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while self.is_open:
            try:
                connection, _peer = self.socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=[connection], daemon=True)
            self.threads.append(thread)
            thread.start()

    def _answer(self, connection):
        with suppress(OSError):
            connection.settimeout(10)
            try:
                connection.sendall(self.greeting)
                if self.tls:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                request = b""
                while b"\r\n\r\n" not in request:
                    request += connection.recv(4096) or b"\r\n\r\n"
                if request.strip():
                    self._send(connection, request)
            finally:
                connection.close()

    def _send(self, connection, request):
        self.asked.append(request.decode("latin-1"))
        path = request.split(b" ")[1].decode("latin-1").split("?")[0]
        page = self.pages.get(path, reply(404, b"nothing here"))
        if callable(page):
            page(connection)
        else:
            connection.sendall(page)

    def close(self):
        self.is_open = False
        # A thread in accept is not woken by a close alone.
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)
        for thread in self.threads:
            thread.join(5)


@contextmanager
def serving(pages, tls=None, greeting=b""):
    server = Server(pages, tls, greeting)
    try:
        yield server
    finally:
        server.close()


def reply(status=200, body=b"", kind="text/html; charset=utf-8", **headers):
    """An answer as bytes; `headers` by their names with underscores."""
    given = {"Content_Type": kind, "Content_Length": len(body), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value != ""]
    return "\r\n".join([f"HTTP/1.1 {status} X", *lines, "", ""]).encode() + body


def page(words="word " * 500, title="A page"):
    return f"<!doctype html><title>{title}</title><body><p>{words}</p>".encode()


def certificate(host="site.tests", days=1):
    """A certificate that is its own authority, and its key; expired where `days` is negative."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem, secret


def tls_of(pem, secret, folder):
    file = folder / "server.pem"
    file.write_bytes(secret + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
