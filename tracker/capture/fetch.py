"""One request to one checked address: the only outgoing socket of the project.

A name is resolved once. Unless each address that it leads to is public, nothing is connected to;
the connection is made to the very address that was checked, under the name that was asked for. No
proxy, no `.netrc`, no cookie, no credential has a part in it. `visiting.py` follows redirects, each
of which begins here anew.
"""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import IO, Any, NamedTuple

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from tracker.capture.addresses import Address, Refused, refuse_private
from tracker.capture.outcomes import Outcome
from tracker.capture.public_internet import is_public
from tracker.capture.wire import Budget, Exchange, Stopped, Wire, spool

# Of all that a name leads to, how many are tried.
MOST_TRIED = 4
PIECE = 64 * 1024
# What goes wrong on this machine is no fault of a site.
OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
Number = IPv4Address | IPv6Address


class Network:
    """How names become addresses and addresses connections.

    Tests have one of their own, which leads to a server on this machine: that this site connects to
    itself can be said in Python alone, by whoever makes the object, and by no setting.
    """

    def resolve(self, host: str, port: int) -> list[str]:
        """Every address of a host. Raises OSError where there is none."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        return [str(one[4][0]) for one in found]

    def allows(self, number: Number) -> bool:
        return is_public(number)

    def connect(self, number: Number, port: int, seconds: float) -> socket.socket:
        family = socket.AF_INET if number.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(seconds)
            sock.connect((str(number), port))
        except BaseException:
            sock.close()
            raise
        return sock

    def tls(self) -> ssl.SSLContext:
        """Whose certificates are believed: those that the machine does."""
        return ssl.create_default_context()


class Answer(NamedTuple):
    """The head of an answer, and a way to read on."""

    status: int
    headers: tuple[tuple[str, str], ...]
    number: str
    pieces: Callable[[], Iterator[bytes]]

    def header(self, name: str) -> str:
        """The first header of a name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@contextmanager
def ask(
    address: Address,
    headers: dict[str, str],
    budget: Budget,
    network: Network,
    exchanges: list[Exchange],
    sent_body: bytes | None = None,
) -> Iterator[Answer]:
    """Ask for a page, and add what went to and fro to `exchanges`. Raises Refused, Stopped.

    With `sent_body` these bytes are posted.
    """
    numbers = checked_numbers(address, budget, network)
    with ExitStack() as open_things:
        with _in_our_words():
            sock, number = _connected(address, numbers, budget, network)
            open_things.callback(sock.close)
            sent, came = spool(), spool()
            exchanges.append(Exchange(address.url, str(number), datetime.now(UTC), sent, came))
            connection = _connection(address, sock, budget, network, sent)
            open_things.callback(connection.close)
            connection.connect()
            budget.only_headers()
            wire = Wire(connection.sock, budget, came)
            open_things.callback(wire.close)
            # Once more, to come before: it flushes what it reads from.
            open_things.callback(connection.close)
            response = _response(connection, address.target, headers, wire, sent_body)
            open_things.callback(response.close)
            budget.body_too()
        items = tuple((str(key), str(value)) for key, value in response.headers.items())
        yield Answer(response.status, items, str(number), lambda: _pieces(response, budget))


def checked_numbers(address: Address, budget: Budget, network: Network) -> list[Number]:
    """The addresses of a host, resolved now. Raises Refused unless all of them may be asked."""
    try:
        numbers = [ip_address(address.host)]
    except ValueError:
        found = _resolved(address, budget, network)
        try:
            numbers = [ip_address(one) for one in dict.fromkeys(found)]
        except ValueError as error:
            raise Stopped(Outcome.UNREACHABLE, str(error)) from error
    for number in numbers:
        if not network.allows(number):
            refuse_private(f"{address.host} is {number}")
    if not numbers:
        raise Stopped(Outcome.UNREACHABLE, f"{address.host} has no address")
    return numbers[:MOST_TRIED]


