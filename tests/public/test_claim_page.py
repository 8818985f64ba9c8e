"""The claim page: allegation and answer side by side, silence stated honestly."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories as make
from tests.public.crawl import unmarked
from tracker.record import models as m

pytestmark = pytest.mark.django_db


def page(client, record):
    response = client.get(record.get_absolute_url())
    return response.status_code, unmarked(response.content.decode())


def test_reader_sees_allegation_and_answer_with_their_words(reader):
    claim = make.claim()
    make.answer(make.response(claim), claim.allegations.get(), quote="We did no such thing.")
    status, html = page(reader, claim)
    assert status == 200
    assert "They did it." in html
    assert "We did no such thing." in html
    assert "Literal denial" in html


def test_draft_claim_is_not_found_by_readers(reader):
    draft = make.claim(status="draft", published_at=None)
    assert page(reader, draft)[0] == 404


def test_draft_address_answers_exactly_as_one_that_never_was(reader):
    draft = make.claim(status="draft", published_at=None)
    hidden = reader.get(draft.get_absolute_url())
    never = reader.get("/claims/C-1999-0001/")
    assert (hidden.status_code, hidden.content) == (never.status_code, never.content)
    assert dict(hidden.headers) == dict(never.headers)


def test_answer_of_a_draft_response_is_not_shown(reader):
    claim = make.claim(accused=make.party("Party B"))
    draft = make.response(claim, status="draft", published_at=None)
    make.answer(draft, claim.allegations.get(), quote="Hidden words")
    html = page(reader, claim)[1]
    assert "Hidden words" not in html
    assert "Nobody here has looked for a reply from Party B yet." in html


def test_silence_says_when_and_where_somebody_looked(reader):
    party = make.party("Party B")
    claim = make.claim(accused=party, looked_on="2024-05-02", where="the website of Party B")
    html = page(reader, claim)[1]
    looked = "We last looked on 2 May 2024, in the website of Party B."
    assert f"No reply from Party B found. {looked}" in html


def test_no_reply_by_the_deadline_needs_a_sent_request_and_a_look_after_the_deadline(reader):
    claim = make.claim(accused=make.party("Party B"))
    make.request(claim=claim, sent_on="", due_on="2024-04-10", checked_on="2024-06-01")
    assert "by 10 April 2024" not in page(reader, claim)[1]
    asked = {"sent_on": "2024-04-01", "due_on": "2024-04-10", "asker": make.party("Party A")}
    sent = make.request(claim=claim, **asked)
    assert "nobody here has looked since" in page(reader, claim)[1]
    m.Request.objects.filter(pk=sent.pk).update(checked_on=date(2024, 6, 1))
    words = "No reply from Party B found by 10 April 2024, 9 days after Party A asked."
    assert words in page(reader, claim)[1]


def test_open_request_says_when_it_is_due(reader):
    claim = make.claim(accused=make.party("Party B"))
    due = timezone.localdate() + timedelta(days=9)
    make.request(claim=claim, due_on=due.isoformat(), asker=make.party("Party A"))
    assert "Party A asked Party B (1 April 2024); a reply is due by" in page(reader, claim)[1]


def test_silence_is_never_called_a_refusal(reader):
    html = page(reader, make.claim())[1]
    for words in ("did not respond", "failed to", "refused"):
        assert words not in html


def test_response_read_in_part_is_not_said_to_pass_over_a_point(reader):
    claim = make.claim(accused=make.party("Party B"))
    make.response(claim, on_file="excerpts")
    html = page(reader, claim)[1]
    assert "We hold only part of the reply, so we cannot say whether it covers this point." in html
    assert "does not address this point" not in html


def test_claim_page_says_that_the_site_alleges_nothing(reader):
    assert "It alleges nothing itself" in page(reader, make.claim())[1]


def test_withdrawn_claim_leaves_its_reason_at_its_address(reader):
    claim = make.claim(
        title="Party A alleges a secret",
        status="withdrawn",
        withdrawn_at=timezone.now(),
        withdrawn_reason="It was entered twice.",
    )
    status, html = page(reader, claim)
    assert status == 200
    assert "It was entered twice." in html
    assert 'content="noindex"' in html
    assert "a secret" not in html


def test_notice_of_a_withdrawal_leads_to_the_history(reader):
    claim = make.claim(
        status="withdrawn",
        withdrawn_at=timezone.now(),
        withdrawn_reason="It was entered twice.",
    )
    html = page(reader, claim)[1]
    assert f'<a href="{claim.get_absolute_url()}history/">Its history</a>' in html


def test_reader_gets_no_cookie(reader):
    response = reader.get(make.claim().get_absolute_url())
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_title_and_social_tags_are_attributed(reader):
    claim = make.claim("Party A alleges that Party B lied", accused=make.party("Party B"))
    html = page(reader, claim)[1]
    assert "<title>Party A alleges that Party B lied" in html
    known = "Nobody here has looked for a reply from Party B yet."
    told = f"Party A alleges that Party B lied – {known}"
    assert f'<meta property="og:title" content="{told}">' in html


# --- The head -------------------------------------------------------------------------------------


def between(html, first, last):
    return html.split(first, 1)[1].split(last, 1)[0]


def glance(html):
    return " ".join(between(html, '<dl class="glance', "</dl>").split())


def contents(html):
    return " ".join(between(html, '<nav class="contents"', "</nav>").split())


def points_of(html):
    return [one.split("</article>")[0] for one in html.split('<article class="point"')[1:]]


def quoted(claim, words, number=1, **given):
    """The point of this number rests on these words alone."""
    point = claim.allegations.get(number=number)
    point.citations.all().delete()
    make.cite(point, quote=words, **given)
    return point


def test_head_begins_with_the_words_of_each_side(reader):
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    point = quoted(claim, "They beat us.")
    make.answer(make.response(claim), point, quote="Nobody was beaten.")
    head = glance(page(reader, claim)[1])
    assert head.index("Party A") < head.index("They beat us.") < head.index("Party B")
    assert head.index("Party B") < head.index("Nobody was beaten.")
    assert "Literal denial" not in head


def test_words_of_another_about_a_side_do_not_open_its_page(reader):
    claim = make.claim()
    point = quoted(claim, "Party A reports beatings, it is told.", relation="paraphrased")
    assert "it is told" not in glance(page(reader, claim)[1])
    make.cite(point, quote="They beat us.")
    assert "They beat us." in glance(page(reader, claim)[1])


@pytest.mark.parametrize(("prefix", "words"), [("", "They beat us."), ("/ar", "ضربونا")])
def test_head_has_the_words_in_the_language_of_its_reader(reader, prefix, words):
    claim = make.claim()
    given = {"language": "ar", "translation": "They beat us.", "translator": "Translator D"}
    quoted(claim, "ضربونا", **given)
    html = reader.get(prefix + claim.get_absolute_url()).content.decode()
    other = {"They beat us.": "ضربونا", "ضربونا": "They beat us."}[words]
    assert words in glance(html)
    assert other not in glance(html)


def test_head_says_how_many_points_each_of_several_accused_replied_on(reader):
    claim = make.claim(accused=make.party("Party B"), allegations=2)
    other = make.party("Party C")
    m.ClaimAccused.objects.create(claim=claim, party=other)
    make.look(claim, other)
    make.answer(make.response(claim), claim.allegations.first())
    html = page(reader, claim)[1]
    assert "Replied on 1 of 2 points" in between(html, '<p class="kicker">', "</p>")
    head = re.sub(r"<[^>]+>", "", glance(html))
    assert "Party B: Replied on 1 of 2 points; 1 not addressed." in head
    assert "Party C: No reply found on 2 of 2 points." in head


def test_head_tells_what_is_known_where_the_only_accused_did_not_reply(reader):
    claim = make.claim(accused=make.party("Party B"), looked_on="2024-05-02")
    assert "No reply from Party B found. We last looked on 2 May 2024." in glance(
        page(reader, claim)[1]
    )


def test_points_are_listed_with_their_state_and_link_to_where_they_stand(reader):
    claim = make.claim(accused=make.party("Party B"), allegations=2)
    make.answer(make.response(claim), claim.allegations.first())
    html = page(reader, claim)[1]
    for number in (1, 2):
        assert f'href="#allegation-{number}"' in contents(html)
        assert f'id="allegation-{number}"' in html
    assert "Party B: replied on the point" in contents(html)
    assert "Party B: replied, not on this point" in contents(html)


def test_what_is_known_of_an_accused_on_all_points_alike_is_listed_once(reader):
    claim = make.claim(accused=make.party("Party B"), allegations=3, looked_on="2024-05-02")
    assert contents(page(reader, claim)[1]).count("no reply found") == 1


def test_claim_of_one_point_needs_no_list_of_points(reader):
    assert 'class="contents"' not in page(reader, make.claim())[1]


# --- Point by point -------------------------------------------------------------------------------


def test_passage_of_several_points_is_printed_once_and_referred_to_after(reader):
    claim = make.claim(allegations=2)
    source, words = make.source(), "They beat us. " * 20
    for number in (1, 2):
        quoted(claim, words, number, source_=source)
    html = page(reader, claim)[1]
    points = points_of(html)
    assert words.strip() in points[0]
    assert words.strip() not in points[1]
    target = re.search(r'<a href="#(passage-\d+)">see point 1</a>', points[1])[1]
    assert f'id="{target}"' in points[0]


def test_same_words_of_another_source_are_no_repetition(reader):
    claim = make.claim(allegations=2)
    for number in (1, 2):
        quoted(claim, "They beat us.", number)
    html = page(reader, claim)[1]
    assert 'href="#passage-' not in html
    assert html.count("<blockquote") >= 3


def test_first_passage_stands_open_and_the_others_are_folded_with_their_number(reader):
    claim = make.claim()
    point = quoted(claim, "First words.")
    for words in ("Second words.", "Third words."):
        make.cite(point, quote=words)
    html = page(reader, claim)[1]
    folded = between(html, '<details class="more">', "</details>")
    assert "2 more passages" in folded
    assert "First words." not in folded
    assert "Second words." in folded


def test_words_in_the_readers_language_come_first(reader):
    claim = make.claim()
    point = quoted(claim, "They beat us.")
    make.cite(point, quote="ضربونا", language="ar")
    for prefix, folded in (("", "ضربونا"), ("/ar", "They beat us.")):
        html = reader.get(prefix + claim.get_absolute_url()).content.decode()
        assert folded in between(html, '<details class="more">', "</details>")


def test_what_another_reports_never_comes_before_the_partys_own_words(reader):
    claim = make.claim()
    point = quoted(claim, "They are said to have been beaten.", relation="paraphrased")
    make.cite(point, quote="They beat us.")
    html = page(reader, claim)[1]
    folded = between(html, '<details class="more">', "</details>")
    assert "are said to have been" in folded


def others(html):
    """Heading → what is folded below it."""
    parts = [one.split("</details>\n</article>")[0] for one in html.split('class="others"')[1:]]
    return {between(one, "<h4>", "</h4>"): one for one in parts}


def test_party_that_is_not_accused_replies_apart(reader):
    claim = make.claim()
    point = claim.allegations.get()
    make.answer(make.response(claim, responder=make.party("Party C")), point, quote="We watched.")
    found = others(page(reader, claim)[1])
    assert "Party C" in found["Others who replied"]
    assert "We watched." in found["Others who replied"]


@pytest.mark.parametrize(
    ("standing", "heading"),
    [
        ("earlier", "Said before the claim"),
        ("remark", "Remarks on the subject, without reference to the claim"),
    ],
)
def test_words_that_are_no_reply_stand_apart_and_make_no_state(reader, standing, heading):
    claim = make.claim(accused=make.party("Party B"))
    response = make.response(claim)
    make.answer(response, claim.allegations.get(), quote="We never do.")
    m.ResponseClaim.objects.update(standing=standing)
    html = page(reader, claim)[1]
    assert "We never do." in others(html)[heading]
    assert "We never do." not in glance(html)
    assert "Nobody here has looked for a reply from Party B yet." in html


def test_disowned_reply_stands_apart_and_says_by_whom(reader):
    claim = make.claim(accused=make.party("Party B"))
    response = make.response(claim)
    make.answer(response, claim.allegations.get(), quote="We did it.")
    later = make.response(claim, made_on="2024-05-01")
    m.ResponseLink.objects.create(response=later, kind="disowns", other=response)
    found = others(page(reader, claim)[1])["Withdrawn or disowned"]
    assert "We did it." in found
    assert "disowned by Party B on 1 May 2024" in found


def test_what_is_known_in_the_same_words_is_told_once_in_full(reader):
    party = make.party("Party B")
    claim = make.claim(accused=party, allegations=2, looked_on="2024-05-02")
    points = points_of(page(reader, claim)[1])
    assert "We last looked on 2 May 2024." in points[0]
    assert "We last looked on 2 May 2024." not in points[1]
    assert "Party B: no reply found." in " ".join(points[1].split())
    assert '<a href="#allegation-1">see point 1</a>' in points[1]


def test_point_that_is_narrowed_says_by_and_of_whom(reader):
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    m.ClaimClaimant.objects.create(claim=claim, party=make.party("Party E"))
    other = make.party("Party C")
    m.ClaimAccused.objects.create(claim=claim, party=other)
    point = claim.allegations.get()
    m.AllegationClaimant.objects.create(allegation=point, party=claim.claimants.first())
    m.AllegationAccused.objects.create(allegation=point, party=other)
    who = between(points_of(page(reader, claim)[1])[0], '<span class="who">', "</span>")
    named = " ".join(re.sub(r"<[^>]+>", "", who).split())
    assert named == "Party A, of Party C"


def test_sources_and_figures_are_folded_under_their_number(reader):
    claim = make.claim()
    make.figure(claim.allegations.get())
    html = page(reader, claim)[1]
    for heading in ("figures", "sources"):
        part = between(html, f'aria-labelledby="{heading}-heading"', "</section>")
        assert '<details class="folded">' in part
        assert '<span class="count">' in part


NOT_NAMED = "not named in the quoted passages; we take the role from the source as a whole."


def test_party_that_no_quoted_passage_names_is_said_to_be_the_site_s_reading(reader):
    claim = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"))
    _status, html = page(reader, claim)
    assert f"Party A, Party B: {NOT_NAMED}" in " ".join(html.split())
    make.cite(claim.allegations.get(), quote="We, Party A, say that the Bees did it.")
    claim.accused_links.update(named_as="the Bees")
    assert NOT_NAMED not in page(reader, claim)[1]


def test_claimant_whose_own_words_are_quoted_needs_no_other_to_name_it(reader):
    claimant = make.party("Party A")
    claim = make.claim(claimant=claimant, accused=make.party("Party B"))
    own = {"quote": "Party B did it.", "relation": "own_words"}
    make.cite(claim, make.source(publisher=claimant), **own)
    assert NOT_NAMED not in page(reader, claim)[1]


def test_code_without_a_passage_is_said_to_be_the_site_s(reader):
    claim = make.claim()
    by_us = "coded by this site: no passage is quoted"
    assert by_us not in page(reader, claim)[1]
    claim.allegations.get().citations.update(quote="")
    assert by_us in page(reader, claim)[1]


def test_place_that_no_quoted_passage_names_says_so(reader):
    claim = make.claim()
    point = claim.allegations.get()
    m.AllegationPlace.objects.create(allegation=point, place=make.place("Camp C"))
    assert "(not named in the quoted passages)" in page(reader, claim)[1]
    make.cite(point, quote="They did it in Camp C.")
    assert "(not named in the quoted passages)" not in page(reader, claim)[1]
