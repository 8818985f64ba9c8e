"""A page by its address: its redirects followed, its site's wishes asked, what came judged.

Every hop begins from the start: its address is read, its host resolved and checked anew, and its
site asked whether programs may read it. What comes back is a copy, or why there is none.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, NamedTuple
from urllib.parse import urljoin

from tracker.capture.addresses import NEVER, Address, Refused, parse
from tracker.capture.blocked import judged
from tracker.capture.fetch import Answer, Network, ask
from tracker.capture.media import SAMPLE, is_readable, kind_of
from tracker.capture.outcomes import Outcome
from tracker.capture.robots import MOST_READ, Rules, read_rules
from tracker.capture.wire import Budget, Exchange, Limits, Stopped, spool

REDIRECTS = (301, 302, 303, 307, 308)
UNPACKED_HERE = frozenset(("", "identity", "gzip", "x-gzip", "deflate"))
# A robots.txt that leads on more often than this is none (RFC 9309).
ROBOTS_REDIRECTS = 5


@dataclass(frozen=True)
class Visit:
    """What came of asking for a page."""

    asked: str
    outcome: Outcome
    # Where it ended; the last address that was asked, where nothing was kept.
    final: str = ""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str = ""
    # Why the guard refused; the words of the machine about what else went wrong.
    why: str = ""
    detail: str = ""
    body: IO[bytes] | None = None
    exchanges: tuple[Exchange, ...] = ()
    hosts: frozenset[str] = frozenset()

    def close(self) -> None:
        """Let the bytes go."""
        if self.body is not None:
            self.body.close()
        close_all(self.exchanges)


class Page(NamedTuple):
    """An answer that led nowhere else."""

    address: Address
    status: int
    headers: tuple[tuple[str, str], ...]
    body: IO[bytes]


@dataclass
class Visitor:
    """Asks for pages under one name, and remembers what their sites allow."""

    agent: str
    limits: Limits = field(default_factory=Limits)
    network: Network = field(default_factory=Network)
    clock: Callable[[], float] = time.monotonic
    rules: dict[tuple[str, str], Rules] = field(default_factory=dict)

    def visit(self, text: str) -> Visit:
        """Ask for a page. Raises nothing that a site could bring about."""
        return _Visit(self, text).made()


class _Visit:
    """One visit, as far as it got."""

    def __init__(self, visitor: Visitor, text: str) -> None:
        self.visitor, self.text = visitor, text
        self.budget = Budget(visitor.limits, visitor.clock)
        self.exchanges: list[Exchange] = []
        self.hosts: set[str] = set()
        self.final = ""
        self.status: int | None = None
        self.headers: tuple[tuple[str, str], ...] = ()

    def made(self) -> Visit:
        try:
            return self._kept(self._follow(parse(self.text)))
        except Refused as refused:
            return self._failed(Outcome.REFUSED, why=refused.why, detail=refused.what)
        except Stopped as stopped:
            return self._failed(stopped.outcome, detail=stopped.detail)

    def _kept(self, page: Page) -> Visit:
        sample = page.body.read(SAMPLE)
        said = next((value for name, value in page.headers if name.lower() == "content-type"), "")
        kind = kind_of(sample, said)
        outcome = judged(page.status, page.headers, kind, sample, page.address.url)
        if outcome is Outcome.KEPT and not is_readable(kind):
            outcome = Outcome.NOT_TEXT
        if outcome is not Outcome.KEPT:
            page.body.close()
            return self._failed(outcome)
        page.body.seek(0)
        return self._visit(
            outcome, media_type=kind, body=page.body, exchanges=tuple(self.exchanges)
        )

    def _failed(self, outcome: Outcome, **more: str) -> Visit:
        close_all(self.exchanges)
        return self._visit(outcome, **more)

    def _visit(self, outcome: Outcome, **more: object) -> Visit:
        return Visit(
            asked=self.text,
            outcome=outcome,
            final=self.final,
            status=self.status,
            headers=self.headers,
            hosts=frozenset(self.hosts),
            **more,  # type: ignore[arg-type]
        )

    # --- From one address to the next ---

    def _follow(self, address: Address) -> Page:
        for _hop in range(self.visitor.limits.redirects + 1):
            if not self._rules(address).allow(address.target):
                self.final = address.url
                raise Stopped(Outcome.ROBOTS, address.url)
            self.final, self.status, self.headers = address.url, None, ()
            found = self._ask(address, self.exchanges)
            if isinstance(found, Page):
                return found
            address = found
        raise Stopped(Outcome.MOVING, f"more than {self.visitor.limits.redirects} redirects")

    def _ask(self, address: Address, exchanges: list[Exchange]) -> Page | Address:
        self.hosts.add(address.host)
        network = self.visitor.network
        with ask(address, self._sent(), self.budget, network, exchanges) as answer:
            if exchanges is self.exchanges:
                self.status, self.headers = answer.status, answer.headers
            if answer.status in REDIRECTS and (where := answer.header("location")):
                return parse(_joined(address.url, where))
            most = None if exchanges is self.exchanges else MOST_READ
            return Page(address, answer.status, answer.headers, _body(answer, most))

    def _sent(self) -> dict[str, str]:
        return {
            "User-Agent": self.visitor.agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
            "Accept-Language": "*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }

    # --- What a site asks of programs ---

    def _rules(self, address: Address) -> Rules:
        site = (address.scheme, address.host)
        if site not in self.visitor.rules:
            self.visitor.rules[site] = self._read_rules(address)
        return self.visitor.rules[site]

    def _read_rules(self, address: Address) -> Rules:
        """The rules of a site. Raises Stopped where its answer says nothing either way."""
        exchanges: list[Exchange] = []
        at = address._replace(target="/robots.txt")
        try:
            for _hop in range(ROBOTS_REDIRECTS + 1):
                found = self._ask(at, exchanges)
                if isinstance(found, Page):
                    return self._rules_in(found)
                at = found
        except Refused:
            # Of the host itself the guard says so again, and then it is told.
            return Rules()
        finally:
            close_all(exchanges)
        return Rules()

    def _rules_in(self, page: Page) -> Rules:
        with page.body:
            if page.status >= 500 or page.status == 429:
                self.final = page.address.url
                raise Stopped(Outcome.BUSY, f"robots.txt: {page.status}")
            if page.status != 200:
                return Rules()
            text = page.body.read(MOST_READ).decode("utf-8", "replace")
        return read_rules(text, self.visitor.agent)


def close_all(exchanges: Iterable[Exchange]) -> None:
    """Let the bytes of exchanges go."""
    for one in exchanges:
        one.request.close()
        one.response.close()


def _body(answer: Answer, most: int | None) -> IO[bytes]:
    """The body of an answer, unpacked; of a longer one the beginning. Raises Stopped."""
    coding = answer.header("content-encoding").strip().lower()
    if coding not in UNPACKED_HERE:
        raise Stopped(Outcome.GARBLED, f"packed as {coding[:40]}")
    body = spool()
    try:
        for piece in answer.pieces():
            body.write(piece)
            if most is not None and body.tell() >= most:
                break
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


def _joined(url: str, where: str) -> str:
    """The address that a redirect leads to: sent as bytes, most often of UTF-8."""
    try:
        read = where.encode("latin-1").decode("utf-8")
    except UnicodeError:
        read = where
    read = read.strip(" ").replace(" ", "%20")
    if NEVER.search(read):
        return read  # Joining would take out what the guard has to see.
    try:
        return urljoin(url, read)
    except ValueError:
        return read
