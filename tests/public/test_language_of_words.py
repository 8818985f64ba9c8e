"""Every word of the record stands on pages in other languages under the language that it is in."""

import re
from html.parser import HTMLParser

import pytest
from django.db import models
from django.urls import Resolver404, resolve

from tests import factories as make
from tests.public import crawl, hidden
from tracker.record import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

CODES = ("ar", "ckb", "kmr")
# A word that says in which language it is: `zfaqquote7`.
WORD = re.compile(r"\bz([a-z]+?)q\w+")
UNKNOWN = "und"
# Fields of words that are not the record's own → what says their language, of the same row.
BESIDE = {
    (m.Citation, "quote"): "language",
    (m.Party, "name"): "name_language",
    (m.PartyName, "name"): "language",
    (m.Place, "name"): "name_language",
    (m.PlaceName, "name"): "language",
    (m.Source, "title"): "language",
    (m.Source, "authors"): "language",
}
# Of which nothing says it; a figure's is that of the words that it is read in.
NOWHERE = {
    (m.ClaimClaimant, "named_as"): UNKNOWN,
    (m.ClaimAccused, "named_as"): UNKNOWN,
    (m.Response, "named_as"): UNKNOWN,
    (m.Figure, "as_printed"): "fa",
}
NO_WORDS = {"code", "unit", "wikidata_id", "prefix", "suffix", *hidden.KEPT_AT_THE_DESK}
# Elements that close by themselves, and those that hold no other that could say a language.
EMPTY = frozenset(("base", "br", "hr", "img", "input", "link", "meta"))
UNMARKED = frozenset(("title", "script", "style", "option", "textarea"))
# Where words of several languages stand together: a piece of a found text, names much like one.
MIXED = frozenset(("found", "empty", "explained", "reason"))


class Words(HTMLParser):
    """The record's words in a page, each with the language of the nearest element that says one."""

    def __init__(self, html):
        super().__init__()
        self.above, self.found, self.marked_up = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.marked_up += [value for _name, value in attrs if value and "<bdi" in value]
        if tag not in EMPTY:
            self.above.append((tag, attributes.get("lang"), attributes.get("class") or ""))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.above.pop()

    def handle_endtag(self, tag):
        assert self.above.pop()[0] == tag

    def handle_data(self, data):
        classes = {one for _tag, _language, names in self.above for one in names.split()}
        if any(tag in UNMARKED for tag, _language, _names in self.above):
            return
        said = (one for _tag, one, _names in reversed(self.above) if one is not None)
        here = next(said, None)
        for match in WORD.finditer(data):
            is_wrong = here != match[1] and not (here == UNKNOWN and classes & MIXED)
            self.found.append((match[0], match[1], here, is_wrong))


def is_worded(field):
    kinds = (models.SlugField, models.URLField)
    return not isinstance(field, kinds) and field.name not in NO_WORDS


def language_of(row, field):
    of = (type(row), field.name)
    if of in NOWHERE:
        return NOWHERE[of]
    return getattr(row, BESIDE[of]) if of in BESIDE else "en"


def put_into_words(model):
    """Every text of every row of a model, each a word of its own that says its language."""
    fields = [
        field
        for field in hidden.text_fields(model)
        if is_worded(field) and not isinstance(field, hidden.PartialDateField)
    ]
    fields = [one for one in fields if "language" not in one.name and "reason" not in one.name]
    for row in model.objects.all():
        said = {one.name: f"z{language_of(row, one)}q{one.name}{row.pk}" for one in fields}
        model.objects.filter(pk=row.pk).update(**said)


WORDED = (
    *(m.Claim, m.ClaimClaimant, m.ClaimAccused, m.ClaimLook, m.Allegation),
    *(m.Response, m.Answer, m.Request),
    *(m.Event, m.EventParty, m.Figure, m.Citation, m.Source, m.Dossier, m.Correction),
    *(m.Party, m.PartyName, m.Membership, m.Place, m.PlaceName, m.Stance, m.Violation),
)


