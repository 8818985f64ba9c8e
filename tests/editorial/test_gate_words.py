"""Gate words of the desk: publishers keep them, the gate looks for them beside its own."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.editorial import desk
from tracker.editorial.findings import Doubt
from tracker.editorial.framing import answering_back, faults, unframed
from tracker.editorial.gate_models import GateWord
from tracker.editorial.wording import findings
from tracker.ledger.models import Entry

pytestmark = pytest.mark.django_db
LIST = "admin:editorial_gateword_changelist"
ADD = "admin:editorial_gateword_add"


@pytest.fixture
def claim(db):
    return make.claim(
        claimant=make.party("Party A"), accused=make.party("Party B"), looked_on="2024-06-01"
    )


def added(words, kind="loaded", language="en", advice=""):
    row = GateWord(words=words, kind=kind, language=language, advice=advice)
    row.full_clean()
    row.save()
    return row


def asked(text):
    desk_words = [one.as_searched() for one in GateWord.objects.all()]
    return [*faults(text, (), desk_words), *unframed(text, desk_words)]


def test_word_of_the_desk_is_asked_about_with_its_advice(claim):
    claim.lead = "Party A says that the junta held people."
    assert findings(claim) == []
    word = added("junta", advice="say “military government”")
    (found,) = findings(claim)
    assert found == "The lead says “junta”: say “military government”."
    assert isinstance(found, Doubt) and found.marked.words == "junta"
    word.advice = ""
    word.save()
    assert findings(claim) == [
        "The lead says “junta”: it is a word of one side; quote who says it."
    ]
    word.delete()
    assert findings(claim) == []


@pytest.mark.parametrize(("kind", "stops"), [("names", True), ("silence", True), ("true", False)])
def test_kind_says_whether_anybody_may_publish_over_it(claim, kind, stops):
    added("junta", kind, advice="say less")
    claim.lead = "Party A says that the junta held people."
    (found,) = findings(claim)
    assert isinstance(found, Doubt) is not stops


def test_word_of_harm_needs_somebody_who_says_it():
    assert asked("Guards pilloried a man.") == []
    added("pillor*", "harm")
    assert asked("Guards pilloried a man.")
    assert asked("Party A says that guards pilloried a man.") == []


@pytest.mark.parametrize(
    ("words", "language", "text"),
    [
        ("hireling*", "en", "Party A names HIRELINGS."),
        ("fifth column", "en", "Party A names a fifth\u00a0column."),
        ("self-appointed", "en", "The self appointed council."),
        ("بيادق", "ar", "تصفهم الجهة أ بالبَيَادق."),
        ("دەستکرد", "ckb", "لایەنی یەکەم باسی دەستکرد دەکات."),
        ("paşkeftî", "kmr", "Aliyê A behsa pas\u0327kefti\u0302 dike."),
    ],
)
def test_word_is_found_as_the_search_reads_it(words, language, text):
    assert asked(text) == []
    added(words, language=language)
    assert len(asked(text)) == 1


def test_word_is_looked_for_in_texts_of_its_script_alone_and_not_in_quotations():
    added("junta", language="ar")
    assert asked("Party A speaks of a junta.") == []
    added("junta")
    assert asked("Party A speaks of a junta.") and asked("Party A speaks of a “junta”.") == []


def test_words_of_the_desk_take_none_away():
    before = len(asked("Party B lied."))
    added("lied", "loaded", advice="fine")
    assert len(asked("Party B lied.")) == before + 1


@pytest.mark.database
@pytest.mark.parametrize(
    "words",
    [
        ".*",
        "a|b",
        "(junta)",
        "jun[t]a",
        "junta\\",
        "^junta$",
        "a",
        "é",
        "4",
        "12 34",
        "*",
        "ab*",
        "ju*nta",
        "jun**",
        "-",
        " ",
        "’",
        "junta~",
        "junta/regime",
        "junta_x",
        "junta\x07",
        "ju\u202enta\u0000",
        "j" * 81,
        "ﷺ " * 39,
        "😀😀",
    ],
)
def test_odd_word_is_refused_with_its_field(words):
    with pytest.raises(ValidationError) as refused:
        added(words)
    assert "words" in refused.value.message_dict
    assert not GateWord.objects.exists()


@pytest.mark.database
def test_same_word_is_there_once():
    added("junta")
    with pytest.raises(ValidationError, match="there already"):
        added("JUNTAS")
    added("junta", language="kmr")


def test_there_are_so_many_and_no_more(monkeypatch):
    monkeypatch.setattr(GateWord, "MOST", 1)
    added("junta").full_clean()
    with pytest.raises(ValidationError, match="At most 1"):
        added("clique")


def test_gate_asks_for_the_words_once_however_many_sentences(claim):
    added("junta")
    counts = []
    for size in (1, 12):
        claim.lead = "Party A says so. " * size
        with CaptureQueriesContext(connection) as statements:
            findings(claim)
        counts.append(sum("editorial_gateword" in one["sql"] for one in statements))
    assert counts == [1, 1]


# --- Who keeps them -------------------------------------------------------------------------------


def test_publishers_keep_them_and_editors_see_them(editors_desk, publishers_desk):
    sent = {"language": "en", "words": "junta", "kind": "loaded", "advice": ""}
    other = Client()
    other.force_login(User.objects.create_user("norman", is_staff=True))
    for client, see, add in ((Client(), 302, 302), (other, 403, 403), (editors_desk, 200, 403)):
        assert client.get(reverse(LIST)).status_code == see
        assert client.post(reverse(ADD), sent).status_code == add
    assert not GateWord.objects.exists()
    assert publishers_desk.post(reverse(ADD), sent).status_code == 302
    word = GateWord.objects.get()
    at = reverse("admin:editorial_gateword_change", args=[word.pk])
    editors_desk.post(at, sent | {"words": "clique"})
    editors_desk.post(reverse("admin:editorial_gateword_delete", args=[word.pk]), {"post": "yes"})
    assert GateWord.objects.get().words == "junta"
    publishers_desk.post(at, sent | {"words": "clique"})
    assert GateWord.objects.get().words == "clique"
    again = publishers_desk.post(reverse(ADD), sent | {"words": "Clique"})
    assert "This word is there already." in again.content.decode()
    page = publishers_desk.post(reverse(ADD), sent | {"words": ".*", "advice": "typed"})
    assert "cannot stand here" in page.content.decode() and "typed" in page.content.decode()


def test_word_takes_effect_at_once_and_touches_nothing_published(claim, publishers_desk, reader):
    claim.lead = "Party A says that the junta held people."
    claim.save()
    make.ledger()
    before, entries = reader.get(claim.get_absolute_url()).content, Entry.objects.count()
    added("junta", "names")
    assert "junta</mark>" in publishers_desk.get(desk.address(claim)).content.decode()
    assert reader.get(claim.get_absolute_url()).content == before
    assert Entry.objects.count() == entries


# --- Verbs of saying ------------------------------------------------------------------------------

SAID_BY_VERB = [
    ("en", "posits", "Party A posits that guards killed two men."),
    ("ar", "يسرد*", "يسرد الطرف أ أن حراسا قتلوا رجلين."),
    ("ckb", "دەگێڕێ*", "لایەنی ئا دەگێڕێتەوە کە پاسەوانەکان دوو پیاویان کوشت."),
    ("kmr", "dipistîn*", "Aliyê A dipistîne ku parêzvanan du mirov kuştin."),
]


@pytest.mark.parametrize(("language", "verb", "sentence"), SAID_BY_VERB)
def test_verb_of_saying_that_the_desk_adds_says_whose_a_sentence_is(language, verb, sentence):
    assert asked(sentence)
    added(verb, "says", language)
    assert not asked(sentence)


def test_grudging_and_factive_verbs_are_added_with_their_advice():
    for kind, verb in (("grudges", "grumbles"), ("true", "lets slip")):
        sentence = f"Party B {verb} that the road was shut."
        assert not asked(sentence)
        added(verb, kind, advice="write “says”")
        (fault,) = asked(sentence)
        assert (fault.words, fault.advice) == (verb, "write “says”")


def test_verb_of_saying_after_a_but_says_whose_the_rest_is():
    sentence = "تقول الجهة أ إن أحدا لم يمت، لكن الجهة ب تسرد أن رجلين ماتا."
    assert list(answering_back(sentence))
    added("تسرد", "says", "ar")
    desk_words = [one.as_searched() for one in GateWord.objects.all()]
    assert list(answering_back(sentence, desk_words)) == []
