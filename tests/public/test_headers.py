"""Headers of every answer, and what a browser refuses."""

import pytest

from tests import factories as make
from tracker.public.delivery.safe_headers import without_refused

pytestmark = pytest.mark.django_db


def test_every_answer_has_them_also_one_for_a_wrong_host(client):
    make.claim()
    for answer in (
        client.get("/claims/"),
        client.get("/claims/", headers={"host": "other.example"}),
        client.get("/never/"),
        client.get("/admin/login/"),
    ):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_what_other_sites_show_they_may_load(client):
    claim = make.whole_dispute()["claim"]
    for address in (f"/cards/claims/{claim.reference}.png", "/claims/?format=csv"):
        answer = client.get(address)
        assert answer.getvalue()
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    embed = client.get(f"{claim.get_absolute_url()}embed/")
    assert "X-Frame-Options" not in embed.headers
    assert "frame-ancestors *" in embed.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accepted", "kept"),
    [
        ("gzip", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.000, br", "br"),
        ("gzip;q=0.5, deflate;q=1", "gzip;q=0.5, deflate;q=1"),
        ("gzip;q=1.0", "gzip;q=1.0"),
    ],
)
def test_refused_coding_is_not_taken_for_an_accepted_one(accepted, kept):
    assert without_refused(accepted) == kept


def test_page_is_not_packed_for_a_browser_that_refuses_it(client):
    make.whole_dispute()
    assert client.get("/claims/", headers={"accept-encoding": "gzip"}).has_header(
        "Content-Encoding"
    )
    plain = client.get("/claims/", headers={"accept-encoding": "gzip;q=0"})
    assert not plain.has_header("Content-Encoding")


def test_what_is_compressed_already_is_sent_as_it_is(client):
    make.claim()
    response = client.get("/claims/?format=xlsx", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert response.getvalue().startswith(b"PK")
