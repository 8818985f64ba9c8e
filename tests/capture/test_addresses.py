"""The guard of addresses: what leads into a private network, or reads two ways, is refused."""

import json
from collections import Counter
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.hostile_addresses import ODD, ORDINARY, PUBLIC, REBOUND, TEXTS, texts
from tests.capture.loopback import Closed, visitor
from tracker.capture.addresses import Refused, parse
from tracker.capture.outcomes import Outcome, what_to_do, why_refused
from tracker.capture.public_internet import is_public

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "wpt-urls"
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the URL corpus is not beside this checkout"
)


def test_list_of_hostile_addresses_is_long_enough():
    assert len(texts()) == len(set(texts())) >= 150


@pytest.mark.parametrize("group", [*TEXTS, "odd"])
def test_hostile_address_is_refused_and_nothing_resolved_or_connected(group, subtests):
    network = Closed()
    for text in ODD if group == "odd" else TEXTS[group].split():
        with subtests.test(text=text):
            visit = visitor(network).visit(text)
            assert visit.outcome == Outcome.REFUSED
            assert why_refused(visit.why)
            assert what_to_do(visit.outcome)
    assert (network.resolved, network.connected) == ([], [])


def test_name_that_leads_to_one_private_address_among_public_ones_is_refused(subtests):
    for number in REBOUND:
        for found in ([number], [*PUBLIC, number], [number, *PUBLIC]):
            with subtests.test(found=found):
                network = Closed(names={"rebound.org": found})
                visit = visitor(network).visit("https://rebound.org/")
                assert visit.outcome in (Outcome.REFUSED, Outcome.UNREACHABLE)
                assert network.connected == []


def test_name_is_resolved_once_and_connected_to_as_it_was_checked():
    answers = iter([[PUBLIC[0]], ["127.0.0.1"]])
    network = Closed(names={"rebinding.org": lambda: next(answers)})
    visitor(network).visit("https://rebinding.org/")
    # The second answer is of a second question, and is refused.
    assert {number for number, _port in network.connected} <= {PUBLIC[0]}


def test_ordinary_address_is_read_as_the_host_that_is_connected_to(subtests):
    for text, host in ORDINARY.items():
        with subtests.test(text=text):
            network = Closed(names={host: [PUBLIC[0]]})
            visit = visitor(network).visit(text)
            assert parse(text).host == host
            assert visit.outcome == Outcome.UNREACHABLE
            assert network.connected


def test_every_network_of_iana_is_refused_at_both_ends():
    listed = (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24"
        " 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16"
        " 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
    )
    for network in map(IPv4Network, listed.split()):
        assert not is_public(network[0])
        assert not is_public(network[-1])
    for network in map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")):
        assert not is_public(network[0])
        assert not is_public(network[-1])
        assert not is_public(str(network[1]))
    for just_outside in ("9.255.255.255", "11.0.0.0", "172.32.0.0", "2001:200::1", "2003::1"):
        assert is_public(just_outside)
    assert not is_public("no number")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    for one in (text, f"http://{text}", f"https://a.org{text}", f"http://a.org/{text}"):
        try:
            read = parse(one)
        except Refused:
            continue
        assert read.url.isascii() and " " not in read.url
        assert parse(read.url) == read


def read_corpus():
    rows = json.loads((CORPUS / "urltestdata.json").read_text(encoding="utf-8"))
    return [row for row in rows if isinstance(row, dict)]


@needs_corpus
def test_web_platform_tests_agree_on_every_host_that_is_accepted():
    counts = Counter()
    for row in read_corpus():
        try:
            read = parse(row["input"])
        except Refused:
            counts["failure refused" if row.get("failure") else "refused"] += 1
            continue
        assert not row.get("failure"), row["input"]
        assert row["protocol"] in ("http:", "https:"), row["input"]
        assert row["hostname"].strip("[]") == read.host, row["input"]
        counts["accepted"] += 1
    assert counts["failure refused"] >= 270
    assert counts["accepted"] >= 60


@needs_corpus
def test_web_platform_tests_lead_nowhere_that_is_not_public():
    network = Closed(names={})
    for row in read_corpus():
        visitor(network).visit(row["input"])
    # `Closed` takes every name for one of this machine; what is connected to was a public number.
    assert all(is_public(number) for number, _port in network.connected)


@needs_corpus
def test_setters_and_data_addresses_of_the_corpus_never_crash():
    for file in ("setters_tests.json", "data-urls.json"):
        rows = json.loads((CORPUS / file).read_text(encoding="utf-8"))
        found = [one for group in rows.values() for one in group] if "host" in rows else rows
        for row in found:
            for text in _texts_in(row):
                try:
                    parse(text)
                except Refused:
                    continue


def _texts_in(row):
    if isinstance(row, str):
        return [row]
    values = row.values() if isinstance(row, dict) else row if isinstance(row, list) else []
    return [text for value in values for text in _texts_in(value)]
