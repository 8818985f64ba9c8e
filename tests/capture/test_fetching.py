"""Fetching: a page is kept as it came, whatever a server does ends in bounded time and room."""

import gzip
import hashlib
import io
import socket
import struct
import tracemalloc
import zlib

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.capture.loopback import (
    AGENT,
    Loopback,
    certificate,
    page,
    reply,
    serving,
    ticking,
    tls_of,
    visitor,
)
from tracker.capture.outcomes import Outcome, what_to_do
from tracker.capture.warcs import write_warc

SITE = "http://site.tests-of-capture.org"


def visit(pages, path="/", clock=None, names=None, **limits):
    """What came of a visit; its files are closed, its body is read."""
    with serving(pages) as server:
        network = Loopback({80: server.port}, names)
        found = visitor(network, clock, **limits).visit(f"{SITE}{path}")
        body = found.body.read() if found.body else None
        found.close()
    return found, body, server


def outcome(pages, path="/", **more):
    found, body, _server = visit(pages, path, **more)
    assert (body is None) == (found.outcome is not Outcome.KEPT)
    assert body is not None or what_to_do(found.outcome)
    return found.outcome


# --- What is kept ---


def test_page_is_kept_as_it_came_with_its_address_status_and_headers():
    html = page("Words in ʿArabīya and عربي. " * 50)
    found, body, server = visit(
        {"/a": reply(body=html, Last_Modified="Wed, 17 Apr 2024")}, "/a?q=1"
    )
    assert (found.outcome, found.status, found.final) == (Outcome.KEPT, 200, f"{SITE}/a?q=1")
    assert (body, found.media_type) == (html, "text/html")
    assert ("Last-Modified", "Wed, 17 Apr 2024") in found.headers
    asked = server.asked[-1]
    assert asked.startswith("GET /a?q=1 HTTP/1.1\r\n")
    assert "Host: site.tests-of-capture.org\r\n" in asked
    assert f"User-Agent: {AGENT}\r\n" in asked
    assert "Cookie" not in asked and "Authorization" not in asked


def test_no_proxy_no_netrc_and_no_cookie_has_a_part_in_it(monkeypatch, tmp_path):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://user:secret@192.0.2.1:3128")
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login me password secret")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    pages = {"/": reply(302, Location="/b", Set_Cookie="id=1"), "/b": reply(body=page())}
    found, _body, server = visit(pages)
    assert found.outcome == Outcome.KEPT
    sent = "".join(server.asked).lower()
    assert "secret" not in sent and "authorization" not in sent and "cookie" not in sent
    assert "GET http" not in "".join(server.asked)


def test_packed_and_chunked_bodies_are_unpacked_once(subtests):
    html = page()
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(html),
        "deflate": zlib.compress(html),
        "deflate without head": raw.compress(html) + raw.flush(),
    }
    for name, packed in bodies.items():
        with subtests.test(name):
            sent = reply(body=packed, Content_Encoding=name.split()[0])
            assert visit({"/": sent})[1] == html
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (html[:7], html[7:]))
    head = reply(Content_Length="", Transfer_Encoding="chunked")
    assert visit({"/": head + chunks + b"0\r\n\r\n"})[1] == html
    assert visit({"/": reply(body=html, Content_Length="")})[1] == html


@pytest.mark.parametrize(
    ("kind", "body", "wanted"),
    [
        ("application/octet-stream", b"%PDF-1.7\n" + b"x" * 99, "application/pdf"),
        ("text/plain", b"Words.\n" * 9, "text/plain"),
        ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png"),
        (f"text/{'x' * 500}", b"Words.\n" * 9, "text/plain"),
        ("text/markdown", b"Words.\n" * 9, "text/markdown"),
        ("text/html", b"Date: x\r\nFrom: a@b\r\n\r\nHello", "message/rfc822"),
    ],
)
def test_kind_of_a_copy_is_that_of_its_bytes(kind, body, wanted):
    assert visit({"/": reply(body=body, kind=kind)})[0].media_type == wanted


