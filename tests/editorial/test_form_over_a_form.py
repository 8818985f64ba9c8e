"""A form beside a field opens over the page, and no other site may hold it."""

import pytest

from tests.editorial import desk as forms
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def test_form_of_the_desk_stands_in_a_page_of_this_site_alone(editors_desk):
    address = forms.add_address(m.Party)
    alone = editors_desk.get(address)
    over = editors_desk.get(f"{address}?_popup=1")
    saved = editors_desk.post(f"{address}?_popup=1", {"_popup": "1"})
    assert "frame-ancestors 'none'" in alone.headers["Content-Security-Policy"]
    assert alone.headers["X-Frame-Options"] == "DENY"
    for answer in (over, saved):
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    for answer in (alone, over, saved):
        assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_page_for_readers_holds_no_other_page(client):
    answer = client.get("/claims/?_popup=1")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
