"""Quotes looked for in the kept copies of their source: what is stored, and what follows."""

import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, TEXT, cited, kept, looked_for, standing
from tracker.capture import checking, extracting, storage
from tracker.capture.checking import check_due, check_source
from tracker.capture.extracting import take_due_texts, take_text, take_text_if_quick
from tracker.capture.keeping import keep_file, keep_text
from tracker.capture.models import CaptureRefused, CopyText, QuoteCheck, QuotesDue, TextJob
from tracker.capture.moving import move_copies, move_copies_back
from tracker.capture.standings import standings
from tracker.capture.text import plain
from tracker.capture.verifying import damages, orphans
from tracker.record.models import Citation

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(db):
    return make.source()


def test_quote_is_found_with_its_place_in_the_stored_text(source):
    kept(source)
    one = looked_for(cited(source))
    assert (one.state, one.is_doubtful) == ("word_for_word", False)
    assert one.sentence == "Found word for word in the copy of 3 May 2024."
    text = CopyText.objects.get()
    assert extracting.words_of(text)[one.check.start : one.check.end] == PASSAGE.rstrip(".")


def test_changed_words_are_not_found_and_say_by_what_they_differ(source, subtests):
    kept(source)
    reasons = {
        "word": "other words",
        "number": "another number",
        "negation": "by a negation",
        "name": "may be a name",
    }
    for what, quote in ALTERED.items():
        with subtests.test(what):
            one = looked_for(cited(source, quote))
            if what == "letter":
                assert one.state == "differences"
                assert one.sentence.endswith("copy of 3 May 2024: one letter.")
                continue
            assert one.is_doubtful
            assert reasons[what] in one.sentence
            assert one.check.place is None


def test_copy_that_comes_after_the_quote_is_looked_in(source):
    citation = cited(source)
    assert looked_for(citation).sentence == "Not checked: no copy of the source is kept."
    kept(source)
    assert list(check_due()) == [source.pk]
    assert standing(citation).state == "word_for_word"
    assert not QuotesDue.objects.exists()


def test_changed_quote_has_no_check_until_it_is_looked_for(source):
    kept(source)
    citation = cited(source)
    assert looked_for(citation).state == "word_for_word"
    for column in ("quote", "prefix", "suffix"):
        Citation.objects.filter(pk=citation.pk).update(**{column: "The end of the report"})
        assert standing(citation).sentence.startswith("Not checked yet")
        looked_for(citation)
    assert QuoteCheck.objects.count() == 4


def test_best_copy_holds_and_the_newest_of_the_best_is_named(source):
    citation = cited(source)
    kept(source, "The page was taken down for good.", day="2024-09-09")
    assert looked_for(citation).is_doubtful
    kept(source, day="2024-05-03")
    one = looked_for(citation)
    assert one.sentence == (
        "Found word for word in the copy of 3 May 2024. "
        "It is not in the newer copy of 9 September 2024."
    )
    kept(source, day="2024-10-10")
    assert "10 October 2024." in looked_for(citation).sentence
    kept(source, TEXT.replace("people", "peoplc"), day="2024-11-11")
    one = looked_for(citation)
    assert one.state == "word_for_word" and one.lacking is None


def test_older_copies_are_not_looked_in_once_it_is_found(source):
    kept(source, day="2024-05-03")
    kept(source, TEXT + "More.", day="2024-06-03")
    looked_for(cited(source))
    assert QuoteCheck.objects.count() == 1


def test_same_text_of_two_copies_is_read_once(source, monkeypatch):
    kept(source, day="2024-05-03")
    kept(source, day="2024-06-03")
    citation = cited(source, ALTERED["number"])
    read = []
    monkeypatch.setattr(checking, "words_of", lambda text: read.append(text) or TEXT)
    looked_for(citation)
    assert (len(read), QuoteCheck.objects.count()) == (1, 2)


def test_what_is_not_in_a_part_is_not_said_to_be_missing(source):
    kept(source, "A report of that spring.", is_part=True)
    one = looked_for(cited(source))
    assert (one.state, one.is_doubtful) == ("cannot", False)
    assert "a part of the source" in one.sentence
    assert looked_for(cited(source, "A report of that spring")).state == "word_for_word"


def test_text_that_was_cut_tells_against_nothing(source, monkeypatch):
    monkeypatch.setattr(plain, "MOST_TEXT", 30)
    kept(source)
    one = looked_for(cited(source))
    assert (one.state, one.is_doubtful) == ("cannot", False)
    assert "what was read of the copy" in one.sentence


def test_quote_in_another_language_is_doubted_only_where_its_passage_is_there(source):
    kept(source)
    absent = cited(source, "Elle a demandé une réponse au gouvernement.", language="fr")
    altered = cited(source, ALTERED["number"], language="fr")
    one = looked_for(absent)
    assert (one.state, one.is_doubtful) == ("cannot", False)
    assert "another language" in one.sentence
    assert looked_for(altered).is_doubtful


def test_every_relation_has_its_words_from_the_source_and_no_translation_is_looked_for(source):
    kept(source)
    for relation in Citation.Relation:
        assert looked_for(cited(source, relation=relation)).state == "word_for_word"
    one = cited(source, translation="Not in any copy", translator="the desk")
    assert looked_for(one).state == "word_for_word"
    assert not checking.check_citations([cited(source, quote="", relation="paraphrased")]).made