def _resolved(address: Address, budget: Budget, network: Network) -> list[str]:
    """What a name leads to. The system's resolver knows no limit of time, and so has a thread."""
    found: list[list[str] | OSError | UnicodeError] = []

    def resolve() -> None:
        try:
            found.append(network.resolve(address.host, address.port))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(budget.seconds_left())
    if not found:
        raise Stopped(Outcome.TIMED_OUT, f"no answer about the name {address.host}")
    if isinstance(found[0], OSError | UnicodeError):
        raise Stopped(Outcome.UNREACHABLE, f"{address.host}: {found[0]}")
    return found[0]


def _connected(
    address: Address, numbers: list[Number], budget: Budget, network: Network
) -> tuple[socket.socket, Number]:
    """A connection to the first of the checked addresses that takes one."""
    last: OSError | None = None
    for number in numbers:
        try:
            sock = network.connect(number, address.port, budget.seconds_left())
            peer = ip_address(str(sock.getpeername()[0]))
        except OSError as error:
            last = error
            continue
        if peer != number or not network.allows(peer):
            sock.close()
            raise Stopped(Outcome.UNREACHABLE, f"asked {number}, and {peer} answered")
        return sock, number
    outcome = Outcome.TIMED_OUT if isinstance(last, TimeoutError) else Outcome.UNREACHABLE
    raise Stopped(outcome, str(last))


def _connection(
    address: Address, sock: socket.socket, budget: Budget, network: Network, sent: IO[bytes]
) -> Any:
    """urllib3's connection under the name that was asked for, over a socket that is there."""
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection

    class Over(kind):  # type: ignore[misc, valid-type]
        def _new_conn(self) -> socket.socket:
            sock.settimeout(budget.seconds_left())
            return sock

        def send(self, data: Any) -> None:
            sent.write(bytes(data))
            super().send(data)

    more = {"ssl_context": network.tls()} if kind is HTTPSConnection else {}
    return Over(address.host, address.port, timeout=budget.seconds_left(), **more)


def _response(
    connection: Any, target: str, headers: dict[str, str], wire: Wire, body: bytes | None
) -> Any:
    """Send a request, and read the head of its answer through the wire."""

    def reading(sock: Any, *args: Any, **kwargs: Any) -> http.client.HTTPResponse:
        return http.client.HTTPResponse(wire, *args, **kwargs)  # type: ignore[arg-type]

    connection.response_class = reading
    method = "GET" if body is None else "POST"
    unread = {"preload_content": False, "decode_content": False}
    connection.request(method, target, body=body, headers=headers, **unread)
    return connection.getresponse()


def _pieces(response: Any, budget: Budget) -> Iterator[bytes]:
    """The body, unpacked, in small pieces. Raises Stopped when it is more than it may be."""
    size = 0
    with _in_our_words():
        for piece in response.stream(PIECE, decode_content=True):
            size += len(piece)
            if size > budget.limits.body_bytes:
                raise Stopped(Outcome.TOO_LARGE, f"more than {budget.limits.body_bytes} bytes")
            yield piece


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Each way in which an exchange fails, as `Stopped`."""
    try:
        yield
    except (Stopped, Refused):
        raise
    except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
        raise Stopped(Outcome.TIMED_OUT, str(error)) from error
    except (ssl.SSLError, ssl.CertificateError, urllib3.exceptions.SSLError) as error:
        raise Stopped(Outcome.TLS, str(error)) from error
    except urllib3.exceptions.DecodeError as error:
        raise Stopped(Outcome.GARBLED, str(error)) from error
    except (OSError, urllib3.exceptions.ProtocolError, http.client.IncompleteRead) as error:
        if getattr(error, "errno", None) in OF_THE_DISK:
            raise
        raise Stopped(Outcome.RESET, str(error)) from error
    except (http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise Stopped(Outcome.GARBLED, str(error)) from error
