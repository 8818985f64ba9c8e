"""Which addresses this site may connect to: a guard against being sent into its own network.

What a person or a page gives is an address of anybody's making. `parse` takes the text apart in one
way, which is the way the connection is made, and refuses whatever two programs could read as two
hosts. Nothing here opens a socket.

Sources: RFC 3986, the WHATWG's URL standard, IDNA2008 (RFC 5891), IANA's registries of
special-purpose addresses and special-use names as of November 2026.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple, NoReturn
from urllib.parse import quote

import idna

from tracker.capture.public_internet import is_public

LONGEST = 4000
PORTS = {"http": 80, "https": 443}


class Why(StrEnum):
    """Why an address is refused."""

    SCHEME = "scheme"
    LENGTH = "length"
    CHARACTER = "character"
    USER = "user"
    PERCENT = "percent"
    PORT = "port"
    HOST = "host"
    NUMBER = "number"
    SINGLE = "single"
    SPECIAL = "special"
    ALIKE = "alike"
    PRIVATE = "private"


class Refused(Exception):
    """An address that is not connected to."""

    def __init__(self, why: Why, what: str = "") -> None:
        super().__init__(f"{why}: {what}" if what else str(why))
        self.why, self.what = why, what


class Address(NamedTuple):
    """Where to connect, and what to ask for there: all of it ASCII, as it is sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """The host as it stands in an address: an IPv6 one in brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host


# --- The text of an address -----------------------------------------------------------------------

# Controls, spaces of any script, surrogates, and what reads one way and is sent another.
NEVER = re.compile("[\x00-\x20\x7f-\xa0\\\\\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
SURROGATE = re.compile("[\ud800-\udfff]")
BEGINNING = re.compile(r"(https?)://([^/?#]*)([^#]*)", re.IGNORECASE)
BRACKETED = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::(.*))?")
NAMED = re.compile(r"([^:]*)(?::(.*))?")
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
PLAIN = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
DOT = re.compile("%2e", re.IGNORECASE)
# What a target may hold as it is; everything else is sent as percent and two digits.
SENT_AS_IT_IS = "%/:=&?~+!$,;'@()*[]"
# Ends of names that no public host has: IANA's special-use names, those that ICANN keeps back for
# private networks, and the names of clouds' own services.
SPECIAL = frozenset(
    (
        *("alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion", "test"),
        *("corp", "domain", "home", "host", "intranet", "lan", "localdomain", "mail", "private"),
        "workgroup",
    )
)
SPECIAL_NAMES = frozenset(("metadata.goog", "metadata.google.internal"))


def parse(text: str) -> Address:
    """The one reading of an address. Raises Refused.

    A host given as a number is judged at once; a name still has to be resolved.
    """
    if len(text) > LONGEST:
        raise Refused(Why.LENGTH)
    if NEVER.search(text) or SURROGATE.search(text):
        raise Refused(Why.CHARACTER)
    found = BEGINNING.match(text)
    if not found:
        raise Refused(Why.SCHEME)
    scheme, authority, target = found[1].lower(), found[2], found[3]
    if "@" in authority:
        raise Refused(Why.USER)
    if "%" in authority:
        raise Refused(Why.PERCENT)
    host, port = _host_and_port(authority)
    if port and port != str(PORTS[scheme]):
        raise Refused(Why.PORT, port)
    path, mark, query = target.partition("?")
    sent = quote(_without_dots(path) + mark + query, safe=SENT_AS_IT_IS)
    return Address(scheme, host, PORTS[scheme], sent)


def _without_dots(path: str) -> str:
    """A path without steps to itself or upwards: what is asked for is what robots.txt speaks of."""
    kept: list[str] = []
    steps = path.removeprefix("/").split("/")
    for number, step in enumerate(steps):
        dots = DOT.sub(".", step)
        if dots == ".." and kept:
            kept.pop()
        if dots not in (".", ".."):
            kept.append(step)
        elif number == len(steps) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _host_and_port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        found = BRACKETED.fullmatch(authority)
        try:
            number = IPv6Address(found[1]) if found else None
        except AddressValueError:
            number = None
        if found is None or number is None:
            raise Refused(Why.NUMBER, authority)
        return _public(number), found[2] or ""
    named = NAMED.fullmatch(authority)
    if named is None:
        raise Refused(Why.HOST, authority)
    return host_of(named[1]), named[2] or ""


def host_of(name: str) -> str:
    """A host's name as it is asked for in the DNS. Raises Refused."""
    if not 0 < len(name) <= 253:
        raise Refused(Why.HOST, name[:80])
    # The ideographic full stop divides names, too, though NFKC leaves it as it is.
    if unicodedata.normalize("NFKC", name) != name or "\u3002" in name:
        raise Refused(Why.ALIKE, name)
    last = name.removesuffix(".").rpartition(".")[2]
    if last.isnumeric() and not last.isascii():
        raise Refused(Why.NUMBER, name)
    host = name.lower() if name.isascii() else _in_ascii(name)
    labels = host.removesuffix(".").split(".")
    if NUMERIC.fullmatch(labels[-1]):
        return _plain_number(host)
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise Refused(Why.HOST, name)
    _refuse_false_names(labels)
    if len(labels) == 1:
        raise Refused(Why.SINGLE, name)
    if labels[-1] in SPECIAL or ".".join(labels) in SPECIAL_NAMES:
        raise Refused(Why.SPECIAL, name)
    return host


def _in_ascii(name: str) -> str:
    try:
        # Not Python's own codec: it is of 2003, and makes another host of ß and of joiners.
        return idna.encode(name.lower(), std3_rules=True).decode()
    except (idna.IDNAError, UnicodeError) as error:
        raise Refused(Why.ALIKE, name) from error


def _refuse_false_names(labels: list[str]) -> None:
    """Refuse what says that it is a name in another script, and is none."""
    for label in labels:
        if label.startswith("xn--"):
            try:
                read = idna.decode(label)
            except (idna.IDNAError, UnicodeError) as error:
                raise Refused(Why.ALIKE, label) from error
            if unicodedata.normalize("NFKC", read) != read:
                raise Refused(Why.ALIKE, label)
        elif label[2:4] == "--":
            raise Refused(Why.ALIKE, label)


def _plain_number(host: str) -> str:
    if not PLAIN.fullmatch(host):
        raise Refused(Why.NUMBER, host)
    try:
        return _public(IPv4Address(host))
    except AddressValueError as error:
        raise Refused(Why.NUMBER, host) from error


def _public(number: IPv4Address | IPv6Address) -> str:
    if not is_public(number):
        refuse_private(str(number))
    return str(number)


def refuse_private(what: str) -> NoReturn:
    """Refuse an address that is not of the public internet."""
    raise Refused(Why.PRIVATE, what)
