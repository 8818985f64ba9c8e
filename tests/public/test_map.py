"""The map: what it draws, the table beside it says; no border, no guess, nothing hidden."""

import csv
import re
from decimal import Decimal
from itertools import combinations
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

import numpy as np
import pytest
import resvg_py
from django.urls import reverse

from tests import factories as make
from tests.conftest import THOROUGH
from tests.public.conftest import SITE
from tests.public.test_accessibility import violations
from tracker.edition.documents import PlaceDocument
from tracker.public.drawing.mapping import drawing, outlines
from tracker.public.drawing.mapping.furniture import latitude_words, longitude_words
from tracker.public.drawing.mapping.labels import Box, Wanted, labelled
from tracker.public.drawing.mapping.precision import EXTENT_KM
from tracker.public.drawing.mapping.window import Spot, window_of
from tracker.record import models as m

pytestmark = pytest.mark.django_db
GEONAMES = Path("/work/shared/data/geonames-syria/syria_places.derived.csv")
WIDE, NARROW = (drawing.WIDE.width, drawing.WIDE.height), (288, 320)


def placed(name, latitude, longitude, precision="site", **given):
    where = {"latitude": Decimal(str(latitude)), "longitude": Decimal(str(longitude))}
    return make.place(name, precision=precision, **where, **given)


@pytest.fixture
def dossier():
    """A function that makes a dossier whose one claim names the given places."""

    def hold(*places, **given):
        claim = make.claim(**given)
        point = claim.allegations.get()
        for place in places:
            m.AllegationPlace.objects.create(allegation=point, place=place)
        return make.dossier(claim)

    return hold


def page_of(client, dossier):
    response = client.get(reverse("dossier_map", args=[dossier.slug]))
    assert response.status_code == 200
    return response.content.decode()


def drawn(html, paper="wide"):
    """The marks of one drawing: address → (words, x, y, radius, class)."""
    begun = html.split(f'<svg class="map-drawing map-{paper}"')[1]
    svg = re.split(r'aria-hidden="true"/>\s*</svg>', begun)[0]
    found = {}
    for address, words, rest in re.findall(
        r'<a class="mark" href="([^"]+)" aria-label="([^"]+)">(.*?)</a>', svg, re.S
    ):
        circle = re.search(
            r'<circle class="(dot|area)" cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"', rest
        )
        found[address] = (words, float(circle[2]), float(circle[3]), float(circle[4]), circle[1])
    return found


def rows(html):
    """The rows of the table: address → cells as text."""
    body = re.search(r'<table class="places">.*?<tbody>(.*?)</tbody>', html, re.S)[1]
    found = {}
    for row in body.split("<tr>")[1:]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        address = re.search(r'href="([^"]+)"', cells[0])[1]
        found[address] = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
    return found


