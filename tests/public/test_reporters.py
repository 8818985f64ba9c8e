"""Two reporters of one statement side by side: marked where that is honest, else said why not."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from tests.public.test_comparing import DRAFT, html_of, text_of
from tests.work import steps
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    """A response whose answer is reported by its maker, an agency and a paper that reprints it."""
    claim = make.claim(claimant=make.party("Party A"))
    speaker = make.party("Party B")
    reply = make.response(claim, responder=speaker, title="Party B says that it did not")
    reply.citations.all().delete()
    answer = make.answer(reply, claim.allegations.get())
    answer.citations.all().delete()
    first = make.source("Own page", publisher=speaker, published_on="2024-05-03")
    agency = make.source("Agency text", published_on="2024-05-02", publisher=make.party("Agency"))
    paper = make.source("Reprint", published_on="", derived_from=agency)
    make.cite(answer, first, quote="We never beat anybody in the town.")
    make.cite(answer, agency, quote="We never beat anybody in that town.", relation="quoted")
    make.cite(answer, paper, quote="“We never beat anybody, in that town”", relation="quoted")
    keys = {"key": reply.reference, "answer": answer, "response": reply, "claim": claim}
    return {**keys, "first": first, "agency": agency, "paper": paper}


def page(client, statement, *pair):
    query = f"?a={pair[0].reference}&b={pair[1].reference}" if pair else ""
    return html_of(client, "response_reporters", statement["key"], query)


def heading(html):
    return text_of(
        "<main" + re.search(r"<h2 id=\"pair-heading\".*?</h2>", html, re.S)[0] + "</main>"
    )


def test_first_hand_stands_before_the_earlier_and_words_are_marked_on_both_sides(client, statement):
    html = page(client, statement)
    assert heading(html).split(">")[-1].strip() == (
        f"Party B, {statement['first'].reference} and Agency, {statement['agency'].reference}"
    )
    assert html.count('<mark class="only"><span class="unseen">') == 2
    assert "[only here: </span>the<span" in html
    assert "[only here: </span>that<span" in html
    assert "Neither is known to be taken from the other." in html


def test_pair_is_chosen_by_address(client, statement):
    html = page(client, statement, statement["paper"], statement["agency"])
    assert "The same words; only punctuation, capitals or vowel signs differ." in html
    marked = '<bdi class="reference">{}</bdi>'.format
    paper, agency = (marked(statement[one].reference) for one in ("paper", "agency"))
    named = f"{paper} reprints or retells {agency}"
    assert f"{named}: the two are one origin." in html
    assert f'<option value="{statement["paper"].reference}" selected>' in html


def test_other_half_of_a_pair_is_found(client, statement):
    query = f"?b={statement['first'].reference}"
    html = html_of(client, "response_reporters", statement["key"], query)
    assert f"and Party B, {statement['first'].reference}" in heading(html).replace(" ,", ",")


def test_paraphrase_and_translation_are_set_beside_and_not_marked(client, statement):
    arabic = make.cite(
        statement["answer"],
        quote="لم نضرب أحدًا",
        language="ar",
        translation="We beat nobody.",
        translator="the desk",
        relation="quoted",
    )
    html = page(client, statement, statement["first"], arabic.source)
    assert "Not marked across languages: English; Arabic." in html
    assert "Translated from Arabic by <bdi>the desk</bdi>" in html
    assert 'class="unseen">[only' not in html
    retold = make.cite(statement["answer"], quote="We never beat anybody", relation="paraphrased")
    html = page(client, statement, statement["first"], retold.source)
    assert "a paraphrase is its author&#39;s wording." in html
    assert 'class="unseen">[only' not in html


def test_what_only_one_is_cited_for_is_said(client, statement):
    make.cite(statement["response"], statement["first"], quote="We stand by our laws.")
    text = text_of(page(client, statement, statement["first"], statement["agency"]))
    only = text[text.index("Only in one of the two") :]
    assert f"{statement['first'].reference} The response as a whole" in only
    assert "Nothing further." in only
    assert "Not cited for: The response as a whole." in only
    assert "The source may say more than we cite" in only


def test_allegations_of_a_claim_have_reporters_too(client, statement):
    claim = statement["claim"]
    point = claim.allegations.get()
    address = reverse("claim_reporters", args=[claim.reference])
    assert address not in client.get(claim.get_absolute_url()).content.decode()
    make.cite(point, quote="They did it, all of them.", relation="quoted")
    assert address in client.get(claim.get_absolute_url()).content.decode()
    html = client.get(address).content.decode()
    assert '<a href="' + point.get_absolute_url() + '">Allegation 1</a>' in html
    assert "[only here: </span>all of them<span" in html


def test_response_page_leads_there_where_two_report_it(client, statement):
    address = reverse("response_reporters", args=[statement["key"]])
    page_of = statement["response"].get_absolute_url()
    assert address in client.get(page_of).content.decode()
    m.Citation.objects.filter(source__in=[statement["agency"], statement["paper"]]).delete()
    assert address not in client.get(page_of).content.decode()
    assert "We have one source for this statement" in client.get(address).content.decode()
    m.Citation.objects.filter(answer__isnull=False).delete()
    assert "We have no source for this statement." in client.get(address).content.decode()


def test_drafts_and_secret_sources_are_no_reporters(client, statement):
    hidden = make.claim(title="A hidden claim", **DRAFT).allegations.get()
    drafted = make.answer(statement["response"], hidden, quote="Hidden words.")
    m.Source.objects.filter(pk=statement["agency"].pk).update(confidential=True)
    html = page(client, statement)
    secrets = ("Hidden words.", "A hidden claim", "Agency text", statement["agency"].reference)
    assert not [secret for secret in secrets if secret in html]
    assert "Reprints or retells a source that is not shown here." in html
    for source in (statement["agency"], drafted.citations.get().source):
        address = reverse("response_reporters", args=[statement["key"]])
        answer = client.get(f"{address}?a={source.reference}")
        never = client.get(f"{address}?a=S-1999-0001")
        assert answer.status_code == never.status_code == 400
    m.Response.objects.update(**DRAFT)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("a=S-1999-0001", "a"),
        ("b=%00", "b"),
        ("a=<script>", "a"),
        ("a={first}&a={agency}", "a"),
        ("a={first}&b={first}", "b"),
        ("format=csv", "format"),
    ],
)
def test_bad_parameter_is_named(client, statement, query, named):
    references = {name: statement[name].reference for name in ("first", "agency")}
    address = reverse("response_reporters", args=[statement["key"]])
    answer = client.get(f"{address}?{query.format(**references)}")
    assert answer.status_code == 400
    assert f"<code>{named}</code>" in answer.content.decode()
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(
    "words",
    ["<b>bold</b> &amp; {{ x }} {% y %}", "\u202eesrever\u202c 😀 \u200f", "…", "a\n\nb\tc"],
)
def test_any_words_are_shown_as_they_are(client, statement, words):
    statement["answer"].citations.filter(source=statement["first"]).update(quote=f"{words} one two")
    statement["answer"].citations.filter(source=statement["agency"]).update(quote=f"{words} one 2")
    html = page(client, statement)
    assert "<b>bold" not in html
    assert html.count("[only here:") in (0, 2)


def test_long_quotes_take_no_long_time(client, statement):
    for place, citation in enumerate(statement["answer"].citations.all()):
        citation.quote = " ".join(f"word{n * (place + 2) % 700}" for n in range(3000))
        citation.save()
    assert steps(page, client, statement) < 6_000_000
