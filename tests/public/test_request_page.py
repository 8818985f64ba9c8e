"""The request page: which points it put, whether it was sent at all, and what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.record import models as m
from tracker.record.state import deadline_day

pytestmark = pytest.mark.django_db


def page(client, record):
    return " ".join(client.get(record.get_absolute_url()).content.decode().split())


def test_points_that_were_put_are_listed_and_linked(reader):
    claim = make.claim(allegations=2)
    asked = make.request(claim=claim)
    second = claim.allegations.get(number=2)
    m.RequestPoint.objects.create(request=asked, allegation=second)
    put = page(reader, asked).split("<dt>Points put</dt>")[1].split("</div>")[0]
    assert f'href="{claim.get_absolute_url()}#allegation-2"' in put
    assert "#allegation-1" not in put


def test_request_that_puts_no_single_point_is_about_the_whole_claim(reader):
    html = page(reader, make.request(claim=make.claim()))
    put = html.split("<dt>Points put</dt>")[1].split("</div>")[0]
    assert "the claim as a whole" in put


def test_public_appeal_awaits_nobody(reader):
    asked = make.request(claim=make.claim(accused=make.party("Party B")), is_appeal=True)
    html = page(reader, asked)
    assert "Public appeal; no reply is due." in html
    assert "Next turn" not in html


def test_time_allowed_and_what_came_back_are_told(reader):
    asked = make.request(claim=make.claim(), time_allowed="ten days", outcome="returned")
    html = page(reader, asked)
    assert "<dt>Time allowed</dt>" in html
    assert "ten days" in html
    assert "Came back undelivered." in html


@pytest.mark.parametrize(("days", "has_passed"), [(-1, True), (0, False)])
def test_deadline_passes_when_its_day_is_over(reader, days, has_passed):
    due = deadline_day(timezone.now()) + timedelta(days=days)
    html = page(reader, make.request(claim=make.claim(), due_on=due.isoformat()))
    assert ("The deadline has passed" in html) is has_passed
    assert ("Due on" in html) is not has_passed