def km_between(one, two):
    lat1, lat2 = radians(float(one.latitude)), radians(float(two.latitude))
    turn = radians(float(two.longitude) - float(one.longitude))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(turn / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


def test_table_and_both_drawings_say_the_same(client, dossier):
    region = make.place("Region D", kind="region")
    here = [
        placed("Camp A", 36.4, 41.1, part_of=region, kind="camp"),
        placed("Town B", 36.5, 40.7, "town"),
        placed("مخيم روج", 37.0, 42.1, "district", name_language="ar"),
        make.place("Town without"),
    ]
    html = page_of(client, dossier(*here))
    table = rows(html)
    assert set(table) == {place.get_absolute_url() for place in here}
    for paper in ("wide", "narrow"):
        marks = drawn(html, paper)
        assert set(marks) == {
            address for address, cells in table.items() if "not known" not in cells[2]
        }
        for address, (words, *_rest) in marks.items():
            number, name = table[address][0].split(maxsplit=1)
            kind = m.Place.objects.get(slug=address.split("/")[-2]).get_kind_display()
            precision = table[address][2].split("marks ")[1]
            assert words == f"{number}. {name.removesuffix(kind).strip()}: marks {precision}"
    assert table[here[0].get_absolute_url()] == [
        "1 Camp A Camp",
        "Region D",
        "36.4, 41.1 marks the site itself",
        "1 allegation",
    ]
    assert table[here[3].get_absolute_url()][2] == "position not known"
    assert re.search(r'<text class="name[^>]*direction="rtl" lang="ar">مخيم روج</text>', html)


def test_counts_what_names_a_place(client, dossier):
    camp = placed("Camp A", 36.4, 41.1)
    held = dossier(camp)
    claim, event = held.claims.get(), make.event()
    m.AllegationPlace.objects.create(allegation=make.allegation(claim, 2), place=camp)
    m.DossierEvent.objects.create(dossier=held, event=event)
    m.EventPlace.objects.create(event=event, place=camp)
    make.figure(event, place=camp)
    answer = make.answer(make.response(claim), claim.allegations.first())
    make.figure(answer, place=placed("Town B", 36.5, 40.7, "town"))
    named = [cells[3] for cells in rows(page_of(client, held)).values()]
    assert named == ["2 allegations 1 event 1 figure", "1 figure"]


def test_every_kind_of_draft_keeps_its_place_off_the_map(client, dossier):
    shown = placed("Camp A", 36.4, 41.1)
    held = dossier(shown)
    claim = held.claims.get()
    draft = {"status": "draft", "published_at": None}
    hidden = [placed(f"Hidden {number}", 35 + number, 41, kind="camp") for number in range(5)]
    other = make.claim(**draft)
    m.AllegationPlace.objects.create(allegation=other.allegations.get(), place=hidden[0])
    make.figure(other.allegations.get(), place=hidden[1])
    m.DossierClaim.objects.create(dossier=held, claim=other)
    event = make.event(**draft)
    m.EventPlace.objects.create(event=event, place=hidden[2])
    m.DossierEvent.objects.create(dossier=held, event=event)
    unread = make.answer(make.response(claim, **draft), claim.allegations.get())
    make.figure(unread, place=hidden[3])
    # A region is public through what lies in it only where something public names that.
    m.Place.objects.filter(pk=hidden[0].pk).update(part_of=hidden[4])
    html = page_of(client, held)
    assert list(rows(html)) == [shown.get_absolute_url()] == list(drawn(html))
    assert "Hidden" not in html


def test_draft_dossier_has_no_map(client):
    hidden = make.dossier(status="draft", published_at=None)
    assert client.get(reverse("dossier_map", args=[hidden.slug])).status_code == 404
    assert client.get(reverse("dossier_map", args=["never-was"])).status_code == 404
    shown = make.dossier()
    answer = client.get(reverse("dossier_map", args=[shown.slug]), {"format": "nonsense"})
    assert answer.status_code == 400


@pytest.mark.parametrize("paper", ["wide", "narrow"])
def test_distances_and_directions_are_right_within_two_per_cent(client, dossier, paper):
    here = [
        placed("North", 36.9, 41.0),
        placed("South", 35.8, 41.2),
        placed("East", 36.4, 42.0),
        placed("West", 36.3, 40.2),
    ]
    marks = drawn(page_of(client, dossier(*here)), paper)
    at = {place.name: marks[place.get_absolute_url()][1:3] for place in here}
    assert at["North"][1] < at["East"][1] < at["West"][1] < at["South"][1]
    assert at["West"][0] < at["North"][0] < at["South"][0] < at["East"][0]
    scales = [
        hypot(at[one.name][0] - at[two.name][0], at[one.name][1] - at[two.name][1])
        / km_between(one, two)
        for one, two in combinations(here, 2)
    ]
    assert max(scales) / min(scales) < 1.02


def test_known_towns_keep_their_distances():
    if not GEONAMES.exists():
        pytest.skip("the shared gazetteer is not beside this checkout")
    with GEONAMES.open(encoding="utf-8") as file:
        towns = [row for row in csv.DictReader(file) if row["admin1code"] == "01"][:40]
    spots = [Spot(float(row["latitude"]), float(row["longitude"])) for row in towns]
    window = window_of(spots, *WIDE, 120)
    for one, two in combinations(spots, 2):
        (x1, y1), (x2, y2) = window.project(*one[:2]), window.project(*two[:2])
        far = km_between(one, two)
        if far > 5:
            assert hypot(x1 - x2, y1 - y2) / window.per_km == pytest.approx(far, rel=0.02)


def test_scale_bar_is_as_long_as_it_says(client, dossier):
    here = placed("One", 36.0, 41.0), placed("Two", 36.0, 42.0)
    html = page_of(client, dossier(*here))
    start, end = re.search(r'class="scale" d="M([\d.]+) \d+V[\d.]+H([\d.]+)', html).groups()
    kilometres = int(re.search(r"(\d+) km</text>", html)[1])
    one, two = (drawn(html)[place.get_absolute_url()] for place in here)
    per_km = (two[1] - one[1]) / km_between(*here)
    assert (float(end) - float(start)) / per_km == pytest.approx(kilometres, rel=0.02)


def test_no_mark_is_smaller_than_what_its_precision_says(client, dossier):
    levels = [level for level in EXTENT_KM if EXTENT_KM[level]]
    here = [placed(level, 36 + n, 41, level) for n, level in enumerate(levels)]
    html = page_of(client, dossier(placed("Exactly", 35.5, 41), *here))
    for paper in ("wide", "narrow"):
        marks = drawn(html, paper)
        per_km = abs(marks[here[0].get_absolute_url()][2] - marks[here[1].get_absolute_url()][2])
        per_km /= km_between(*here[:2])
        for place in here:
            *_rest, radius, shape = marks[place.get_absolute_url()]
            assert shape == "area"
            assert radius >= EXTENT_KM[place.precision] * per_km * 0.99
    assert [mark[4] for mark in drawn(html).values()].count("dot") == 1
    assert list(EXTENT_KM.values()) == sorted(EXTENT_KM.values())
    assert set(EXTENT_KM) == set(m.Place.Precision)


def test_without_any_position_the_page_says_so_and_lists_the_places(client, dossier):
    html = page_of(client, dossier(make.place("Town A"), make.place("Town B")))
    assert "2 places are named here. None has a position known to us" in html
    assert "<svg class" not in html
    assert len(rows(html)) == 2


def test_dossier_that_names_no_place_says_so(client):
    html = page_of(client, make.dossier(make.claim()))
    assert "names a place yet" in html
    assert "<table" not in html


def site(latitude, longitude):
    position = {"latitude": Decimal(str(latitude)), "longitude": Decimal(str(longitude))}
    return PlaceDocument(key="place/1", name="A", precision="site", **position)


@pytest.mark.parametrize("latitude", [-90, -89.9, -45, 0, 36.4, 71, 89.9, 90])
@pytest.mark.parametrize("longitude", [-180, -179.9, 0, 41.1, 180])
def test_one_place_anywhere_lies_on_the_paper(latitude, longitude):
    for one in drawing.map_of([site(latitude, longitude)]).drawings:
        mark = one.marks[0]
        assert 0 <= mark.x <= one.window.width
        assert 0 <= mark.y <= one.window.height
        shown = one.window.width / one.window.per_km, one.window.height / one.window.per_km
        assert min(shown) >= 119


@pytest.mark.parametrize(
    "spots",
    [
        [(-18.1, 178.4), (-13.8, -171.8)],
        [(64.7, 177.5), (64.5, -165.4), (66.0, 180.0)],
        [(51.5, -0.1), (-33.9, 151.2), (-12.0, -77.0), (35.7, 139.7)],
        [(90, 0), (-90, 0)],
        [(0, 0), (0, 90), (0, 180), (0, -90)],
    ],
)
@pytest.mark.parametrize("paper", [WIDE, NARROW])
def test_window_holds_all_spots_also_over_the_antimeridian(spots, paper):
    window = window_of([Spot(*spot) for spot in spots], *paper, 120)
    for spot in spots:
        x, y = window.project(*spot)
        assert -0.01 <= x <= window.width + 0.01
        assert -0.01 <= y <= window.height + 0.01
    assert window.east - window.west <= 360.001
    assert window.south >= -90.001
    assert window.north <= 90.001


def test_places_over_the_antimeridian_are_neighbours():
    window = window_of([Spot(-18.1, 178.4), Spot(-13.8, -171.8)], *WIDE, 120)
    assert window.east - window.west < 20
    assert window.project(-18, 178.4)[0] < window.project(-14, -171.8)[0]
    assert "M" in outlines.paths(window).land


def test_data_holds_land_and_water_and_no_border():
    with np.load(outlines.DATA) as data:
        assert {name.rpartition("_")[0] for name in data} - {""} == {
            f"{level}_{kind}" for level in ("near", "far") for kind in ("land", "lakes", "rivers")
        }
    # Along these lines on land run borders; the rings of the land do not come near.
    for latitude, longitude in ((22.0, 30.0), (49.0, -100.0), (37.07, 41.0)):
        assert not near_an_outline(latitude, longitude)
    assert near_an_outline(51.1, 1.3)
    assert outlines.DATA.stat().st_size < 700_000
    assert "public domain" in (outlines.DATA.parent / "SOURCE.txt").read_text()


def near_an_outline(latitude, longitude, reach=0.25):
    land = outlines.outlines()["near"]["land"]
    beside = abs(land.north - latitude) < reach, abs(land.east - longitude) < reach
    return (beside[0] & beside[1]).any()


@pytest.mark.parametrize(
    "spots",
    [
        [(36.4, 41.1)],
        [(-18.1, 178.4), (-13.8, -171.8)],
        [(58, 5), (69, 27)],
        [(36, 41), (36, 130)],
    ],
)
def test_what_lies_beside_a_window_is_left_out_and_nothing_in_it(monkeypatch, spots):
    window = window_of([Spot(*spot) for spot in spots], *WIDE, 480)
    shown = picture(window)
    monkeypatch.setattr(
        outlines.Boxes, "meet", lambda boxes, window, turn: np.ones(len(boxes.west), bool)
    )
    assert shown == picture(window)


def picture(window):
    """The outlines of a window as PNG, made anew."""
    paths = outlines.paths.__wrapped__(window)
    return resvg_py.svg_to_bytes(
        svg_string=f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE[0]} {WIDE[1]}">'
        f'<path fill="tan" stroke="black" fill-rule="evenodd" d="{paths.land}"/>'
        f'<path fill="blue" fill-rule="evenodd" d="{paths.lakes}"/>'
        f'<path fill="none" stroke="blue" d="{paths.rivers}"/></svg>'
    )


