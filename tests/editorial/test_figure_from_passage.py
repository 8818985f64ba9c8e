"""A passage of a kept text becomes a figure: its number is read, looked at, and saved with it."""

from decimal import Decimal

import pytest

from tests import factories as make
from tests.capture.quoting import PASSAGE, kept, standing
from tests.editorial import desk
from tests.editorial.test_reading_a_copy import html, page, selected, take_in_hand
from tracker.capture.quotes.states import State
from tracker.editorial.reading.figures import number_in
from tracker.ledger.models import Entry
from tracker.record.models import Figure

DRAFT = {"status": "draft", "published_at": None}


@pytest.mark.parametrize(
    ("passage", "printed", "qualifier", "low", "high"),
    [
        ("They hold 43,491 people.", "43,491", "exact", 43491, 43491),
        ("It says more than 56,000 are held.", "more than 56,000", "more_than", 56000, None),
        ("Over 1,000 fighters left.", "Over 1,000", "more_than", 1000, None),
        ("At least 27 sites were seen.", "At least 27", "at_least", 27, None),
        ("There are an estimated 11,500 men.", "an estimated 11,500", "estimated", 11500, 11500),
        ("nearly 43,000 foreign nationals", "nearly 43,000", "nearly", None, 43000),
        ("up to 12 a week", "up to 12", "at_most", None, 12),
        ("about 74 countries", "about 74", "about", 74, 74),
        ("between 80 and 100 people", "between 80 and 100", "range", 80, 100),
        ("80–100 people", "80–100", "range", 80, 100),
        ("10 men and 20 women", "10", "exact", 10, 10),
        ("أكثر من ٥٦٬٠٠٠ شخص", "أكثر من ٥٦٬٠٠٠", "more_than", 56000, None),
        ("حوالي 74 دولة أخرى", "حوالي 74", "about", 74, 74),
        ("بين 80 و100 شخص", "بين 80 و100", "range", 80, 100),
        ("ما لا يقل عن 27 موقعا", "ما لا يقل عن 27", "at_least", 27, None),
        ("زیاتر لە ۱٢٠ کەس", "زیاتر لە ۱٢٠", "more_than", 120, None),
        ("herî kêm 30 kes", "herî kêm 30", "at_least", 30, None),
        ("1 234 567 euros", "1 234 567", "exact", 1234567, 1234567),
        ("3.5 of each", "3.5", "exact", Decimal("3.5"), Decimal("3.5")),
        ("1.500 Menschen", "1.500", "exact", None, None),
        ("moreover 12 came", "12", "exact", 12, 12),
        ("The B52 and 7 others", "7", "exact", 7, 7),
    ],
)
def test_number_is_read_as_it_is_printed(passage, printed, qualifier, low, high):
    read = number_in(passage)
    assert (read.as_printed, read.qualifier, read.low, read.high) == (printed, qualifier, low, high)
    assert read.unit == "number" and read.as_printed in passage


@pytest.mark.parametrize(
    "passage", ["65% of them", "65 per cent of them", "٦٥٪ منهم", "65 في المئة"]
)
def test_share_is_in_per_cent(passage):
    read = number_in(passage)
    assert (read.unit, read.low, read.high) == ("percent", 65, 65)


@pytest.mark.parametrize("passage", ["", "Nobody counted them.", "B52", "²", "two camps"])
def test_passage_without_a_number_in_digits_gives_none(passage):
    assert number_in(passage) is None


@pytest.fixture
def world(db, settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"
    source, claim = make.source(), make.claim(claimant=make.party("Party A"), **DRAFT)
    kept(source)
    make.ledger()
    return source, claim


def step(client, source, claim, **more):
    """The step between, as the bar asks for it."""
    take_in_hand(client, source, claim)
    sent = {"record": claim.reference, "look": "figure", **selected(source), **more}
    return client.post(page(source, "cite"), sent)


@pytest.mark.django_db
def test_passage_becomes_a_figure_once_it_was_looked_at(editors_desk, world):
    source, claim = world
    point = claim.allegations.get()
    response = step(editors_desk, source, claim)
    fields = desk.fields(response)
    assert not Figure.objects.exists()
    assert "56,000" in fields["as_printed"][0] and "figure" in fields["as"]
    assert fields["reporter"] == [str(claim.claimants.get().pk)]
    # Points and nothing else, no figure of a figure.
    labels = [label for _value, label in response.context["form"]["target"].field.widget.choices]
    assert [one[:7] for one in labels[1:]] == ["Point 1"]
    target = response.context["form"]["target"].field.widget.choices[1][0]
    wrong = editors_desk.post(
        page(source, "cite"),
        {**fields, "target": target, "population": "", "as_printed": "more than 99"},
    )
    assert "These words are not in the passage." in html(wrong)
    assert desk.fields(wrong)["as_printed"] == ["more than 99"]
    given = {**fields, "target": target, "population": "people held in Camp Blue"}
    sent = editors_desk.post(page(source, "cite"), given)
    assert sent.status_code == 302
    figure = point.figures.get()
    assert (figure.low, figure.unit, figure.reporter) == (56000, "number", claim.claimants.get())
    row = figure.citations.get()
    assert row.quote == PASSAGE and standing(row).state == State.WORD_FOR_WORD
    assert Entry.objects.filter(record=claim.reference).count() == 2
    # It goes as one, while nobody changed it.
    editors_desk.post(page(source, "take_back"), {"citation": row.pk})
    assert not Figure.objects.exists() and point.citations.count() == 1


@pytest.mark.django_db
def test_refused_figure_says_so_at_its_field(editors_desk, world):
    source, claim = world
    response = step(editors_desk, source, claim)
    target = response.context["form"]["target"].field.widget.choices[1][0]
    given = {**desk.fields(response), "target": target, "population": "people held"}
    for changed, told in (
        ({"low": "9", "high": "1"}, "The low value cannot be above the high value."),
        ({"low": "", "high": ""}, "Give the low value, the high value or both."),
        ({"low": "x"}, "Enter a number."),
        ({"qualifier": "exact", "low": "1", "high": "2"}, "An exact figure has the same"),
        ({"reporter": "99999"}, "Select a valid choice."),
        ({"population": "a\x00b"}, "stands a control character"),
        ({"target": "claim-1.x"}, "is not there any more"),
    ):
        refused = html(editors_desk.post(page(source, "cite"), {**given, **changed}))
        assert told in refused, changed
    assert not Figure.objects.exists()
