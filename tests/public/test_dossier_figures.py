"""Figures side by side: what is drawn is what the table says, and nothing is ever added up."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests import factories as make
from tracker.public.drawing.charts import axes
from tracker.record import models as m

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
EXACT = {"as_printed": "43,491", "qualifier": "exact", "low": 43491, "high": 43491}
OPEN = {"as_printed": "more than 43,000", "low": 43000}
RANGE = {"as_printed": "40,000 to 45,000", "qualifier": "range", "low": 40000, "high": 45000}
AT_MOST = {"as_printed": "at most 50,000", "qualifier": "at_most", "low": None, "high": 50000}


@pytest.fixture
def dispute():
    claim = make.claim()
    answer = make.answer(make.response(claim), claim.allegations.get())
    event = make.event()
    own = make.figure(claim.allegations.get(), reporter=make.party("Party A"), **EXACT)
    make.figure(answer, reporter=make.party("Party B"), repeats=own, **OPEN)
    make.figure(event, reporter=make.party("Party C"), **RANGE)
    make.figure(event, reporter=make.party("Party D"), **AT_MOST)
    make.figure(event, population="families", as_printed="12,203", low=12203, high=12203)
    return make.dossier(claim, events=[event])


def page(client, dossier, prefix=""):
    answer = client.get(f"{prefix}{dossier.get_absolute_url()}figures/")
    assert answer.status_code == 200
    return answer.content.decode()


def percent(element, name):
    return float(element.get(name).rstrip("%"))


def drawn(html):
    """For each figure, as printed: where its dot is and from where to where its bar runs."""
    text = re.search(r'<svg class="drawing".*?</svg>\s*</figure>', html, re.S)[0]
    text = text.removesuffix("</figure>").replace("<svg ", f"<svg xmlns='{SVG[1:-1]}' ", 1)
    found = {}
    for group in ET.fromstring(text).iter(f"{SVG}g"):
        if group.get("data-figure"):
            dots = [percent(dot, "cx") for dot in group.iter(f"{SVG}circle")]
            bars = [
                (percent(bar, "x"), round(percent(bar, "x") + percent(bar, "width"), 2))
                for bar in group.iter(f"{SVG}rect")
            ]
            found[group.get("data-figure")] = (dots, bars)
    return found


def test_every_figure_of_the_table_is_drawn_where_its_value_is(client, dispute):
    html = page(client, dispute)
    printed = re.findall(r'<td class="printed"><bdi>(.*?)</bdi>', html)
    marks = drawn(html)
    assert set(marks) == set(printed) - {"12,203"}
    axis = axes.of_numbers([50000 * axes.Decimal("1.15")])
    at = {value: pytest.approx(axis.at(value), abs=0.02) for value in (0, 40000, 43000, 45000)}
    assert marks["43,491"] == ([pytest.approx(axis.at(43491), abs=0.02)], [])
    assert marks["40,000 to 45,000"] == ([], [(at[40000], at[45000])])
    dots, bars = marks["more than 43,000"]
    assert (dots, bars[0][0]) == ([at[43000]], at[43000])
    assert bars[0][1] > axis.at(50000)
    dots, bars = marks["at most 50,000"]
    assert dots == [pytest.approx(axis.at(50000), abs=0.02)]
    assert bars[0][0] == at[0]


def test_figure_that_repeats_anothers_is_hollow_and_says_whose(client, dispute):
    html = page(client, dispute)
    assert html.count("dot hollow") == 1
    assert "repeats <bdi>Party A</bdi> (<bdi>43,491</bdi>)" in html


def test_single_values_are_a_table_without_a_drawing(client, dispute):
    html = page(client, dispute)
    assert html.count('<svg class="drawing"') == 1
    assert "families" in html[html.index("Given once") :]


def test_equal_values_are_a_table_without_a_drawing(client):
    event = make.event()
    for name in ("Party A", "Party B"):
        make.figure(event, reporter=make.party(name), **EXACT)
    html = page(client, make.dossier(events=[event]))
    assert '<svg class="drawing"' not in html
    agreeing = html[html.index("The same value from each") :]
    assert agreeing.count("43,491") == 2
    assert "Given once" not in html


def test_words_of_a_figure_stand_at_its_dot_or_bar(client, dispute):
    svg = re.search(r'<svg class="drawing".*?</svg>\s*</figure>', page(client, dispute), re.S)[0]
    for group in re.findall(r'<g class="range".*?</g>', svg, re.S):
        words = re.search(r'<foreignObject x="([\d.]+)%" y="\d+" width="([\d.]+)%"', group)
        start, width = map(float, words.groups())
        marks = re.findall(r'(?:cx|rect class="reach[^"]*" x)="([\d.]+)%"', group)
        at = {float(one) for one in marks}
        assert (start, width) == (0, 100) or start in at or round(start + width, 2) in at


def test_each_figure_leads_to_where_it_stands(client, dispute):
    html = page(client, dispute)
    claim, answer = m.Claim.objects.get(), m.Answer.objects.get()
    assert f'href="{claim.get_absolute_url()}#allegation-1"' in html
    assert f'href="{answer.get_absolute_url()}"' in html
    assert f'href="{m.Event.objects.get().get_absolute_url()}"' in html


def test_values_are_never_added_up(client, dispute):
    whole = str(43491 + 43000 + 12203)
    assert whole not in page(client, dispute).replace(",", "")


def test_shares_and_counts_of_one_name_are_not_drawn_on_one_axis(client):
    event = make.event()
    for value in (40, 60):
        make.figure(event, as_printed=f"{value}", low=value, high=value, qualifier="exact")
        make.figure(
            event, as_printed=f"{value}%", low=value, high=value, qualifier="exact", unit="percent"
        )
    html = page(client, make.dossier(events=[event]))
    assert html.count('<svg class="drawing"') == 2
    assert "60 %" in html


def test_drafts_give_no_figure(client, dispute):
    draft = {"status": "draft", "published_at": None}
    claim = m.Claim.objects.get()
    hidden = make.answer(make.response(claim, **draft), claim.allegations.get())
    make.figure(hidden, as_printed="a drafted number", reporter=make.party("Party X"))
    html = page(client, dispute)
    assert "drafted" not in html
    assert "Party X" not in html


def test_axis_runs_from_right_to_left_in_arabic(client, dispute):
    ltr, rtl = drawn(page(client, dispute)), drawn(page(client, dispute, "/ar"))
    assert rtl["43,491"][0][0] == pytest.approx(100 - ltr["43,491"][0][0], abs=0.02)


def test_dossier_without_figures_says_so(client):
    assert "No figure is recorded in this dossier." in page(client, make.dossier(make.claim()))


@pytest.mark.parametrize("value", ["0", "0.01", "999999999999.99"])
def test_no_value_that_can_be_kept_breaks_the_drawing(client, value):
    event = make.event()
    make.figure(event, as_printed=value, low=value, high=value, qualifier="exact")
    make.figure(event, as_printed=f"over {value}", low=value)
    page(client, make.dossier(events=[event]))