def test_page_stays_light(client, dossier):
    coast = [placed(f"Port {n}", 58 + n, 5 + 2 * n, "town") for n in range(12)]
    html = page_of(client, dossier(*coast))
    svgs = "".join(re.findall(r"<svg.*?</svg>", html, re.S))
    assert len(svgs.encode()) < 60_000
    assert len(html.encode()) < 100_000


@pytest.mark.parametrize("degrees", [1, 5, 20, 40, 90, 179])
def test_outlines_of_any_window_stay_light(degrees):
    window = window_of(
        [Spot(-degrees / 2 * 0.4 + 60 - degrees / 3, 0), Spot(60, degrees)], *WIDE, 120
    )
    found = outlines.paths(window)
    assert len(found.land) + len(found.lakes) + len(found.rivers) <= outlines.MOST_LETTERS * 1.2


def test_outlines_are_cut_to_the_window():
    window = window_of([Spot(36.4, 41.1)], *WIDE, 480)
    for path in re.findall(r"M([\d.-]+) ([\d.-]+)l([^Mz]*)", outlines.paths(window).land):
        x, y = float(path[0]), float(path[1])
        steps = [float(step) for step in re.findall(r"-?\d+(?:\.\d)?", path[2])]
        for across, down in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + across, y + down
            assert -5 <= x <= window.width + 5
            assert -5 <= y <= window.height + 5


