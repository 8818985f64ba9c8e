"""The publish gate: what each noun must have, and words that this site does not use itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tracker.editorial.wording import findings, wording_findings
from tracker.record.models import AllegationPlace, Claim, Event, EventPlace, Request, Response

pytestmark = pytest.mark.django_db


def looked_for(*args, **given):
    """A claim of which the gate has nothing to say: somebody looked for replies to it."""
    return make.claim(*args, **{"looked_on": "2024-06-01", **given})


def said(text):
    return " ".join(wording_findings("The lead", text))


@pytest.mark.parametrize(
    "text",
    [
        "Party A names the perpetrators.",
        "The torturers were never tried.",
        "Perpetrator",
        "He is a war criminal.",
        "Two killers fled.",
        "alleged “abuse” perpetrator",
        "Party B did not respond.",
        "Party B didn't respond.",
        "Party B didn’t respond.",
        "Party B failed to answer.",
        "Party B refused to reply to Party A.",
        "Party B ignored the report.",
        "Party A exposed the abuse.",
        "It was proven.",
        "Party B admitted the acts.",
        "A whitewashing of the facts.",
    ],
)
def test_sentence_in_this_site_s_voice_is_refused(text):
    assert said(text).startswith("The lead says “")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Party A says that Party B beat detainees.",
        "Party A names the alleged perpetrators.",
        "The alleged\nperpetrator",
        "The alleged  perpetrator",
        "Alleged Perpetrator",
        "a suspected killer",
        "an accused torturer",
        "Party A calls them “perpetrators”.",
        'Party A calls them "war criminals".',
        "Party A calls them «murderers».",
        "Party A calls them „murderers“.",
        "Party A calls them ‘murderers’.",
        "Party B says “we did not respond because nobody asked”.",
        "An improvement was reported.",
    ],
)
def test_attributed_and_quoted_words_are_left_alone(text):
    assert said(text) == ""


def test_finding_names_the_field_the_words_and_what_to_do():
    assert said("Party B did not respond.") == (
        "The lead says “did not respond”: silence is worked out from the record; leave it out."
    )


def test_complete_records_have_nothing_missing():
    dispute = make.whole_dispute()
    dispute["claim"].title = "Party A alleges a thing"
    dispute["response"].title = f"{dispute['response'].responder} says no"
    for noun in ("claim", "response", "event", "request", "dossier"):
        assert findings(dispute[noun]) == [], noun


def whole_claim():
    return looked_for(claimant=make.party("Party A"))


def test_empty_claim_lacks_everything():
    bare = whole_claim()
    for rows in (bare.claimant_links, bare.accused_links, bare.allegations):
        rows.all().delete()
    assert findings(bare) == [
        "It names no claimant: who says it?",
        "It names nobody of whom it is said.",
        "It has no allegation: enter at least one point.",
    ]


def test_claim_title_must_name_a_claimant_by_any_name():
    claim = looked_for(title="The Committee alleges a thing", claimant=make.party("Party A"))
    assert findings(claim) == ["The title does not name a claimant: say who says it."]
    claim.claimant_links.update(named_as="the committee")
    assert findings(claim) == []


def test_name_inside_another_word_does_not_name_the_claimant():
    claim = looked_for(title="Somebody alleges a thing", claimant=make.party("Some"))
    assert findings(claim) == ["The title does not name a claimant: say who says it."]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"quote": "كلمات", "translation": "Words"}, "who translated it?"),
        (
            {"quote": "", "translation": "Words", "translator": "the desk"},
            "the quote that is translated is missing",
        ),
        ({"quote": "", "relation": "quoted"}, "quoted words need the quote"),
    ],
)
def test_what_a_quote_lacks_is_named_by_the_gate_and_saved_in_a_draft(given, told):
    claim = whole_claim()
    point = claim.allegations.get()
    make.cite(point, **given).full_clean()
    (found,) = findings(claim)
    assert found.startswith("Allegation 1") and told in found


def test_position_of_a_place_needs_what_it_marks_before_it_is_published(client):
    claim = whole_claim()
    town = make.place("Town C", latitude=36, longitude=40)
    town.full_clean()
    make.m.AllegationPlace.objects.create(allegation=claim.allegations.get(), place=town)
    assert findings(claim) == ["The place “Town C”: say what its position marks."]
    page = client.get(town.get_absolute_url())
    assert page.status_code == 200
    assert "Position" not in page.content.decode()


def test_allegation_needs_a_source_readers_may_see():
    claim = whole_claim()
    point = claim.allegations.get()
    point.citations.get().source.__class__.objects.update(confidential=True)
    assert findings(claim) == ["Allegation 1 has no source that readers may see."]
    make.cite(claim)
    assert findings(claim) == []


def test_allegation_whose_passage_names_no_violation_needs_none():
    claim = whole_claim()
    claim.allegations.get().violation_links.all().delete()
    assert findings(claim) == []


def test_claim_names_no_accused_only_where_no_passage_does():
    claim = whole_claim()
    claim.accused_links.all().delete()
    assert findings(claim) == ["It names nobody of whom it is said."]
    claim.allegations.update(is_accused_unnamed=True)
    assert findings(claim) == []


def test_figure_needs_a_source_readers_may_see():
    claim = whole_claim()
    figure = make.figure(claim.allegations.get())
    figure.citations.all().delete()
    assert findings(claim) == ["The figure “more than 40” has no source that readers may see."]


@pytest.mark.parametrize("field", ["title", "lead"])
def test_words_of_a_claim_are_read(field):
    claim = whole_claim()
    setattr(claim, field, "Party A names perpetrators")
    assert len(findings(claim)) == 1


def test_words_of_an_allegation_are_read():
    claim = whole_claim()
    claim.allegations.update(text="The perpetrators.")
    assert findings(claim)[0].startswith("Allegation 1 says “perpetrators”")


def test_bare_response_lacks_everything():
    response = make.response(responder=make.party("Party B"), title="No, says somebody")
    response.citations.all().delete()
    assert findings(response) == [
        "The title does not name the responder: say who says it.",
        "It addresses no claim.",
        "It has no source that readers may see.",
    ]


def test_response_waits_for_a_claim_to_be_published():
    draft = looked_for(status="draft", published_at=None)
    response = make.response(draft, responder=make.party("Party B"))
    assert findings(response) == ["None of the claims it addresses is published yet."]


def test_response_may_be_titled_by_its_speaker_or_the_name_the_source_uses():
    claim = looked_for()
    given = {"responder": make.party("Party B"), "title": "The ministry says no"}
    assert findings(make.response(claim, **given, named_as="The Ministry")) == []
    speaker = make.party("The ministry")
    assert findings(make.response(claim, **given, spokesperson=speaker)) == []


def test_answer_needs_a_stance_and_a_quote():
    claim = looked_for()
    response = make.response(claim, responder=make.party("Party B"))
    answer = make.answer(response, claim.allegations.get(), quote="")
    answer.stance_links.all().delete()
    assert [text.rpartition(" has ")[2] for text in findings(response)] == [
        "no stance.",
        "no quote that readers may see.",
    ]


def test_words_of_a_response_and_its_answers_are_read():
    claim = looked_for()
    response = make.response(claim, responder=make.party("Party B"), summary="It was proven.")
    make.answer(response, claim.allegations.get(), summary="It admits it.")
    assert [text.partition(" says ")[0] for text in findings(response)] == [
        "An answer",
        "The summary",
    ]


def test_request_needs_proof_that_readers_may_see():
    request = make.request(text="Party A asks the perpetrators.")
    request.proof.confidential = True
    assert [text.split()[0] for text in findings(request)] == ["Nothing", "What"]
    request = Request.objects.get(pk=request.pk)
    request.proof = None
    assert "Nothing that readers may see" in findings(request)[0]


def test_event_needs_a_source_and_neutral_words():
    event = make.event(description="The killers came.")
    event.citations.all().delete()
    assert [text.split()[0] for text in findings(Event.objects.get())] == ["It", "The"]


def test_dossier_needs_something_in_it_and_neutral_words():
    dossier = make.dossier(summary="It was proven.")
    assert [text.split()[0] for text in findings(dossier)] == ["It", "The"]


def test_words_of_a_correction_are_read():
    assert findings(make.correction(claim=looked_for())) == []
    assert len(findings(make.correction(claim=looked_for(), text="It was proven."))) == 1


def asked(kind):
    with CaptureQueriesContext(connection) as statements:
        assert findings(kind.objects.first()) == []
    return len(statements)


def test_gate_asks_as_often_for_twenty_points_as_for_two():
    claim, event = looked_for(claimant=make.party("Party A")), make.event()
    response = make.response(claim, responder=make.party("Party B"))

    def grow(to):
        for number in range(claim.allegations.count() + 1, to + 1):
            point = make.allegation(claim, number)
            answer = make.answer(response, point)
            AllegationPlace.objects.create(allegation=point, place=make.place())
            EventPlace.objects.create(event=event, place=make.place())
            for holder in (claim, point, answer, response, event):
                make.cite(holder)
            for holder in (point, answer, event):
                make.figure(holder, place=make.place())

    counts = []
    for size in (2, 20):
        grow(size)
        counts.append([asked(kind) for kind in (Claim, Response, Event)])
    assert counts[0] == counts[1]
