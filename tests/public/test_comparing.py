"""What a party answered over time: each answer beside an earlier one, in words, unjudged."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
JUDGEMENTS = ("contradict", "inconsistent", "admits", "lied", "false", "truth")


def html_of(client, name, key, query=""):
    answer = client.get(f"{reverse(name, args=[key])}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(html):
    main = html[html.index("<main") : html.index("</main>")]
    # A name or a date is marked within its sentence.
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi\b[^>]*>", "", main)).split())


@pytest.fixture
def party():
    return make.party("Party B", slug="party-b")


@pytest.fixture
def point():
    return make.claim(claimant=make.party("Party A")).allegations.get()


def answered(party, point, *stances, quote="We did not.", **given):
    response = make.response(point.claim, responder=party, **given)
    answer = make.answer(response, point, stance=stances[0], quote=quote)
    for code in stances[1:]:
        m.AnswerStance.objects.create(answer=answer, stance=m.Stance.objects.get(code=code))
    return answer


# --- Over time ------------------------------------------------------------------------------------


def test_new_kept_and_missing_stances_are_said_in_words(client, party, point):
    answered(party, point, "literal-denial", "requests-evidence", made_on="2021")
    answered(party, point, "literal-denial", "promises-action", made_on="2024-05-02")
    text = text_of(html_of(client, "party_answers", "party-b"))
    assert "Both answer the same allegation." in text
    assert "= In both answers Literal denial" in text
    assert "+ New: not in the earlier answer Promises inquiry or action" in text
    assert "− In the earlier answer, not in this one Requests evidence" in text
    assert not [word for word in JUDGEMENTS if word in text.lower()]


def test_first_and_latest_answer_and_every_stance_with_its_dates_are_said(client, party, point):
    answered(party, point, "literal-denial", made_on="2021", first_reported_on="2021-06")
    answered(party, point, "justification", made_on="2022")
    answered(party, point, "literal-denial", made_on="2024-05-02")
    text = text_of(html_of(client, "party_answers", "party-b"))
    assert "3 responses of its own are recorded here." in text
    assert "The first was made 2021, the latest 2 May 2024." in text
    assert "made 2021 first reported June 2021" in text
    assert "Literal denial 2021 2 May 2024 2" in text


def test_nearest_earlier_answer_is_the_one_on_the_same_allegation(client, party, point):
    other = make.claim(title="Party C alleges it too")
    m.ClaimLink.objects.create(claim=other, other=point.claim, kind="repeats")
    same = answered(party, point, "no-comment", made_on="2020")
    linked = answered(party, other.allegations.get(), "no-comment", made_on="2021")
    answered(party, point, "no-comment", made_on="2022")
    text = text_of(html_of(client, "party_answers", "party-b"))
    named = f"{other.reference} repeats {point.claim.reference}"
    assert f"Beside {same.response.reference}, 2020 They answer two" in text
    assert f"coded alike; {named}." in text
    assert f"Beside {same.response.reference}, 2020 Both answer the same allegation." in text
    assert f"Beside {linked.response.reference}" not in text


def test_answers_of_one_response_are_not_set_against_each_other(client, party):
    claim = make.claim(allegations=2)
    reply = make.response(claim, responder=party)
    for point in claim.allegations.all():
        make.answer(reply, point)
    text = text_of(html_of(client, "party_answers", "party-b"))
    assert "Beside" not in text
    assert "Answered on one occasion" in text
    assert "there is nothing yet to set beside it." in text


def test_other_subjects_are_not_compared_and_one_can_be_asked_for(client, party, point):
    other = make.claim().allegations.get()
    other.violation_links.update(violation=m.Violation.objects.get(code="unfair-trial"))
    answered(party, point, "no-comment", made_on="2020", quote="One.")
    answered(party, other, "no-comment", made_on="2021", quote="Another.")
    assert "Beside" not in text_of(html_of(client, "party_answers", "party-b"))
    html = html_of(client, "party_answers", "party-b", "?subject=unfair-trial")
    assert "Another." in html
    assert "One." not in html


def test_words_are_compared_in_one_language_only(client, party, point):
    answered(party, point, "no-comment", quote="We did not beat anybody.", made_on="2020")
    later = answered(party, point, "no-comment", quote="We did not beat them.", made_on="2021")
    html = html_of(client, "party_answers", "party-b")
    assert "The words differ where they are marked." in html
    assert '<mark class="only"><span class="unseen">[only here: </span>anybody' in html
    later.citations.update(language="ar")
    html = html_of(client, "party_answers", "party-b")
    assert "Not marked across languages: English; Arabic." in html
    assert 'class="only"><span' not in html


def test_same_words_are_said_to_be_the_same(client, party, point):
    for year in ("2020", "2021"):
        answered(party, point, "no-comment", made_on=year)
    assert "Word for word the same." in html_of(client, "party_answers", "party-b")


def test_what_is_not_on_file_is_said(client, party, point):
    first = answered(party, point, "no-comment", made_on="2020", on_file="excerpts")
    answered(party, point, "no-comment", made_on="2021")
    text = text_of(html_of(client, "party_answers", "party-b"))
    assert "Of 1 of these 2 responses we hold only excerpts, or none of the text." in text
    assert f"We do not hold the whole of {first.response.reference}; it may say more." in text


def test_drafts_and_withdrawn_answers_are_not_compared(client, party, point):
    answered(party, point, "no-comment", made_on="2020")
    answered(party, point, "justification", made_on="2021", title="A draft", **DRAFT)
    hidden = make.claim(title="A hidden claim", **DRAFT).allegations.get()
    answered(party, hidden, "acknowledgement", made_on="2022", quote="Hidden words.")
    html = html_of(client, "party_answers", "party-b")
    assert "A draft" not in html
    assert "Justification" not in html
    assert "Hidden words." not in html
    assert "Acknowledgement" not in html


def test_party_without_responses_and_members_with_them(client, party, point):
    member = make.party("Ministry B", slug="ministry-b")
    m.Membership.objects.create(member=member, body=party)
    m.ClaimAccused.objects.create(claim=point.claim, party=party)
    answered(member, point, "no-comment")
    html = html_of(client, "party_answers", "party-b")
    assert "No responses found." in html
    assert f'href="{reverse("party_answers", args=["ministry-b"])}"' in html


def test_more_answers_than_a_page_bears_are_shown_subject_by_subject(
    client, party, point, monkeypatch
):
    monkeypatch.setattr("tracker.public.telling.comparing.over_time.MOST_AT_ONCE", 2)
    for year in range(2020, 2024):
        answered(party, point, "no-comment", made_on=str(year), quote=f"Words of {year}.")
    html = html_of(client, "party_answers", "party-b")
    assert "Subjects answered on" in html
    assert "Words of 2020." not in html
    code = point.violations.get().code
    assert "Words of 2020." in html_of(client, "party_answers", "party-b", f"?subject={code}")


@pytest.mark.parametrize(
    "query", ["subject=nonsense", "subject=-", "subject=%00", "subject=a&subject=b"]
)
def test_subject_that_is_none_is_named(client, party, point, query):
    answered(party, point, "no-comment")
    answer = client.get(f"{reverse('party_answers', args=['party-b'])}?{query}")
    assert answer.status_code == 400
    assert "<code>subject</code>" in answer.content.decode()


def test_party_page_leads_there_from_the_second_response_on(client, party, point):
    address = reverse("party_answers", args=["party-b"])
    answered(party, point, "no-comment", made_on="2020")
    assert address not in client.get(party.get_absolute_url()).content.decode()
    answered(party, point, "no-comment", made_on="2021")
    assert address in client.get(party.get_absolute_url()).content.decode()