def test_far_from_a_coast_an_inset_shows_where_it_is():
    inland = drawing.map_of([site(36.4, 41.1)])
    coast = drawing.map_of([site(35.5, 35.8)])
    assert [bool(one.inset) for one in inland.drawings] == [True, True]
    assert [bool(one.inset) for one in coast.drawings] == [False, False]
    for one in inland.drawings:
        frame, box = one.inset.frame, one.inset.window
        assert 0 < frame.x1 < frame.x2 < box.width
        assert 0 < frame.y1 < frame.y2 < box.height


def test_names_never_lie_on_each_other_and_crowds_get_numbers():
    crowd = [
        Wanted(f"A long name {n}", n, 320 + n % 3, 240 + n % 2, 4.5, False) for n in range(1, 10)
    ]
    found = labelled(crowd, [], Box(0, 0, *WIDE))
    assert any(label.is_number for label in found)
    assert not found[0].is_number
    places = {(label.x, label.y) for label in found}
    assert len(places) == len(found)


def test_label_starts_beside_its_mark_in_either_direction():
    for name, anchor, direction in (("Roj", "start", "ltr"), ("روج", "end", "rtl")):
        label = labelled([Wanted(name, 1, 100, 100, 5, False)], [], Box(0, 0, *WIDE))[0]
        assert (label.anchor, label.direction) == (anchor, direction)
        assert label.x == 109


