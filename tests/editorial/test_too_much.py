"""Forms that are too large are told so, in words, with the way back; never a server error."""

import pytest

from tests import factories as make
from tests.editorial import desk

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}


def test_too_many_fields_are_told(editors_desk):
    claim = make.claim(**DRAFT)
    data = {f"field-{number}": "x" for number in range(20_001)}
    response = editors_desk.post(desk.address(claim), data)
    page = response.content.decode()
    assert response.status_code == 400
    assert "This was too much at once" in page
    assert "more fields than this site takes" in page
    assert "what you typed is still there" in page
    assert "address was not understood" not in page


def test_form_of_eleven_megabytes_is_told(editors_desk):
    claim = make.claim(**DRAFT)
    body = "lead=" + "x" * 11_000_000
    kind = "application/x-www-form-urlencoded"
    response = editors_desk.post(desk.address(claim), body, content_type=kind)
    assert response.status_code == 400
    assert "larger than this site takes" in response.content.decode()


def test_odd_number_of_rows_is_told(editors_desk, subtests):
    claim = make.claim(**DRAFT)
    data = desk.open_form(editors_desk, claim) | {"lead": ["Typed."]}
    for total in ("1000000", "x", "9" * 30):
        with subtests.test(total):
            odd = data | {"allegations-TOTAL_FORMS": [total]}
            response = desk.save(editors_desk, claim, odd)
            assert response.status_code == 400
            assert "more fields than this site takes" in response.content.decode()
