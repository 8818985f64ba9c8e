"""Quotes in the copies of their sources, as the desk and the gate have it."""

import io
import json

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, TEXT, cited, kept, standing
from tests.editorial import desk
from tracker.capture import checking
from tracker.capture.checking import check_source
from tracker.capture.extracting import take_text
from tracker.capture.keeping import keep_file
from tracker.capture.models import CopyText, QuoteCheck, QuotesDue
from tracker.capture.text.extracted import Extracted
from tracker.editorial.approving import ApprovalRefused, Proposal, publish_changes
from tracker.editorial.changes import change
from tracker.editorial.importing import import_file
from tracker.editorial.wording import Doubt, findings
from tracker.editorial.workflow import MoveDoubted, MoveRefused, make_move
from tracker.ledger.models import Entry
from tracker.record.models import Citation, Claim, Source

pytestmark = pytest.mark.django_db
PAGE = b"""<!doctype html><html lang="en"><head><title>A report of that spring</title>
<meta property="article:published_time" content="2024-04-16T09:00:00Z">
<meta name="author" content="Robin Shaw"></head><body><main><p>%s</p></main></body></html>"""

FILE = {
    "format": "tracker-record/1",
    "parties": [
        {"slug": "party-a", "name": "Party A", "kind": "organisation"},
        {"slug": "party-b", "name": "Party B", "kind": "authority"},
    ],
    "sources": [
        {
            "reference": "S-2024-0001",
            "title": "Report",
            "kind": "report",
            "publisher": "party-a",
            "url": "https://example.org/report",
        }
    ],
    "claims": [
        {
            "reference": "C-2024-0001",
            "title": "Party A alleges a thing",
            "made_on": "2024-04-17",
            "claimants": [{"party": "party-a"}],
            "accused": [{"party": "party-b"}],
            "allegations": [
                {
                    "number": 1,
                    "text": "Party A says that Party B did a thing.",
                    "violations": ["torture"],
                    "citations": [{"source": "S-2024-0001", "quote": PASSAGE}],
                }
            ],
            "looks": [{"party": "party-b", "looked_on": "2024-05-01", "where": "a site"}],
            "status": "published",
        }
    ],
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source()


@pytest.fixture
def draft(db):
    """A claim to be published, whose one quote is from another source, of which nothing is kept."""
    row = make.claim(
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        status="draft",
        published_at=None,
    )
    make.ledger()
    return row


def copies(source):
    return reverse("admin:record_source_copies", args=[source.pk])


def text_of(response):
    return response.content.decode()


def send(client, source, what, **fields):
    sent = {"what": what, **{f"{what}-{name}": value for name, value in fields.items()}}
    return client.post(copies(source), sent)


def quoting(claim, source, quote):
    """A quote from a source, of a claim as a whole."""
    return make.cite(claim, source, quote=quote)


def doubts(record):
    return [one for one in findings(record) if isinstance(one, Doubt)]


# --- At the form ---


def test_form_says_beside_each_quote_whether_it_is_in_a_kept_copy(editors_desk, source, draft):
    kept(source)
    for quote in (PASSAGE, ALTERED["number"]):
        quoting(draft, source, quote)
    check_source(source)
    html = text_of(editors_desk.get(desk.address(draft)))
    assert "Found word for word in the copy of 3 May 2024." in html
    assert "Not found in the copy of 3 May 2024. The closest passage has another number." in html
    point = text_of(editors_desk.get(desk.address(draft.allegations.get())))
    assert "Not checked: no copy of the source is kept." in point


def test_saved_quote_is_looked_for_and_a_changed_one_anew(editors_desk, source, draft):
    kept(source)
    citation = quoting(draft, source, "words that are nowhere")
    data = desk.open_form(editors_desk, draft)
    row = desk.row_of(data, citation)
    data[f"{row}-quote"] = [PASSAGE]
    assert desk.save(editors_desk, draft, data).status_code == 302
    assert standing(citation).state == "word_for_word"
    data = desk.open_form(editors_desk, draft)
    data[f"{row}-quote"] = [ALTERED["name"]]
    desk.save(editors_desk, draft, data)
    assert standing(citation).is_doubtful
    assert "perhaps" not in text_of(editors_desk.get(desk.address(draft))).lower()


def test_form_asks_no_more_of_the_database_for_ten_more_quotes(
    editors_desk, source, draft, django_assert_max_num_queries
):
    kept(source)

    def asked(quotes):
        check_source(source)
        with django_assert_max_num_queries(1000) as found:
            html = text_of(editors_desk.get(desk.address(draft)))
        assert html.count("Found word for word") == quotes
        return sum("capture_" in one["sql"] for one in found)

    quoting(draft, source, PASSAGE)
    first = asked(1)
    for _number in range(10):
        quoting(draft, source, PASSAGE)
    assert asked(11) == first


@pytest.mark.database
def test_two_editors_save_the_same_quote_and_it_is_looked_for_once(
    editors_desk, publishers_desk, source, draft
):
    kept(source)
    citation = quoting(draft, source, "words that are nowhere")
    row = None
    forms = [desk.open_form(client, draft) for client in (editors_desk, publishers_desk)]
    for client, data in zip((editors_desk, publishers_desk), forms, strict=True):
        row = desk.row_of(data, citation)
        data[f"{row}-quote"] = [PASSAGE]
        desk.save(client, draft, data)
    check = QuoteCheck.objects.get(state="word_for_word")
    assert check.citation == citation
    # Of two that find out the same at once, one writes it down.
    again = QuoteCheck(citation=citation, quote_hash=check.quote_hash, text=check.text, finder="1")
    again.note(check.finding)
    QuoteCheck.objects.bulk_create([again], ignore_conflicts=True)
    assert QuoteCheck.objects.filter(state="word_for_word").count() == 1


def test_long_text_is_left_to_the_worker_and_the_form_is_saved(
    editors_desk, source, draft, monkeypatch
):
    kept(source)
    monkeypatch.setattr("tracker.editorial.quoted.MOST_AT_ONCE", 10)
    QuotesDue.objects.all().delete()
    citation = quoting(draft, source, "words that are nowhere")
    data = desk.open_form(editors_desk, draft)
    data[f"{desk.row_of(data, citation)}-quote"] = [PASSAGE]
    assert desk.save(editors_desk, draft, data).status_code == 302
    assert not QuoteCheck.objects.exists()
    assert "Not checked yet" in text_of(editors_desk.get(desk.address(draft)))
    assert list(checking.check_due()) == [source.pk]
    assert standing(citation).state == "word_for_word"


# --- On the page of copies ---


def test_page_of_copies_shows_each_quote_with_the_words_around_it(editors_desk, source):
    found, altered = cited(source), cited(source, ALTERED["number"])
    absent = cited(source, "Nobody ever wrote such words as these in that report.")
    assert send(editors_desk, source, "text", text=TEXT).status_code == 302
    html = text_of(editors_desk.get(copies(source)))
    for words in (
        "Found word for word in the copy of",
        f"<mark>{PASSAGE.rstrip('.')}</mark>. It asked for a reply.",
        "The closest passage has another number.",
        "A number: the quote has <bdi>66,000</bdi>, the copy has <bdi>56,000</bdi>",
        "No passage of the text has these words in this order.",
        "characters.",
        *(desk.address(one.allegation.claim) for one in (found, altered, absent)),
    ):
        assert words in html, words


def test_page_of_copies_is_bounded_and_asks_no_more_for_more_quotes(
    editors_desk, source, django_assert_max_num_queries, monkeypatch
):
    long = "A long report. " * 400 + PASSAGE + " And so on." * 400
    kept(source, long)

    def asked():
        check_source(source)
        with django_assert_max_num_queries(100) as found:
            html = text_of(editors_desk.get(copies(source)))
        assert len(html) < 40_000 and html.count("A long report.") < 100
        return len(found)

    cited(source)
    first = asked()
    for _number in range(3):
        cited(source)
    assert asked() == first
    monkeypatch.setattr("tracker.editorial.quotes_shown.MOST", 1)
    assert "And 3 more." in text_of(editors_desk.get(copies(source)))


def test_page_shows_quotes_of_records_that_the_account_may_see_alone(source):
    kept(source)
    citation = cited(source, ALTERED["name"])
    check_source(source)
    user = User.objects.create_user("olga", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = Client()
    client.force_login(user)
    html = text_of(client.get(copies(source)))
    assert "3 May 2024" in html
    assert citation.quote not in html


def test_state_of_a_copys_text_is_told(editors_desk, source):
    keep_file(source, io.BytesIO(b"%PDF-1.7"), "a.pdf", None, "")
    kept(source, is_part=True)
    html = text_of(editors_desk.get(copies(source)))
    assert "Still to be read, by the program that reads copies." in html
    assert "Only a part of the source." in html


def test_part_is_ticked_where_it_is_given(editors_desk, source):
    citation = cited(source)
    send(editors_desk, source, "text", text="A report of that spring.", is_part="on")
    assert "part of the source" in standing(citation).sentence
    send(editors_desk, source, "text", text="A report of that spring, in whole.")
    assert standing(citation).is_doubtful


def test_kept_page_suggests_details_beside_the_sources_form(editors_desk, source):
    assert "says of itself" not in text_of(editors_desk.get(desk.address(source)))
    file = io.BytesIO(PAGE % PASSAGE.encode())
    file.name = "page.html"
    assert send(editors_desk, source, "file", file=file).status_code == 302
    html = text_of(editors_desk.get(desk.address(source)))
    for words in ("A report of that spring", "2024-04-16", "Robin Shaw", "Suggestions"):
        assert words in html, words
    source.refresh_from_db()
    assert source.authors == "" and source.published_on == "2024-04-17"
    source.authors = "Robin Shaw"
    source.save()
    form = text_of(editors_desk.get(desk.address(source)))
    assert "<bdi>Robin Shaw</bdi>" not in form and "<bdi>2024-04-16</bdi>" in form


def test_page_of_a_pdf_is_named_and_the_form_leads_to_the_passage(
    editors_desk, source, draft, monkeypatch
):
    copy = keep_file(source, io.BytesIO(b"%PDF-1.7"), "a.pdf", None, "")
    read = Extracted(TEXT, "pdf", "1", pages=(0, 20, len(TEXT) - 10))
    monkeypatch.setattr("tracker.capture.extracting.text_of", lambda *given: read)
    assert take_text(copy).pages == [0, 20, len(TEXT) - 10]
    citation = quoting(draft, source, PASSAGE)
    check_source(source)
    place = f"quote-{citation.pk}"
    assert f"{copies(source)}#{place}" in text_of(editors_desk.get(desk.address(draft)))
    html = text_of(editors_desk.get(copies(source)))
    assert f'id="{place}"' in html and "on page 2 of the file" in html


def test_draft_is_deleted_with_its_checks(publishers_desk, source, draft):
    kept(source)
    quoting(draft, source, PASSAGE)
    check_source(source)
    address = reverse("admin:record_claim_delete", args=[draft.pk])
    assert publishers_desk.post(address, {"post": "yes"}).status_code == 302
    assert not Claim.objects.exists() and not QuoteCheck.objects.exists()


# --- At the gate ---


def test_gate_doubts_what_is_not_in_a_kept_copy_and_nothing_else(source, draft, subtests):
    kept(source)
    citation = quoting(draft, source, PASSAGE)
    expected = {"letter": 0, "word": 1, "number": 1, "negation": 1, "name": 1}
    assert expected.keys() == ALTERED.keys()
    for what, quote in {"same": PASSAGE, **ALTERED}.items():
        with subtests.test(what):
            Citation.objects.filter(pk=citation.pk).update(quote=quote)
            check_source(source)
            found = doubts(draft)
            assert len(found) == expected.get(what, 0)
            assert all("Not found in the copy of 3 May 2024" in one for one in found)
            assert all(quote not in one for one in found)


def test_quotes_of_answers_figures_and_events_are_doubted_as_well(source):
    kept(source)
    claim = make.claim()
    response = make.response(claim)
    answer = make.answer(response, claim.allegations.get())
    event = make.event()
    for holder, record in (
        (answer or response.answers.get(), response),
        (make.figure(claim.allegations.get()), claim),
        (make.figure(event), event),
        (response, response),
    ):
        citation = make.cite(holder, source, quote=ALTERED["number"])
        check_source(source)
        assert len(doubts(record)) == 1, holder
        citation.delete()


def test_doubted_quote_is_published_with_a_reason_that_stands_in_the_history(
    editor, publisher, reader, source, draft
):
    kept(source)
    quoting(draft, source, ALTERED["number"])
    # Nobody looked for it yet: the gate does.
    assert not QuoteCheck.objects.exists()
    make_move(draft, "submit", editor)
    with pytest.raises(MoveDoubted, match="another number"):
        make_move(draft, "publish", publisher)
    draft.refresh_from_db()
    assert draft.status == "in_review"
    make_move(draft, "publish", publisher, "The printed edition has this number.")
    history = text_of(reader.get(f"{draft.get_absolute_url()}history/"))
    assert "The printed edition has this number." in history
    assert "The closest passage has another number." in history
    # The source may become confidential, which takes nothing out of a reason.
    reason = history.partition("Published in spite of")[2].partition("Because")[0]
    assert source.title not in reason and "2024" not in reason


def test_copy_that_comes_after_review_is_seen_at_the_gate(editor, publisher, source, draft):
    quoting(draft, source, ALTERED["name"])
    make_move(draft, "submit", editor)
    kept(source)
    with pytest.raises(MoveDoubted, match="may be a name"):
        make_move(draft, "publish", publisher)


def test_changed_quote_of_what_is_published_is_doubted(editor, publisher, source):
    kept(source)
    claim = make.claim(
        claimant=make.party("Party A"), accused=make.party("Party B"), looked_on="2024-06-01"
    )
    citation = quoting(claim, source, PASSAGE)
    make.ledger()
    with change(editor, Entry.Action.CHANGED) as door:
        citation.quote = ALTERED["number"]
        citation.save()
        door.touch(claim)
    assert standing(citation).is_doubtful
    with pytest.raises(ApprovalRefused, match="another number"):
        publish_changes(claim, Proposal(claim).version, publisher)
    publish_changes(claim, Proposal(claim).version, publisher, "", "So it is in print.")


def test_what_is_not_checked_is_advice_alone(editor, publisher, source, draft):
    quoting(draft, source, ALTERED["number"])
    keep_file(source, io.BytesIO(b"%PDF-1.7"), "a.pdf", None, "")
    make_move(draft, "submit", editor)
    assert make_move(draft, "publish", publisher).is_published


def test_nothing_of_a_confidential_source_gets_into_what_readers_see(
    editors_desk, editor, publisher, reader, draft
):
    secret = make.source(title="A secret letter", confidential=True)
    kept(secret)
    citation = quoting(draft, secret, ALTERED["number"])
    check_source(secret)
    assert standing(citation).is_doubtful
    assert "another number" in text_of(editors_desk.get(desk.address(draft)))
    assert not doubts(draft)
    make_move(draft, "submit", editor)
    make_move(draft, "publish", publisher)
    address = draft.get_absolute_url()
    for page in (address, f"{address}history/", "/changes/"):
        html = text_of(reader.get(page))
        assert "56,000" not in html and "66,000" not in html and "secret letter" not in html


def test_stop_is_told_before_a_doubt(editor, source, draft):
    kept(source)
    quoting(draft, source, ALTERED["number"])
    draft.accused_links.all().delete()
    with pytest.raises(MoveRefused) as refused:
        make_move(draft, "submit", editor)
    assert not isinstance(refused.value, MoveDoubted)
    assert CopyText.objects.count() == 1


# --- From a file ---


def test_file_is_loaded_and_says_how_many_of_its_quotes_are_not_in_a_kept_copy(tmp_path):
    said = []
    file = tmp_path / "record.json"
    file.write_text(json.dumps(FILE), encoding="utf-8")
    import_file(file, None, said.append)
    claim, source = Claim.objects.get(), Source.objects.get()
    assert claim.is_published and "verify_quotes" not in " ".join(said)
    kept(source)
    later = json.loads(json.dumps(FILE).replace("C-2024-0001", "C-2024-0002"))
    later["claims"][0]["allegations"][0]["citations"].append(
        {"source": "S-2024-0001", "quote": ALTERED["number"]}
    )
    file.write_text(json.dumps(later), encoding="utf-8")
    import_file(file, None, said.append, dry_run=True)
    assert not QuoteCheck.objects.exists()
    import_file(file, None, said.append)
    assert Claim.objects.get(reference="C-2024-0002").is_published
    assert said[-1] == "1 quotes are not in a kept copy of their source: see verify_quotes."
