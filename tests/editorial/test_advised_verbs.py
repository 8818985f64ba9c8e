"""Verbs that grudge what is said, or take it as true: advice, and beside harm a stop."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.editorial import desk
from tracker.editorial.advising import advice_on
from tracker.editorial.framing import faults, nobodys
from tracker.editorial.gate_models import GateWord
from tracker.editorial.harm_texts import read_whole
from tracker.editorial.saying import advised_verbs
from tracker.editorial.wording import findings
from tracker.record.models import ClaimAccused

# Of each language: a sentence, its verb, the neutral one, and the same verb beside harm.
ADVISED = [
    ("Party B insists that its camps are open.", "insists", "says"),
    ("Party B claims that its camps are open.", "claims that", "says"),
    ("Party B confirmed that the letter came.", "confirmed that", "says"),
    ("Party B noted that the letter had no date.", "noted that", "says"),
    ("Party B acknowledges a lack of doctors.", "acknowledges", "says"),
    ("زعم الطرف ب أن المخيمات مفتوحة.", "زعم", "قال"),
    ("يصر الطرف ب على أن المخيمات مفتوحة.", "يصر", "قال"),
    ("أكد الطرف ب أن الرسالة وصلت.", "أكد الطرف ب أن", "قال"),
    ("لایەنی بێ پێداگری دەکات کە کەمپەکان کراوەن.", "پێداگری", "گوتی"),
    ("لایەنی بێ پشتڕاستی کردەوە کە نامەکە گەیشت.", "پشتڕاستی کردەوە", "گوتی"),
    ("Aliyê B israr dike ku kamp vekirî ne.", "israr dike", "got"),
    ("Aliyê B piştrast kir ku name gihîşt.", "piştrast kir", "got"),
]
BESIDE_HARM = [
    "Party B insists that nobody was beaten.",
    "Party B claims that nobody died.",
    "Party B admits that guards beat people.",
    "Party B confirmed that two people died.",
    "Party B claims that its camps are “open”.",
    "زعم الطرف ب أن أحدا لم يُضرب.",
    "أكد الطرف ب أن حراسا قتلوا رجلين.",
    "لایەنی بێ پێداگری دەکات کە کەس نەکوژراوە و کوشتن نییە.",
    "Aliyê B israr dike ku kes nehatiye kuştin.",
]
# Whoever “admits” is judged, whatever it is.
ADMITTED = [
    "Party B admits that it has no doctor.",
    "Party B conceded that the road was shut.",
    "اعترف الطرف ب بأن لا طبيب لديه.",
    "لایەنی بێ دانی بەوەدا نا کە پزیشکی نییە.",
    "Aliyê B mikur hat ku bijîşkê wî tune ye.",
]
NEUTRAL = [
    "The prison admits visitors on Tuesdays.",
    "Party B says that its camps are open.",
    "The claim that the camps are open is Party B's.",
    "Party B acknowledged receipt of the letter.",
    "قال الطرف ب إن المخيمات مفتوحة.",
    "لایەنی بێ گوتی کەمپەکان کراوەن.",
    "Aliyê B got ku kamp vekirî ne.",
]


@pytest.mark.parametrize(("sentence", "words", "neutral"), ADVISED)
def test_verb_without_harm_is_advised_upon_and_stops_nothing(sentence, words, neutral):
    (found,) = advised_verbs(sentence)
    assert found.words == words == sentence[found.start : found.end]
    assert f"“{neutral}” is neutral" in str(found.advice) and not found.is_verdict
    assert list(faults(sentence)) == []


@pytest.mark.parametrize("sentence", BESIDE_HARM)
def test_verb_beside_harm_stops(sentence):
    assert list(faults(sentence)) and list(advised_verbs(sentence)) == []


@pytest.mark.parametrize("sentence", NEUTRAL)
def test_plain_verb_is_not_advised_upon(sentence):
    assert list(advised_verbs(sentence)) == [] and list(faults(sentence)) == []


def test_words_of_the_desk_are_such_verbs_too():
    row = GateWord(words="boasts", kind="verb", language="en", advice="write “says”")
    words = [row.as_searched()]
    (found,) = advised_verbs("Party B boasts that its camps are open.", (), words)
    assert (found.words, found.advice) == ("boasts", "write “says”")
    (stop,) = faults("Party B boasts that it killed two men.", (), words)
    assert (stop.words, stop.advice) == ("boasts", "write “says”")
    # Without advice of the desk, what is said of the kind.
    (plain,) = advised_verbs("Party B boasts.", (), [words[0]._replace(advice=row.advice)])
    assert plain.advice


@pytest.mark.parametrize("sentence", ADMITTED)
def test_what_is_admitted_is_a_doubt_and_beside_harm_a_verdict(sentence):
    (found,) = faults(sentence)
    assert not found.is_verdict
    assert list(advised_verbs(sentence)) == []
    assert any(one.is_verdict for one in faults("Party B admits that guards beat people."))


def test_sentence_that_is_nobodys_is_advised_upon():
    (found,) = nobodys("Party A says so. Its offices moved in June. Who came?")
    assert found.words == "Its offices moved in June."
    assert list(nobodys("Party A insists that the camps are shut.")) == []
    assert list(nobodys("This site holds none of its words.")) == []
    # Harm that nobody says is the gate's.
    assert list(nobodys("Guards beat detainees.")) == []


@pytest.mark.django_db
def test_advice_stands_below_its_field_and_in_nobodys_way(editors_desk):
    claim = make.claim(
        "Party A says that the camps are shut",
        claimant=make.party("Party A"),
        accused=make.party("Party B claims that"),
        looked_on="2024-06-01",
        lead="Party A insists that the camps are shut. The name is Party B claims that, it says.",
    )
    make.ledger()
    assert findings(claim) == []
    (whole,) = read_whole([claim])
    found = [one for one in advice_on(whole) if one.of.name == "lead"]
    assert [one.marked.words for one in found] == ["insists"]
    html = editors_desk.get(desk.address(claim)).content.decode()
    assert "This could be said more plainly" in html
    assert "<mark>insists</mark>" in html and "“says” is neutral" in html
    assert 'id="id_lead_asked"' in html


@pytest.mark.django_db
def test_more_accused_cost_no_more_statements():
    def asked(claim):
        (whole,) = read_whole([claim])
        with CaptureQueriesContext(connection) as queries:
            assert findings(whole)
            advice_on(whole)
        return len(queries)

    title = {"title": "Party B tortured 300 people", "status": "draft", "published_at": None}
    few, many = make.claim(**title), make.claim(**title)
    for claim, more in ((few, 1), (many, 5)):
        for number in range(more):
            accused = make.party(f"Party {number} of {more}")
            ClaimAccused.objects.create(claim=claim, party=accused, position=number + 2)
    assert asked(many) == asked(few)