def test_angles_in_words():
    assert latitude_words(36 * 60 + 30) == "36°30′ N"
    assert latitude_words(0) == "0°"
    assert latitude_words(-90) == "1°30′ S"
    assert longitude_words(190 * 60) == "170° W"
    assert longitude_words(180 * 60) == "180°"


def test_place_page_draws_the_place_and_what_lies_in_it(client, dossier):
    region = placed("Region D", 36.5, 40.7, "region", kind="region")
    camp = placed("Camp A", 36.4, 41.1, part_of=region)
    dossier(camp, region)
    html = client.get(region.get_absolute_url()).content.decode()
    assert list(drawn(html, "narrow")) == [camp.get_absolute_url()]
    assert '<g class="mark" role="img" aria-label="1. Region D: marks the region">' in html
    assert "The map as a table" in html
    alone = client.get(camp.get_absolute_url()).content.decode()
    assert "map-drawing" in alone
    assert "The map as a table" not in alone
    bare = make.place("Town without")
    dossier(bare)
    assert "map-drawing" not in client.get(bare.get_absolute_url()).content.decode()


def test_hidden_part_is_not_on_its_regions_map(client, dossier):
    region = placed("Region D", 36.5, 40.7, "region", kind="region")
    placed("Hidden camp", 36.4, 41.1, part_of=region)
    dossier(region)
    assert "Hidden camp" not in client.get(region.get_absolute_url()).content.decode()


def test_names_are_escaped(client, dossier):
    html = page_of(client, dossier(placed('<b>"A"</b>', 36.4, 41.1)))
    assert "<b>" not in html
    assert "&lt;b&gt;&#34;A&#34;&lt;/b&gt;</text>" in html


@pytest.fixture
def many(dossier):
    """A dossier with every kind of mark, a crowd, a very long name and one in Arabic."""
    crowd = [placed(f"Camp {n}", 36.4 + n / 200, 41.1, kind="camp") for n in range(8)]
    return dossier(
        *crowd,
        placed("Donaudampfschifffahrt" * 14, 35.9, 40.2, "town"),
        placed("مخيم روج", 36.99, 42.08, "district", name_language="ar"),
        placed("Region D", 36.2, 40.3, "region", kind="region"),
        placed("Country E", 35, 38.5, "country", kind="country"),
        make.place("Town without"),
    )


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_map_fits_the_screen_and_axe_finds_nothing(windows, many, language, subtests):
    page = windows(bypass_csp=True)
    prefix = "" if language == "en" else f"/{language}"
    page.goto(f"{SITE}{prefix}{reverse('dossier_map', args=[many.slug])}")
    for width in (320, 360, 700, 1152, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        with subtests.test(width):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            shown = page.locator(".map-drawing:visible")
            assert shown.count() == 1
            box = shown.bounding_box()
            scale = box["width"] / float(shown.get_attribute("viewBox").split()[2])
            assert scale >= 0.999, "letters would be smaller than the page's smallest"
            # Of the rest only the drawing makes a difference: the narrow one and the wide one.
            is_looked_at = width in (320, 1440) or THOROUGH
            page.emulate_media(color_scheme="light")
            assert violations(page, only=None if is_looked_at else ["target-size"]) == []
            if is_looked_at:
                page.emulate_media(color_scheme="dark")
                assert violations(page, only=["color-contrast"]) == []
    assert windows.foreign == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1440])
def test_keyboard_reaches_every_mark_and_shows_where_it_is(windows, many, width):
    page = windows(width=width)
    page.goto(SITE + reverse("dossier_map", args=[many.slug]))
    marks = page.locator(".map-drawing:visible a.mark")
    assert marks.count() == 12
    reached = set()
    for _press in range(60):
        page.keyboard.press("Tab")
        one = page.evaluate(
            "(one => [one.getAttribute('class'), one.getAttribute('aria-label'),"
            " getComputedStyle(one).outlineStyle])(document.activeElement)"
        )
        if one[0] == "mark":
            assert one[2] == "solid"
            reached.add(one[1])
    assert len(reached) == 12
    assert all(": marks the " in words for words in reached)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1440])
def test_no_two_labels_overlap_as_set(windows, many, width):
    page = windows(width=width)
    page.goto(SITE + reverse("dossier_map", args=[many.slug]))
    boxes = page.evaluate(
        "[...document.querySelectorAll('.map-drawing .mark text')]"
        ".filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())"
        ".map(box => [box.left + 1, box.top + 3, box.right - 1, box.bottom - 3])"
    )
    assert len(boxes) == 12
    meeting = [
        (one, two) for one, two in combinations([Box(*box) for box in boxes], 2) if one.meets(two)
    ]
    assert meeting == []


