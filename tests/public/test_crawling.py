"""What search engines are asked: to list records and whole lists, and not to walk all questions."""

import re
from urllib.robotparser import RobotFileParser

import pytest

from tests import factories as make
from tracker.edition import offered
from tracker.public.pages import list_page

pytestmark = pytest.mark.django_db
LISTS = (
    "claims",
    "responses",
    "sources",
    "parties",
    "places",
    "dossiers",
    "events",
    "requests",
)
NOINDEX = '<meta name="robots" content="noindex, follow">'


def head(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode()
    return html[: html.index("</head>")]


def canonical(text):
    return re.findall('<link rel="canonical" href="([^"]*)">', text)


def asked_to_list(client, address):
    text = head(client, address)
    assert text.count('name="robots"') == (1 if "noindex" in text else 0)
    return "noindex" not in text


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(list_page, "PAGE_SIZE", 2)
    found = make.whole_dispute()
    make.claim("Party A alleges a fourth thing")
    make.ledger()
    offered.make()
    return found


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_whole_lists_and_their_pages_are_listed_each_under_its_own_address(
    client, settings, world, prefix
):
    for name in LISTS:
        address = f"{prefix}/{name}/"
        for asked in (address, f"{address}?page=1", f"{address}?utm_source=x&fbclid=y"):
            text = head(client, asked)
            assert "noindex" not in text
            assert canonical(text) == [f"{settings.SITE_URL}{address}"]
    second = head(client, f"{prefix}/claims/?page=2")
    assert "noindex" not in second
    assert canonical(second) == [f"{settings.SITE_URL}{prefix}/claims/?page=2"]
    assert f'hreflang="ckb" href="{settings.SITE_URL}/ckb/claims/?page=2"' in second


def test_filters_searches_orders_and_other_questions_are_not_listed_but_followed(client, world):
    party, claim, dossier = (world[name] for name in ("party", "claim", "dossier"))
    for asked in (
        f"/claims/?claimant={party.slug}",
        f"/claims/?claimant={party.slug}&page=1",
        "/claims/?q=thing",
        "/claims/?q=",
        "/claims/?sort=oldest",
        "/claims/?unheard=of",
        "/parties/?q=Party",
        "/statistics/?language=en",
        f"{dossier.get_absolute_url()}?x=1",
        f"/ar{claim.get_absolute_url()}?x=1",
    ):
        text = head(client, asked)
        assert text.count(NOINDEX) == text.count('name="robots"') == 1, asked
        # Two pages that say that they are one, of which one is not to be listed, lose both.
        assert canonical(text) == [], asked
        assert "hreflang" not in text


def test_records_are_listed_and_their_past_is_not(client, world):
    for noun in ("claim", "response", "source", "party", "place", "dossier", "event", "request"):
        assert asked_to_list(client, world[noun].get_absolute_url()), noun
    address = world["claim"].get_absolute_url()
    assert asked_to_list(client, "/") and asked_to_list(client, "/statistics/")
    for past in (f"{address}history/", f"{address}?revision=1"):
        assert not asked_to_list(client, past), past


def test_data_of_every_kind_is_not_listed(client, settings, world):
    address = world["claim"].get_absolute_url()
    for data in (
        *(f"/{name}/?format={form}" for name in LISTS for form in ("csv", "json", "xlsx")),
        *(f"{address}?format={form}" for form in ("jsonld", "text", "bibtex", "ris", "csl")),
        "/statistics/?format=csv&table=coverage",
        f"/oembed/?url={settings.SITE_URL}{address}",
        "/feeds/claims/",
        "/feeds/changes/?page=1",
        "/ledger/bundle.zip",
        "/ledger/checkpoint",
        "/ledger/key",
        "/ledger/0/proof.json",
    ):
        answer = client.get(data)
        assert (answer.status_code, answer.headers.get("X-Robots-Tag")) == (200, "noindex"), data
        assert answer.getvalue()
    card = client.get(f"/cards{address.rstrip('/')}.png")
    assert card.status_code == 200 and "X-Robots-Tag" not in card.headers


def asked_by(rules, path):
    """Whether a crawler may ask for a path: the longest rule that fits decides (RFC 9309)."""
    fitting = []
    for line in rules.splitlines():
        name, _colon, pattern = line.partition(": ")
        if name in ("Allow", "Disallow"):
            parts = [re.escape(part) for part in pattern.removesuffix("$").split("*")]
            ends = "$" if pattern.endswith("$") else ""
            if re.match(".*".join(parts) + ends, path):
                fitting.append((len(pattern), name == "Allow"))
    return max(fitting, default=(0, True))[1]


def test_programs_are_asked_to_walk_lists_and_records_and_nothing_else(client, world):
    rules = client.get("/robots.txt").content.decode()
    address = world["claim"].get_absolute_url()
    for path in ("/", "/claims/", "/ar/claims/?page=2", address, "/changes/?page=9", "/about/"):
        assert asked_by(rules, path), path
    for path in (
        "/admin/",
        "/ar/preview/claim/C-2024-0001/",
        "/claims/?q=x",
        "/claims/?accused=x&page=2",
        "/claims/?page=2&accused=x",
        "/ckb/claims/?format=csv",
        f"{address}?as_of=2024-05-01",
        f"{address}?format=bibtex",
        "/oembed/?url=x",
        "/ledger/bundle.zip",
    ):
        assert not asked_by(rules, path), path
    reader = RobotFileParser()
    reader.parse(rules.splitlines())
    assert not reader.can_fetch("anybody", "/admin/") and reader.site_maps()