def test_exchange_is_written_byte_for_byte_and_read_back_by_warcio():
    html = page()
    sent = reply(body=gzip.compress(html), Content_Encoding="gzip")
    moved = reply(302, Location="/b")
    with serving({"/a": moved, "/b": sent}) as server:
        found = visitor(Loopback({80: server.port})).visit(f"{SITE}/a")
        file = io.BytesIO()
        write_warc(file, found.exchanges, {"software": "a test"})
        found.close()
    file.seek(0)
    records = []
    for record in ArchiveIterator(file, no_record_parse=True):
        records.append((record.rec_type, record.rec_headers, record.content_stream().read()))
    kinds = [kind for kind, _headers, _bytes in records]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]
    assert [records[1][2], records[3][2]] == [moved, sent]
    assert records[4][2].startswith(b"GET /b HTTP/1.1\r\n")
    assert records[3][1].get_header("WARC-IP-Address") == "127.0.0.1"
    file.seek(0)
    for record in ArchiveIterator(file, check_digests="raise"):
        if record.rec_headers.get_header("WARC-Target-URI") == f"{SITE}/b":
            if record.rec_type == "response":
                assert record.content_stream().read() == html
            assert record.digest_checker.passed is not False


# --- A hostile server ---


def endless(connection):
    connection.sendall(reply(Content_Length=""))
    while True:
        connection.sendall(b"word " * 1000)


def dripping(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        connection.sendall(b"a")


def silent(connection):
    connection.recv(1)


def reset(connection):
    connection.sendall(reply(Content_Length=5000, body=b"<html>"))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def continuing(connection):
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def endless_chunks(connection):
    connection.sendall(reply(Content_Length="", Transfer_Encoding="chunked"))
    while True:
        connection.sendall(b"1\r\na\r\n")


MANY = "".join(f"X-{n}: {n}\r\n" for n in range(1000)).encode()
HOSTILE = {
    "endless body": (endless, Outcome.TOO_LARGE),
    "endless chunks": (endless_chunks, Outcome.TOO_LARGE),
    "endless 100 Continue": (continuing, Outcome.GARBLED),
    "headers that drip": (dripping, Outcome.TIMED_OUT),
    "silence": (silent, Outcome.TIMED_OUT),
    "reset": (reset, Outcome.RESET),
    "closed at once": (b"", Outcome.RESET),
    "shorter than it says": (reply(Content_Length=5000, body=b"<p>short"), Outcome.RESET),
    "a thousand headers": (b"HTTP/1.1 200 OK\r\n" + MANY + b"\r\n", Outcome.GARBLED),
    "one header of a megabyte": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2**20, Outcome.GARBLED),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", Outcome.GARBLED),
    "a status of letters": (b"HTTP/1.1 abc OK\r\n\r\n", Outcome.GARBLED),
    "no number as length": (reply(Content_Length="-5", body=page()), None),
    "two lengths": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        None,
    ),
    "bad chunks": (
        reply(Content_Length="", Transfer_Encoding="chunked") + b"zz\r\nhello\r\n",
        Outcome.RESET,
    ),
    "chunk without an end": (
        reply(Content_Length="", Transfer_Encoding="chunked") + b"ffffffffff\r\nhello",
        Outcome.RESET,
    ),
    "no gzip": (reply(body=page(), Content_Encoding="gzip"), Outcome.GARBLED),
    "packed unknown": (reply(body=page(), Content_Encoding="br"), Outcome.GARBLED),
    "packed six times": (reply(body=page(), Content_Encoding="gzip, " * 6), Outcome.GARBLED),
    "circle": (reply(302, Location="/"), Outcome.MOVING),
    "redirect to nowhere": (reply(302), None),
    "redirect to a private address": (
        reply(302, Location="http://169.254.169.254/"),
        Outcome.REFUSED,
    ),
    "redirect by another scheme": (reply(301, Location="file:///etc/passwd"), Outcome.REFUSED),
    "redirect with a line break": (reply(301, Location="http://host.org/\ta"), Outcome.REFUSED),
    "redirect to another port": (reply(301, Location="http://host.org:22/"), Outcome.REFUSED),
    "redirect to a name that rebinds": (
        reply(307, Location="http://rebound.org/"),
        Outcome.REFUSED,
    ),
    "challenge with 403": (
        reply(403, b"<title>Just a moment...</title><p>Wait", cf_mitigated="challenge"),
        Outcome.CHALLENGE,
    ),
    "challenge with 200": (
        reply(body=b"<html><body><script src=/cdn-cgi/challenge-platform/x></script>"),
        Outcome.CHALLENGE,
    ),
    "captcha": (
        reply(body=b"<form><div class=h-captcha></div>Are you a robot?"),
        Outcome.CHALLENGE,
    ),
    "consent wall": (
        reply(body=b"<h1>Before you continue</h1><form><button>Accept all</button></form>"),
        Outcome.CONSENT,
    ),
    "empty without scripts": (
        reply(body=b"<html><body><div id=root></div><script src=/app.js></script>"),
        Outcome.SCRIPTS,
    ),
    "asks for scripts": (
        reply(body=b"<body>Acme<script></script><noscript>Please enable JavaScript</noscript>"),
        Outcome.SCRIPTS,
    ),
    "forbidden": (reply(403, b"no"), Outcome.FORBIDDEN),
    "behind a password": (reply(401, b"no"), Outcome.FORBIDDEN),
    "taken down by law": (reply(451, b"no"), Outcome.FORBIDDEN),
    "gone": (reply(410, b"gone"), Outcome.GONE),
    "not there": (reply(404, b"not found"), Outcome.GONE),
    "out of order": (reply(503, b"later"), Outcome.BUSY),
    "too many": (reply(429, b"later"), Outcome.BUSY),
    "nothing": (reply(200, b""), Outcome.EMPTY),
    "no content": (reply(204, b""), Outcome.EMPTY),
    "comments that never end": (reply(body=b"<!--" * 40_000), Outcome.KEPT),
    "tags that never end": (reply(body=b"<html></" * 20_000), Outcome.KEPT),
    "scripts that never end": (
        reply(body=b"<script>" + b"</script" * 20_000),
        Outcome.SCRIPTS,
    ),
    "a video": (reply(body=bytes(range(256)) * 9, kind="video/mp4"), Outcome.NOT_TEXT),
}
SMALL = {"wire_bytes": 200_000, "body_bytes": 300_000, "header_bytes": 20_000, "idle_seconds": 0.2}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_server_ends_in_a_failure_that_says_what_to_do(what):
    sent, wanted = HOSTILE[what]
    names = {"rebound.org": ["93.184.216.34", "10.0.0.1"]}
    clock = ticking(0.01) if what != "headers that drip" else ticking(1)
    found, body, _server = visit({"/": sent}, clock=clock, names=names, **SMALL)
    if wanted is None:
        # Either way of reading it is one, and none is of harm.
        assert found.outcome in Outcome
    else:
        assert found.outcome == wanted
        assert (body is None) == bool(what_to_do(found.outcome))