def sheet(html, paper):
    """One of the drawings."""
    svg = html.split(f'<svg class="map-drawing map-{paper}"')[1].split("</figure>")[0]
    return svg.split('<svg class="map-drawing')[0]


def countries(html, paper="wide"):
    """The names of countries on one drawing: name → (language, x, y)."""
    found = re.findall(
        r'<text class="country" x="([\d.]+)" y="([\d.]+)" text-anchor="middle"\s+'
        r'direction="\w+" lang="(\w+)">(.*?)</text>',
        sheet(html, paper),
    )
    return {name: (language, float(x), float(y)) for x, y, language, name in found}


def test_countries_in_view_are_named_in_the_language_of_the_page(client, dossier):
    held = dossier(placed("Place A", 50.0, 2.0), placed("Place B", 47.0, 11.0))
    assert set(countries(page_of(client, held))) >= {"France", "Germany"}
    for prefix, name in (("/ar", "ألمانيا"), ("/ckb", "ئەڵمانیا"), ("/kmr", "Almanya")):
        html = client.get(prefix + reverse("dossier_map", args=[held.slug])).content.decode()
        assert countries(html)[name][0] == prefix[1:]


def test_country_is_called_as_the_record_calls_it_in_the_language_of_the_page(client, dossier):
    country = make.place("Germany", kind="country")
    m.PlaceName.objects.create(place=country, name="Almanyaya me", language="kmr")
    held = dossier(placed("Place A", 50.0, 10.0, part_of=country), placed("Place B", 51.0, 11.0))
    html = client.get("/kmr" + reverse("dossier_map", args=[held.slug])).content.decode()
    assert "Almanyaya me" in countries(html)
    assert "Almanya" not in countries(html)
    assert "Germany" in countries(page_of(client, held))


def test_name_of_a_country_lies_on_no_label_and_no_dot(client, dossier):
    held = dossier(*(placed(f"Place {n}", 48 + n / 9, 7 + n / 5) for n in range(12)))
    names = countries(page_of(client, held))
    assert names
    for mark in drawn(page_of(client, held)).values():
        _words, x, y, *_rest = mark
        for _language, name_x, name_y in names.values():
            assert abs(x - name_x) > 10 or abs(y - (name_y - 5)) > 5


def test_map_calls_a_circle_an_approximate_area_and_no_boundary(client, dossier):
    html = page_of(client, dossier(placed("Town B", 36.5, 40.7, "town")))
    assert "A circle is an approximate area; it is not a boundary." in html
    assert "for orientation only" in html


def towns(html, paper="wide"):
    """The names of towns on one drawing: name → (x, y) of its mark."""
    found = re.findall(
        r'<circle class="town-dot" cx="([\d.]+)" cy="([\d.]+)" r="2.5"/>\s+'
        r'<text class="town"[^>]*>(.*?)</text>',
        sheet(html, paper),
    )
    return {name: (float(x), float(y)) for x, y, name in found}


def test_larger_towns_in_view_are_named(client, dossier):
    held = dossier(placed("Place A", 36.9, 40.0), placed("Place B", 35.4, 41.0))
    html = page_of(client, held)
    assert set(towns(html)) >= {"Al Hasakah", "Deir ez-Zor"}
    assert "GeoNames (CC BY 4.0)" in html
    assert len(towns(html, "narrow")) <= len(towns(html)) <= 12


def test_town_that_is_a_place_of_the_record_is_named_once(client, dossier):
    held = dossier(placed("Camp by the town", 36.5024, 40.7477), placed("Place B", 35.4, 41.0))
    assert "Al Hasakah" not in towns(page_of(client, held))


def test_name_of_a_town_lies_on_no_label_and_on_no_country(client, dossier):
    held = dossier(*(placed(f"Place {n}", 48 + n / 9, 7 + n / 5) for n in range(12)))
    html = page_of(client, held)
    found = towns(html)
    assert found
    for _words, x, y, *_rest in drawn(html).values():
        assert all(abs(x - at) > 4 or abs(y - down) > 4 for at, down in found.values())
    for _language, x, y in countries(html).values():
        assert all(abs(x - at) > 4 or abs(y - 5 - down) > 4 for at, down in found.values())
