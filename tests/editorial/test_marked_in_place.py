"""What the gate asks is told below the field whose words raised it, as last saved."""

import re

import pytest

from tests import factories as make
from tests.editorial import desk
from tracker.editorial.wording import wording_findings

pytestmark = pytest.mark.django_db


def described(html, field):
    """The text that describes a field, by the ids that it names."""
    ids = re.search(rf'<(?:textarea|input)[^>]*id="{field}"[^>]*>', html).group()
    found = re.search(r'aria-describedby="([^"]+)"', ids).group(1).split()
    assert all(html.count(f'id="{one}"') == 1 for one in found)
    return found


def below(html, field):
    found = re.search(rf'<div class="in-place" id="{field}_asked">(.*?)</div>', html, re.DOTALL)
    return found.group(1) if found else ""


@pytest.fixture
def claim(db):
    row = make.claim(
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        looked_on="2024-06-01",
        lead="Party A says so. Guards beat detainees.",
    )
    point = row.allegations.get()
    point.text = "Party A says that a boy was held."
    point.save()
    make.cite(point, quote="A girl was held.")
    make.ledger()
    return row


def test_words_are_told_below_their_field_and_describe_it(claim, editors_desk):
    html = editors_desk.get(desk.address(claim)).content.decode()
    assert described(html, "id_lead") == ["id_lead_helptext", "id_lead_asked"]
    assert "Guards <mark>beat</mark> detainees." in below(html, "id_lead")
    assert "it tells of harm; say who says so" in below(html, "id_lead")
    assert "Party A says so." not in below(html, "id_lead")
    assert below(html, "id_title") == ""
    assert 'href="#id_lead"' in html


def test_words_of_a_point_and_its_quotes_are_told_in_its_row(claim, editors_desk):
    point = claim.allegations.get()
    html = editors_desk.get(desk.address(point), headers={"X-In-Place": "1"}).content.decode()
    assert described(html, "id_allegations-0-text")[-1] == "id_allegations-0-text_asked"
    assert "a <mark>boy</mark> was" in below(html, "id_allegations-0-text")
    quotes = re.findall(r'id="(id_allegations-0-citations-\d-quote)_asked"', html)
    assert len(quotes) == 1 and "<mark>girl</mark>" in below(html, quotes[0])


def test_what_was_typed_since_is_not_told(claim, editors_desk):
    data = desk.open_form(editors_desk, claim)
    data |= {"lead": ["The killers came."], "made_on": ["no day"]}
    html = desk.save(editors_desk, claim, data).content.decode()
    assert "The killers came.</textarea>" in html
    assert "<mark>beat</mark>" in below(html, "id_lead") and "killers" not in below(html, "id_lead")


@pytest.mark.parametrize("noun", ["party", "place"])
def test_description_of_what_has_no_status_is_told_too(noun, editors_desk):
    row = getattr(make, noun)("One", description="The killers of One.")
    html = editors_desk.get(desk.address(row)).content.decode()
    assert "The <mark>killers</mark> of One." in below(html, "id_description")
    assert "Before it is published" in html


def test_form_of_a_new_record_tells_nothing(editors_desk, claim):
    html = editors_desk.get(desk.add_address(type(claim))).content.decode()
    assert "in-place" not in html


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Party A did\u00a0not  respond to it.", "did\u00a0not  respond"),
        ("The alleged killer. The KILLERS came.", "KILLERS"),
        ("It says “killers” of killers.", "killers"),
        ("كذّبت الإدارة.", "كذّبت"),
        ("A said no, which killed people, yes.", "A said no, which killed people"),
        ("Party B denies it, but people were hurt.", "denies it, but people were hurt"),
    ],
)
def test_words_are_marked_as_they_were_typed(text, marked):
    found = [one.marked for one in wording_findings("The lead", text)]
    assert marked in [one.words for one in found]
    assert all(f"{one.before}{one.words}{one.after}" in text for one in found)