def test_dripping_server_is_read_no_longer_than_the_time_there_is():
    ticks = []

    def clock():
        ticks.append(1)
        return len(ticks)

    assert outcome({"/": dripping}, clock=clock, seconds=50) == Outcome.TIMED_OUT
    assert len(ticks) <= 52


def test_bomb_is_stopped_before_it_is_unpacked():
    bomb = gzip.compress(bytes(40 * 2**20), 9)
    twice = gzip.compress(bomb)
    tracemalloc.start()
    found, _body, _server = visit(
        {"/": reply(body=bomb, Content_Encoding="gzip")}, body_bytes=2**20
    )
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.outcome == Outcome.TOO_LARGE
    assert peak < 8 * 2**20
    in_a_chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(bomb), bomb)
    chunked = {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked", "Content_Length": ""}
    found = visit({"/": reply(**chunked) + in_a_chunk}, body_bytes=2**20)[0]
    assert found.outcome == Outcome.TOO_LARGE
    # Of two coatings one is taken off, and what is beneath is no page.
    found = visit({"/": reply(body=twice, Content_Encoding="gzip")}, body_bytes=2**20)[0]
    assert found.outcome == Outcome.NOT_TEXT


def test_as_many_redirects_as_five_are_followed_each_checked_anew():
    hops = {f"/{n}": reply(302, Location=f"/{n + 1}") for n in range(6)}
    found, _body, server = visit({**hops, "/5": reply(body=page())}, "/0")
    assert (found.outcome, found.final) == (Outcome.KEPT, f"{SITE}/5")
    assert len(found.exchanges) == 6
    assert sum(request.startswith("GET /robots.txt") for request in server.asked) == 1
    assert outcome({**hops, "/6": reply(body=page())}, "/0") == Outcome.MOVING


def test_each_hop_is_resolved_and_asked_under_its_own_name():
    pages = {
        "/": reply(301, Location="http://other.tests-of-capture.org/مقال"),
        "/%D9%85%D9%82%D8%A7%D9%84": reply(body=page()),
    }
    found, _body, server = visit(pages)
    assert found.outcome == Outcome.KEPT
    assert found.hosts == {"site.tests-of-capture.org", "other.tests-of-capture.org"}
    assert "Host: other.tests-of-capture.org\r\n" in server.asked[-1]


def test_long_page_about_captchas_is_a_page():
    html = page("It asked “Are you a robot?”, and to accept all cookies. " * 100)
    assert outcome({"/": reply(body=html)}) == Outcome.KEPT


def test_short_statement_with_what_is_in_many_pages_is_kept():
    around = (
        b"<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script><form role=search>"
        b"<div class=g-recaptcha></div></form><div>We and our 40 partners <button>Accept all"
        b"</button></div>"
    )
    assert outcome({"/": reply(body=page("word " * 60) + around)}) == Outcome.KEPT
    assert outcome({"/": reply(body=page("word " * 6) + around)}) == Outcome.CHALLENGE


def test_one_name_rebinding_between_two_hops_is_refused():
    answers = iter([["127.0.0.1"]] * 2 + [["10.0.0.1"]])
    names = {"site.tests-of-capture.org": lambda: next(answers)}
    found = visit({"/": reply(302, Location="/b"), "/b": reply(body=page())}, names=names)[0]
    assert (found.outcome, found.why) == (Outcome.REFUSED, "private")


def test_peer_that_is_not_the_address_asked_for_is_not_spoken_to():
    class Elsewhere(Loopback):
        def connect(self, number, port, seconds):
            return Loopback.connect(self, type(number)("127.0.0.1"), port, seconds)

        def allows(self, number):
            return True

    with serving({"/": reply(body=page())}) as server:
        network = Elsewhere({80: server.port}, {"site.tests-of-capture.org": ["127.0.0.2"]})
        assert visitor(network).visit(SITE).outcome == Outcome.UNREACHABLE
    assert server.asked == []


def test_name_that_leads_nowhere_is_unreachable():
    def nowhere():
        raise socket.gaierror(-2, "Name or service not known")

    assert outcome({}, names={"site.tests-of-capture.org": nowhere}) == Outcome.UNREACHABLE
    assert outcome({}, names={"site.tests-of-capture.org": []}) == Outcome.UNREACHABLE


# --- TLS ---


@pytest.mark.parametrize(
    ("host", "days", "is_trusted", "wanted"),
    [
        ("site.tests-of-capture.org", 1, True, Outcome.KEPT),
        ("site.tests-of-capture.org", -1, True, Outcome.TLS),
        ("other.tests-of-capture.org", 1, True, Outcome.TLS),
        ("site.tests-of-capture.org", 1, False, Outcome.TLS),
    ],
)
def test_certificate_has_to_be_of_the_host_and_of_now(host, days, is_trusted, wanted, tmp_path):
    pem, secret = certificate(host, days)
    trusted = pem.decode() if is_trusted else certificate()[0].decode()
    with serving({"/": reply(body=page())}, tls_of(pem, secret, tmp_path)) as server:
        network = Loopback({443: server.port}, trusted=trusted)
        found = visitor(network).visit(SITE.replace("http:", "https:"))
        found.close()
    assert found.outcome == wanted
    assert bool(server.asked) == (wanted is Outcome.KEPT)


def test_server_that_speaks_no_tls_is_told_as_such():
    with serving({}, greeting=reply(400, b"speak HTTP")) as server:
        network = Loopback({443: server.port}, trusted=certificate()[0].decode())
        found = visitor(network).visit(SITE.replace("http:", "https:"))
    assert found.outcome == Outcome.TLS


# --- What a site asks of programs ---


def robots(text):
    return reply(body=text.encode(), kind="text/plain")


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: tracker\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdfs", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a/b\nAllow: /a", "/a/b/c", False),
        ("User-agent: a\nUser-agent: tracker\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /%61", "/a", False),
        ("User-agent: *\nDisallow: /a", "/b/../a", False),
        ("\x00\ufeffnonsense\nDisallow: /\n: :\n", "/a", True),
    ],
)
def test_robots_txt_is_obeyed(text, path, may):
    pages = {"/robots.txt": robots(text), path.split("?")[0]: reply(body=page())}
    pages["/a"] = reply(body=page())
    assert outcome(pages, path) == (Outcome.KEPT if may else Outcome.ROBOTS)


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        (reply(403, b"no"), Outcome.KEPT),
        (reply(503, b"later"), Outcome.BUSY),
        (b"", Outcome.RESET),
        (reply(302, Location="http://10.0.0.1/"), Outcome.KEPT),
        (reply(302, Location="/robots.txt"), Outcome.KEPT),
        (reply(body=b"User-agent: *\nDisallow: /\n" + b"#" * 600_000), Outcome.ROBOTS),
    ],
)
def test_robots_txt_that_is_not_there_or_cannot_be_read(sent, wanted):
    assert outcome({"/robots.txt": sent, "/": reply(body=page())}) == wanted


def test_hash_of_a_body_is_that_of_what_was_unpacked():
    html = page()
    body = visit({"/": reply(body=gzip.compress(html), Content_Encoding="gzip")})[1]
    assert hashlib.sha256(body).digest() == hashlib.sha256(html).digest()
