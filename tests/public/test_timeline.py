"""The timeline: every date of a dossier, each kind apart; the drawing and the list say the same."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from tests import factories as make
from tracker.public.drawing.charts import axes
from tracker.public.drawing.charts.timeline import draw
from tracker.public.telling.timeline import timeline
from tracker.record import models as m

SVG = "{http://www.w3.org/2000/svg}"
db = pytest.mark.django_db


@pytest.fixture
def dossier():
    claim = make.claim(made_on="2024-04-17")
    m.Allegation.objects.filter(claim=claim).update(
        period="2019/2023", period_earliest="2019-01-01", period_latest="2023-12-31"
    )
    response = make.response(claim, made_on="../2024-04-17", first_reported_on="2024-04-30")
    make.request(
        claim=claim,
        sent_on="2024-03",
        due_on="2024-04-10",
        outcome="answered",
        answered_by=response,
    )
    make.request(made_in=response, sent_on="", title="Party B asks for help")
    event = make.event(happened_on="2019-03~", title="A camp is opened")
    return make.dossier(claim, events=[event])


def page(client, dossier, prefix=""):
    answer = client.get(f"{prefix}{dossier.get_absolute_url()}timeline/")
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(html):
    """Number of the moment → per cent across, pixels down; read from the SVG."""
    text = re.search(r'<svg class="drawing".*?</svg>\s*</figure>', html, re.S)[0]
    root = ET.fromstring(
        text.removesuffix("</figure>").replace("<svg ", f"<svg xmlns='{SVG[1:-1]}' ", 1)
    )
    found = {}
    for link in root.iter(f"{SVG}a"):
        mark = link.findall(f"{SVG}svg")[-1]
        number = int(link.get("href").removeprefix("#moment-"))
        found[number] = (float(mark.get("x").rstrip("%")), int(mark.get("y")))
    return found


def listed(html):
    rows = re.findall(r'<li class="entry entry-(\w+)" id="moment-(\d+)".*?</li>', html, re.S)
    return [(kind, int(number)) for kind, number in rows]


@db
def test_each_kind_of_date_is_an_entry_of_its_own(client, dossier):
    assert [kind for kind, _number in listed(page(client, dossier))] == [
        "period",
        "sent",
        "due",
        "response",
        "replied",
        "claim",
        "reported",
        "event",
        "sent",
    ]


@db
def test_drawing_has_every_dated_entry_of_the_list_and_no_other(client, dossier):
    html = page(client, dossier)
    undated = listed(html)[-1][1]
    assert set(drawn(html)) == {number for _kind, number in listed(html)} - {undated}
    assert "date not known" in html


@db
def test_later_stands_further_along_and_from_the_right_in_arabic(client, dossier):
    claim, due = 6, 3
    ltr, rtl = drawn(page(client, dossier)), drawn(page(client, dossier, "/ar"))
    assert ltr[due][0] < ltr[claim][0]
    assert rtl[due][0] > rtl[claim][0]
    assert ltr[claim][0] == pytest.approx(100 - rtl[claim][0], abs=0.05)


@db
def test_a_date_is_drawn_no_more_exactly_than_it_is_known(dossier):
    told = timeline(make.told(dossier))
    marks = {mark.moment.when: mark for lane in draw(told).lanes for mark in lane.marks}
    assert not marks["2024-04-17"].is_span
    assert marks["2019/2023"].width > 15
    assert marks["2024-03"].is_span
    assert marks["2019-03~"].moment.is_vague
    before = marks["../2024-04-17"]
    assert before.is_open
    assert before.x == before.x2 == marks["2024-04-17"].x


@pytest.mark.parametrize(("mirrored", "known_end"), [(False, "x2"), (True, "x1")])
@db
def test_open_date_is_marked_at_its_known_end_in_either_direction(dossier, mirrored, known_end):
    drawing = draw(timeline(make.told(dossier)), mirrored=mirrored)
    marks = {mark.moment.when: mark for lane in drawing.lanes for mark in lane.marks}
    before = marks["../2024-04-17"]
    assert before.x == getattr(before, known_end)
    assert before.x1 < before.x2


@db
def test_approximate_and_unknown_dates_stand_last_in_a_group_of_their_own(client, dossier):
    html = page(client, dossier)
    apart = html[html.index("Date approximate or not known") :]
    assert listed(apart) == [("event", 8), ("sent", 9)]
    assert "Approximate date" in html
    last = timeline(make.told(dossier)).rough
    assert [one.when for one in last] == ["2019-03~", ""]


@db
def test_numbers_rise_down_every_lane_and_down_the_list(client, dossier):
    html = page(client, dossier)
    numbers = [number for _kind, number in listed(html)]
    assert numbers == sorted(numbers) == [*range(1, 10)]
    for lane in draw(timeline(make.told(dossier))).lanes:
        rows = [(mark.y, mark.moment.number) for mark in lane.marks]
        assert rows == sorted(rows)
        assert [number for _y, number in rows] == sorted(number for _y, number in rows)


@db
def test_every_mark_has_the_name_of_its_record_beside_it(client, dossier):
    html = page(client, dossier)
    titles = re.findall(r'<span class="beside-words"><bdi lang="en">(.*?)</bdi>', html)
    assert len(titles) == len(drawn(html))
    assert "A camp is opened" in titles


@db
def test_name_stands_where_there_is_room_for_it():
    for when in ("2019-01-01", "2024-12-31", "2019-01-01/2024-12-31"):
        make.event(happened_on=when)
    told = timeline(make.told(make.dossier(events=m.Event.objects.all())))
    for mark in draw(told).lanes[0].marks:
        assert mark.name.width >= axes.LEAST_ROOM
        if not mark.name.is_above:
            end = mark.name.x + mark.name.width
            assert end <= mark.x1 or mark.name.x >= mark.x2


@db
def test_days_of_the_dispute_are_drawn_wider_than_the_years_before(client):
    claim = make.claim(made_on="2024-04-17")
    make.response(claim, made_on="2024-04-28")
    old = make.event(happened_on="2014-06-01")
    dossier = make.dossier(claim, events=[old])
    html = page(client, dossier)
    assert html.count('class="break"') == 1
    assert "the scale changes" in html
    at = drawn(html)
    assert at[3][0] - at[2][0] > 15
    assert at[1][0] < at[2][0]
    assert "2015" in html or "2016" in html
    assert "April 2024" in html


@db
def test_axis_is_whole_where_the_dispute_has_room_on_it(client):
    dossier = make.dossier(make.claim(made_on="2023-01-17"), make.claim(made_on="2024-04-17"))
    html = page(client, dossier)
    assert 'class="break"' not in html
    assert "the scale changes" not in html


@db
def test_marks_of_a_lane_never_lie_on_each_other():
    claims = [make.claim(made_on="2024-04-17") for _ in range(30)]
    lane = draw(timeline(make.told(make.dossier(*claims)))).lanes[0]
    assert len({(mark.x, mark.y) for mark in lane.marks}) == 30


@db
def test_period_names_the_points_it_is_alleged_for(client, dossier):
    make.allegation(m.Claim.objects.get(), 2, period="2019/2023")
    assert "allegations 1 and 2" in page(client, dossier)


@db
def test_drafts_are_at_no_time(client, dossier):
    draft = {"status": "draft", "published_at": None}
    claim = m.Claim.objects.get()
    make.response(claim, title="A drafted response", **draft)
    make.request(claim=claim, title="A drafted request", **draft)
    m.Request.objects.filter(answered_by__isnull=False).update(
        answered_by=make.response(claim, title="Another drafted one", **draft)
    )
    event = make.event(title="A drafted event", **draft)
    m.DossierEvent.objects.create(dossier=dossier, event=event)
    html = page(client, dossier)
    assert "drafted" not in html
    assert "entry-replied" not in html


@db
def test_dossier_with_nothing_says_so(client):
    html = page(client, make.dossier())
    assert "Nothing is entered in this dossier yet." in html
    assert "<svg" not in html


@pytest.mark.parametrize(
    "when", ["0001", "9999", "-0044", "Y-170000002", "0000/9999", "2024-02-29", "../.."]
)
@db
def test_no_date_that_can_be_kept_breaks_the_page(client, when):
    page(client, make.dossier(make.claim(), events=[make.event(happened_on=when)]))


def test_ticks_are_few_and_inside():
    spans = [(1, 9999), (2014, 2024), (1990, 1993), (2024, 2024)]
    for first, last in spans:
        axis = axes.of_days(date(first, 1, 1), date(last, 12, 31))
        ticks = axes.ticks_of_days(axis)
        assert 2 <= len(ticks) <= 13
        assert all(0 <= tick.x <= 100 for tick in ticks)
        assert len({tick.label for tick in ticks}) == len(ticks)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    ("first", "last", "focus"),
    [
        ("2014-01-01", "2024-12-31", ("2024-04-17", "2024-04-28")),
        ("2024-04-01", "2034-12-31", ("2024-04-17", "2024-04-28")),
        ("0001-01-01", "9999-12-31", ("9999-12-01", "9999-12-31")),
        ("0001-01-01", "9999-12-31", ("0001-01-01", "0001-01-01")),
    ],
)
def test_order_of_days_is_kept_over_the_breaks_of_an_axis(first, last, focus, mirrored):
    days = [date.fromisoformat(day) for day in (first, *focus, last)]
    axis = axes.around(days[0], days[3], (days[1], days[2]), mirrored)
    across = [axis.at(day.toordinal()) for day in sorted(days)]
    assert across == sorted(across, reverse=mirrored)
    assert all(axes.EDGE <= x <= 100 - axes.EDGE for x in across)
    ticks = axes.ticks_of_pieces(axis)
    assert len(ticks) >= 2
    assert len({tick.label for tick in ticks}) == len(ticks)
