"""The suggestions of a kept text at the desk: shown, taken, dismissed, and by whom."""

import html as entities
import re

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import kept
from tests.conftest import staff
from tests.editorial import desk
from tracker.editorial.alike.fingerprints import rebuild_fingerprints
from tracker.ledger.models import Entry
from tracker.record.models import Citation, ClaimAccused, EventPlace, Party, Source

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
QUOTE = "Nobody was ever held in Camp Blue."
TEXT = (
    f"“{QUOTE}” said Ann Smith, the mayor of Blue Town.\n\n"
    "On Thursday, Shaw Relief accused the Blue Council of torture of over 300 people there.\n\n"
    "The Blue Council says that it was in May 2023.\n"
)
HOSTILE = (
    '“<script>alert(1)</script> & {{ tag }} %(name)s \u202e words” said <img src=x> "Bo Berg".\n\n'
    "At least 12 \u2066<b>people</b>\u2069 & others were held on 17 April 2024.\n"
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source(language="en", published_on="2024-05-03")


@pytest.fixture
def council(db):
    party = make.party("Blue Council")
    rebuild_fingerprints()
    return party


def page(source, name="text"):
    return reverse(f"admin:record_source_{name}", args=[source.pk])


def shown(client, source, suggest="all", **asked):
    response = client.get(page(source), {"suggest": suggest, **asked})
    assert response.status_code == 200, response.status_code
    return response


def proposed(response):
    """What is proposed on a page: kind and words."""
    return [(one.kind.value, one.words) for one in response.context.get("proposals", ())]


def html(response):
    return response.content.decode()


def take_in_hand(client, source, record):
    assert client.post(page(source, "in_hand"), {"reference": record.reference}).status_code == 302


def links(response, label):
    """Where the links of this label lead."""
    found = re.findall(
        r'<a href="([^"]*)"\s+class="button second"[^>]*><bdi>(.*?)</bdi>', html(response)
    )
    return [
        entities.unescape(address) for address, said in found if entities.unescape(said) == label
    ]


def test_suggestions_are_marked_in_the_text_and_listed_with_why(editors_desk, source, council):
    copy = kept(source, TEXT)
    bare = html(editors_desk.get(page(source)))
    assert "proposals" not in bare and "Nothing is kept until you take it" in bare
    response = shown(editors_desk, source)
    assert proposed(response) == [
        ("quote", QUOTE),
        ("name", "Camp Blue"),
        ("name", "Ann Smith"),
        ("name", "Blue Town"),
        ("paraphrase", TEXT.split("\n\n")[1]),
        ("date", "Thursday"),
        ("name", "Shaw Relief"),
        ("known", "Blue Council"),
        ("code", "torture"),
        ("figure", "over 300 people"),
        ("paraphrase", TEXT.split("\n\n")[2].strip()),
        ("date", "May 2023"),
    ]
    words = html(response)
    assert '<mark class="proposed">Nobody was ever held in </mark>' in words
    assert 'id="proposed-1" href="#suggestion-1"' in words and 'id="suggestion-1"' in words
    assert "Words in quotation marks beside “said”, said by Ann Smith." in words
    assert "2024-05-02" in words and "reckoned, not in the text" in words
    assert "T takes it" in words
    assert not Citation.objects.filter(source=source).exists()
    # It is remembered in the session, and one kind can be asked for, or none.
    assert proposed(editors_desk.get(page(source))) == proposed(response)
    one_kind = proposed(shown(editors_desk, source, "figure", copy=copy.pk))
    assert one_kind == [("figure", "over 300 people")]
    for none in ("none", "nonsense", ""):
        assert not proposed(shown(editors_desk, source, none))


def test_quotation_is_taken_as_by_hand_with_what_was_proposed(editors_desk, source):
    claim = make.claim(**DRAFT)
    kept(source, TEXT)
    address = links(shown(editors_desk, source), "Cite these words")[0]
    # No record is in hand: what was proposed stays until one is chosen.
    step = editors_desk.get(address)
    assert "First choose the record" in html(step) and 'value="quoted"' in html(step)
    step = editors_desk.get(f"{address}&typed={claim.reference}")
    taken = editors_desk.post(
        page(source, "in_hand"), desk.fields(step) | {"reference": claim.reference}, follow=True
    )
    form = taken.context["form"]
    assert form.initial["relation"] == "quoted"
    assert form.initial["point_text"] == f"Ann Smith: “{QUOTE}”"
    told = next(value for value, label in form.fields["target"].widget.choices if "new" in value)
    sent = editors_desk.post(page(source, "cite"), desk.fields(taken) | {"target": [told]})
    assert sent.status_code == 302
    point = claim.allegations.get(number=2)
    row = point.citations.get()
    assert (row.quote, row.relation) == (QUOTE, "quoted")
    assert point.text == f"Ann Smith: “{QUOTE}”"


def test_paraphrase_is_cited_as_one_and_a_stance_is_filled_in(editors_desk, source):
    text = "Party B says that it wants to see proof.\n\nIt gave no comment on it at all.\n"
    kept(source, text)
    claim = make.claim()
    take_in_hand(editors_desk, source, make.response(claim, **DRAFT))
    response = shown(editors_desk, source)
    told = editors_desk.get(links(response, "Cite these words")[0])
    assert told.context["form"].initial["relation"] == "paraphrased"
    hint = editors_desk.get(links(response, "Cite its sentence")[0])
    chosen = hint.context["form"].initial["stances"]
    stance = hint.context["form"].fields["stances"].queryset.get(pk=chosen[0])
    assert stance.code == "no-comment"


def test_figure_is_taken_with_the_number_that_was_proposed(editors_desk, source):
    kept(source, "In May 2023, 104 guards and over 300 people were there.\n")
    take_in_hand(editors_desk, source, make.claim(**DRAFT))
    address = links(shown(editors_desk, source), "New figure")[-1]
    initial = editors_desk.get(address).context["form"].initial
    told = ("as_printed", "qualifier", "low", "high", "population")
    assert [initial[name] for name in told] == ["over 300 people", "more_than", "300", "", "people"]


def test_dates_and_new_names_begin_records_with_them(editors_desk, source):
    kept(source, TEXT)
    response = shown(editors_desk, source)
    (event, *_more) = links(response, "New event of this date")
    assert desk.fields(editors_desk.get(event))["happened_on"] == ["2024-05-02"]
    (_camp, party, *_more) = links(response, "New party of this name")
    form = desk.fields(editors_desk.get(party))
    assert (form["name"], form["name_language"]) == (["Ann Smith"], ["en"])


# --- Naming what is known -------------------------------------------------------------------------


def name(client, source, record, named, role, **more):
    sent = {
        "record": record.reference,
        "noun": named._meta.model_name,
        "key": named.pk,
        "role": role,
        **more,
    }
    return html(client.post(page(source, "name"), sent, follow=True))


def test_known_party_is_named_in_the_claim_in_hand(editors_desk, source, council):
    claim = make.claim(**DRAFT)
    kept(source, TEXT.replace("Blue Council", "Blue  council"))
    kept(source, TEXT)
    take_in_hand(editors_desk, source, claim)
    words = html(shown(editors_desk, source))
    assert "Name as claimant" in words and "Name as accused" in words
    make.ledger()
    told = name(editors_desk, source, claim, council, "accused", printed="the Council")
    assert f"Blue Council is named in {claim.reference}" in told
    row = ClaimAccused.objects.get(claim=claim, party=council)
    assert (row.named_as, row.position) == ("the Council", 1)
    entry = Entry.objects.order_by("-sequence").first()
    assert (entry.record, entry.action) == (claim.reference, Entry.Action.CHANGED)
    again = name(editors_desk, source, claim, council, "accused")
    assert "already" in again and claim.accused_links.count() == 2


def test_known_place_is_named_in_the_event_in_hand(editors_desk, source):
    place, event = make.place("Camp Blue"), make.event(**DRAFT)
    rebuild_fingerprints()
    kept(source, TEXT)
    take_in_hand(editors_desk, source, event)
    assert ("known", "Camp Blue") in proposed(shown(editors_desk, source))
    make.ledger()
    name(editors_desk, source, event, place, "named")
    assert EventPlace.objects.filter(event=event, place=place).exists()


@pytest.mark.database
def test_what_cannot_be_named_is_refused_with_a_message(editors_desk, source, council):
    claim, other = make.claim(**DRAFT), make.claim(**DRAFT)
    kept(source, TEXT)
    take_in_hand(editors_desk, source, claim)
    make.ledger()
    place = make.place()
    for record, named, role, more, told in (
        (other, council, "accused", {}, "Another record is in hand"),
        (claim, place, "accused", {}, "cannot be named so"),
        (claim, council, "named", {}, "cannot be named so"),
        (claim, council, "x" * 900, {}, "cannot be named so"),
        (claim, council, "accused", {"key": "0"}, "No such party"),
        (claim, council, "accused", {"key": "9" * 40}, "No such party"),
        (claim, council, "accused", {"noun": "source"}, "No such party"),
        (claim, council, "accused", {"printed": "a\x00b"}, "ontrol character"),
    ):
        assert told in name(editors_desk, source, record, named, role, **more), told
    assert claim.accused_links.count() == 1


# --- Dismissing -----------------------------------------------------------------------------------


def test_dismissed_suggestion_is_out_of_sight_until_it_is_shown_again(editors_desk, source):
    copy = kept(source, TEXT)
    response = shown(editors_desk, source)
    before, first = proposed(response), response.context["proposals"][0]
    sent = {"text": response.context["reading"].text.pk, "copy": copy.pk, "part": "1"}
    back = editors_desk.post(page(source, "dismiss"), {**sent, "key": f"{first.key}/1"})
    assert back["Location"].endswith("#suggestion-1")
    after = editors_desk.get(page(source))
    assert proposed(after) == before[1:] and "1 dismissed." in html(after)
    editors_desk.post(page(source, "dismiss"), {**sent, "again": "1"})
    assert proposed(editors_desk.get(page(source))) == before
    # What no page of ours sends.
    for wrong in ({"key": ""}, {"key": "x" * 9_000}, {"text": "x"}, {"key": "/" + "9" * 30}):
        assert editors_desk.post(page(source, "dismiss"), {**sent, **wrong}).status_code == 302
    assert proposed(editors_desk.get(page(source))) == before


# --- Who sees what --------------------------------------------------------------------------------


def test_who_may_only_read_is_proposed_nothing(source, council):
    kept(source, TEXT)
    user = User.objects.create_user("vera", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = Client()
    client.force_login(user)
    response = shown(client, source)
    assert not proposed(response) and "Suggestions" not in html(response)
    sent = {"noun": "party", "key": council.pk, "role": "accused", "record": "C-2024-0001"}
    assert client.post(page(source, "name"), sent).status_code == 302
    assert not council.accused_links.exists()


def test_contributor_is_told_no_name_that_it_may_not_see(editors_desk, council):
    source = make.source(published_on="2024-05-03")
    kept(source, TEXT)
    make.claim(accused=council)
    hidden = make.party("Hidden Band")
    rebuild_fingerprints()
    make.ledger()
    cora = Client()
    cora.force_login(staff("cora", "contributor"))
    for address in (page(source), page(source, "name"), page(source, "dismiss")):
        assert cora.get(address).status_code in (302, 403, 404, 405)
    assert cora.post(page(source, "name"), {"noun": "party"}).status_code in (302, 403, 404)
    added = cora.post(
        desk.add_address(Source),
        {"title": "Its own", "kind": "news", "language": "en", "supplied_as_text": "on"},
    )
    own = Source.objects.filter(title="Its own").first()
    assert own is not None, html(added)
    kept(own, f"{TEXT}\n\nThe Hidden Band is gone.")
    response = shown(cora, own)
    found = proposed(response)
    assert ("quote", QUOTE) in found
    # What readers see may be named by everybody; a draft and a name that waits by nobody else.
    assert ("known", "Blue Council") in found and ("name", "Hidden Band") in found
    assert "Perhaps another spelling of" not in html(response)
    assert ("known", "Hidden Band") in proposed(shown(editors_desk, own))
    assert desk.address(council) not in html(response)
    claim = make.claim(**DRAFT)
    for record, key in ((claim, hidden.pk), (claim, council.pk)):
        sent = {"noun": "party", "key": key, "role": "accused", "record": record.reference}
        assert cora.post(page(own, "name"), sent).status_code == 302
    assert claim.accused_links.count() == 1


def test_text_of_a_confidential_source_goes_no_further(editors_desk, source, reader):
    kept(source, TEXT)
    Source.objects.filter(pk=source.pk).update(confidential=True)
    assert "readers see no quote" in html(shown(editors_desk, source))
    for name_ in ("text", "name", "dismiss"):
        assert reader.get(page(source, name_)).status_code in (302, 404)


# --- Hostile and long texts -----------------------------------------------------------------------


def test_hostile_text_is_inert_and_stands_character_for_character(editors_desk, source):
    kept(source, HOSTILE)
    words = html(shown(editors_desk, source))
    assert "<script>alert" not in words and "<img src=x" not in words and "<b>people" not in words
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", words)
    paragraphs = re.findall(r'<p dir="auto"\s+data-start="(\d+)".*?>(.*?)</p>', words, re.DOTALL)
    shown_text = HOSTILE.translate(dict.fromkeys(map(ord, "\u202e\u2066\u2069"), "◇"))
    for start, block in paragraphs:
        bare = re.sub(r'<a class="cited-in.*?</a>', "", block)
        plain = entities.unescape(re.sub(r"</?mark[^>]*>", "", bare))
        assert shown_text[int(start) :].startswith(plain)


@pytest.mark.parametrize(
    "text",
    ["“a b c,” said X Y. " * 55_000, '«“"‘' * 250_000, "They met 12 men in May 2023.\n\n" * 35_000],
    ids=["quotes", "marks", "figures"],
)
def test_page_of_a_megabyte_stays_under_300_kb(editors_desk, source, text):
    kept(source, text)
    take_in_hand(editors_desk, source, make.claim(**DRAFT))
    assert len(shown(editors_desk, source, part="3").content) < 300_000


def test_ten_more_names_cost_no_more_statements(editors_desk, source, council):
    towns = ("Aas", "Bern", "Cork", "Dover", "Essen", "Fez", "Genk", "Hull", "Ivry")
    names = [f"Blue Council of {town}" for town in towns]
    kept(
        source,
        f"{TEXT}\n\n{'; '.join(names)} met. They met Bo Berg, Cy Clay, Di Dorn and Al Ames.\n",
    )
    take_in_hand(editors_desk, source, make.claim(**DRAFT))

    def statements():
        with CaptureQueriesContext(connection) as asked:
            found = proposed(shown(editors_desk, source))
        return len(asked), sum(kind == "known" for kind, _words in found)

    make.party("Bo Bergh")
    rebuild_fingerprints()
    make.ledger()
    statements()
    few, one = statements()
    for known in (*names, "Cy Klay", "Di Dornn"):
        make.party(known)
    rebuild_fingerprints()
    make.ledger()
    more, ten = statements()
    assert (more, ten) == (few, one + len(names))
    assert "Bo Bergh" in html(editors_desk.get(page(source)))
    assert Party.objects.count() > len(names)