def everything_in_words():
    """A whole dispute with another that is withdrawn; parties with and without a name in ar."""
    world = make.whole_dispute()
    claim, party, place = world["claim"], world["party"], world["place"]
    point = claim.allegations.first()
    body = make.party(name_language="fa")
    m.Membership.objects.create(member=party, body=body)
    for code in (*CODES, "fa"):
        m.PartyName.objects.create(party=party, name=code, language=code)
        m.PlaceName.objects.create(place=place, name=code, language=code)
    inside = make.place(part_of=place, name_language="fa")
    m.Place.objects.update(latitude="36.37", longitude="41.14", precision="town")
    m.AllegationPlace.objects.create(allegation=point, place=inside)
    other = make.response(claim, responder=party, on_file="excerpts")
    given = make.answer(other, point)
    whole = make.figure(given, reporter=party)
    make.figure(given, reporter=body, repeats=whole, part_of=whole)
    m.AnswerStance.objects.create(answer=given, stance=m.Stance.objects.last())
    reprint = make.source(derived_from=world["source"])
    make.cite(point, reprint)
    make.cite(given, reprint)
    make.correction(source=reprint)
    make.request(claim=claim, made_in=other, answered_by=other, outcome="answered")
    make.claim(**{**hidden.WITHDRAWN, "withdrawn_reason": "zenqreason"})
    silent = make.claim(accused=body)
    make.look(silent)
    undone = make.response(silent, responder=body)
    m.ResponseLink.objects.create(response=make.response(), other=undone, kind="disowns")
    overdue = make.claim(accused=body)
    make.request(claim=overdue, sent_on="2024-05-01", due_on="2024-05-20", checked_on="2024-06-01")
    spoken = make.claim(accused=party)
    make.answer(make.response(spoken, responder=body), spoken.allegations.get())
    m.Citation.objects.update(language="fa")
    m.Source.objects.update(language="fa", publisher=body)
    for model in WORDED:
        put_into_words(model)
    m.Figure.objects.update(population="zenqpopulation")
    for figure in m.Figure.objects.all():
        figure.citations.update(quote=f"{figure.as_printed} zfaqrest")
    return {**world, "response": other}


@pytest.fixture
def world():
    found = everything_in_words()
    make.ledger()
    for noun in ("claim", "party", "source", "response"):
        row = found[noun]
        row.refresh_from_db()
        field = "name" if noun == "party" else "title"
        make.edited(row, "zenqwhy", **{field: f"{getattr(row, field)} anew"})
    make.index()
    return found


def addresses(client, world):
    """Every page that a reader in English comes to."""
    records = list(crawl.record_addresses())
    start = [
        "/",
        *(f"/{name}/?q={word}" for name, word in SEARCHES),
        "/claims/?q=nothing",
        "/claims/?made_after=never",
        f"/claims/?accused={world['party'].slug}",
        *records,
        *(f"{one}history/" for one in records),
        *(f"{one}embed/" for one in records if one.startswith(("/claims/", "/responses/"))),
    ]
    answers = crawl.crawl(client, start)
    # What is sent piece by piece is read to its end, or its file stays open.
    for answer in answers.values():
        crawl.text_of(answer)
    return [address for address, answer in answers.items() if crawl.is_page(answer)]


# What is typed is shown again; in which language somebody types, nobody knows.
SEARCHES = (("claims", "zenqtitle"), ("parties", "zenqname"), ("sources", "zfaqtitle"))


def one_of_each_kind(pages):
    """A page under each name of an address, with each set of parameters."""
    kinds = {}
    for page in pages:
        path, _mark, query = page.partition("?")
        try:
            name = resolve(path).url_name
        except Resolver404:
            name = ""
        kinds.setdefault((name, *sorted(one.partition("=")[0] for one in query.split("&"))), page)
    return list(kinds.values())


def test_every_word_of_the_record_is_marked_with_its_language(client, world, subtests):
    pages = addresses(client, world)
    kinds = one_of_each_kind(pages)
    assert len(kinds) > 30
    seen = set()
    for code in CODES:
        wrong, marked_up = {}, {}
        for page in pages if code == CODES[0] else kinds:
            words = Words(client.get(f"/{code}{page}").content.decode())
            seen |= {language for _word, language, _here, _is_wrong in words.found}
            typed = page.partition("?q=")[2]
            found = {
                (word, here)
                for word, _language, here, is_wrong in words.found
                if is_wrong and word != typed
            }
            wrong |= {page: found} if found else {}
            marked_up |= {page: words.marked_up} if words.marked_up else {}
        with subtests.test(f"words on pages in {code}"):
            assert wrong == {}
        with subtests.test(f"no attribute holds markup on pages in {code}"):
            assert marked_up == {}
    assert seen == {"en", "fa", *CODES, UNKNOWN}