def test_words_at_several_places_are_told_and_chosen_by_their_neighbours(source):
    kept(source, "First it said no. Then it was asked again, and it said no. Then it left.")
    assert "at 2 places" in looked_for(cited(source, "it said no")).sentence
    one = looked_for(cited(source, "it said no", prefix="asked again, and"))
    assert one.check.start > 40


def test_trouble_of_a_copy_is_told(source):
    one = cited(source)
    copy = keep_file(source, io.BytesIO(b"\x89PNG\r\n\x1a\n..."), "a.png", None, "")
    assert "still to be read" in standing(one).sentence
    take_text(copy)
    assert looked_for(one).state == "cannot"
    assert "only pictures" in standing(one).sentence
    kept(source)
    assert looked_for(one).state == "word_for_word"


def test_long_work_is_left_to_the_worker(source):
    pdf = keep_file(source, io.BytesIO(b"%PDF-1.7 nothing"), "a.pdf", None, "")
    assert take_text_if_quick(pdf) is None
    assert [text.trouble for text in take_due_texts()] == ["damaged"]
    kept(source)
    citation = cited(source)
    assert not check_source(source, most=10).made
    assert list(check_due()) == [source.pk]
    assert standing(citation).state == "word_for_word"


@pytest.mark.database
def test_text_is_written_once_and_a_new_reader_adds_another(source, monkeypatch):
    kept(source)
    citation = cited(source)
    looked_for(citation)
    text = CopyText.objects.get()
    for change in (text.save, text.delete, QuoteCheck.objects.get().save):
        with pytest.raises(CaptureRefused):
            change()
    for rows in (CopyText.objects, QuoteCheck.objects):
        with pytest.raises(CaptureRefused):
            rows.all().delete()
        with pytest.raises(CaptureRefused):
            rows.update(pk=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        CopyText(capture=text.capture, extractor="plain", version="1", trouble="empty").save()
    monkeypatch.setattr(plain, "VERSION", "2")
    monkeypatch.setattr(plain, "storable", lambda text: "Nothing of it.")
    assert [row.version for row in extracting.take_outdated_texts()] == ["2"]
    assert not list(extracting.take_outdated_texts())
    assert looked_for(citation).state == "word_for_word"
    assert QuoteCheck.objects.filter(state="not_found").count() == 1


def test_files_of_texts_are_held_to_their_hash_and_not_swept(source):
    kept(source)
    assert not orphans(0)
    text = CopyText.objects.get()
    path = storage.path_of(text.text_sha256)
    path.chmod(0o600)
    path.write_text("Another text.")
    assert {damage.sha256 for _name, damage in damages() if damage} == {text.text_sha256}
    citation = cited(source)
    assert looked_for(citation).sentence.startswith("Not checked yet")


@pytest.mark.database
def test_worker_killed_between_text_and_checks_leaves_them_to_the_next(source, monkeypatch):
    citation = cited(source)
    keep_text(source, TEXT, None, "")

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(checking, "find", killed)
        call_command("capture", "--due")
    assert CopyText.objects.count() == 1 and QuotesDue.objects.count() == 1
    assert not QuoteCheck.objects.exists()
    call_command("capture", "--due")
    assert standing(citation).state == "word_for_word"
    assert CopyText.objects.count() == 1 and not QuotesDue.objects.exists()


def test_copy_that_kills_each_worker_is_given_up(source, monkeypatch):
    copy = keep_text(source, TEXT, None, "")

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(extracting, "text_of", killed)
    for _attempt in range(extracting.MOST_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            take_text(copy)
        # Another worker does not take it before the first must be gone.
        assert take_text(copy) is None
        TextJob.objects.update(taken_at=None)
    assert take_text(copy).trouble == "stopped"
    assert not TextJob.objects.exists() and not list(take_due_texts())


def test_copy_without_its_file_is_read_once_it_is_put_back(source):
    copy = keep_text(source, TEXT, None, "")
    path = storage.path_of(copy.sha256)
    body = path.read_bytes()
    path.unlink()
    assert take_text(copy) is None
    path.write_bytes(body)
    assert take_text(copy).trouble == ""


def test_quotes_go_with_their_source_into_a_merge_and_out_of_it(source):
    other = make.source()
    kept(other)
    citation = cited(source)
    list(check_due())
    move_copies(other, source)
    list(check_due())
    assert standing(citation).state == "word_for_word"
    move_copies_back(other)
    assert standing(citation).sentence == "Not checked: no copy of the source is kept."


@pytest.mark.database
def test_deleted_quote_takes_its_checks_along(source):
    kept(source)
    citation = cited(source)
    looked_for(citation)
    citation.delete()
    assert not QuoteCheck.objects.exists() and CopyText.objects.exists()


def test_standings_take_as_many_statements_for_many_quotes(source, django_assert_num_queries):
    kept(source)
    citations = [cited(source) for _number in range(8)]
    check_source(source)
    for some in (citations[:1], citations):
        rows = list(Citation.objects.filter(pk__in=[one.pk for one in some]))
        with django_assert_num_queries(4):
            assert len(standings(rows)) == len(some)
