"""What the article says is on the pages, and the shipped dossiers quote what is there."""

import html
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from tracker.editorial.importing import KINDS, import_file

pytestmark = pytest.mark.xdist_group("article")
ROOT = Path(__file__).resolve().parents[2]
DOSSIERS = sorted((ROOT / "tracker/editorial/dossiers").glob("*.json"))
SHARED = ROOT.parent / "shared/record"

CLAIM, USA_CLAIM = "/claims/C-2024-0001/", "/claims/C-2024-0002/"
STATEMENT = "/responses/R-2024-0006/"
DIFFERENCE = "Amnesty International alleges torture of over 56,000"

# A fact of the article in a few words; the page that shows it; the words that must be on it.
FACTS = [
    # The two sides
    (
        "Amnesty International alleges",
        CLAIM,
        "Amnesty International alleges torture and other war crimes",
    ),
    ("the accused are Kurdish authorities", "/parties/daanes/", "Kurdish authorities"),
    ("… in north-east Syria", "/parties/autonomous-authorities/", "north-east Syria"),
    ("their administration is semi-autonomous", "/parties/daanes/", "semi-autonomous Kurdish"),
    ("Callamard speaks for Amnesty", CLAIM, "Agnès Callamard"),
    ("… as its Secretary General", "/parties/agnes-callamard/", "Secretary General"),
    ("… spelt as the article spells her", "/parties/agnes-callamard/", "Agnes Callamard"),
    # What is alleged
    ("war crimes", CLAIM, "accused the Kurdish authorities of committing war crimes"),
    ("torture", CLAIM, "committed the war crime of torture"),
    ("cruel treatment", CLAIM, "the war crimes of cruel treatment"),
    ("murder, with Amnesty's hedge", CLAIM, "likely committed the war crime of murder"),
    ("56,000 tortured, says the article", CLAIM, "they tortured over 56,000 ISIS militants"),
    ("… a figure of its own", CLAIM, "people tortured, as the article words it"),
    ("56,000 held, says Amnesty", CLAIM, "more than 56,000 people in their custody"),
    ("… and the two are told apart", CLAIM, DIFFERENCE),
    ("militants, wives and children held", CLAIM, "including militants, wives, and children"),
    # What is answered
    ("they respect their obligations", STATEMENT, "they respect their obligations to prevent"),
    ("… and international law", STATEMENT, "adhere to international law"),
    ("individual acts", STATEMENT, "any crimes that may have been perpetrated were individual"),
    ("… shown beside the allegation", CLAIM, "may have been perpetrated were individual acts"),
    ("… coded", STATEMENT, "Interpretive denial"),
    ("they ask for evidence", STATEMENT, "provide evidence of wrongdoing by their security forces"),
    ("… coded", STATEMENT, "Requests evidence"),
    ("they would cooperate", STATEMENT, "We are open to cooperating with Amnesty International"),
    ("… with efforts of others", STATEMENT, "concerted regional and international efforts"),
    ("… coded", STATEMENT, "Offers cooperation"),
    # What is asked
    ("Amnesty is asked for evidence", "/requests/Q-2024-0001/", "evidence of wrongdoing"),
    ("… by the administration", "/requests/Q-2024-0001/", "DAANES asks Amnesty International"),
    ("the world is asked for help", "/requests/Q-2024-0002/", "help in managing the camps"),
    ("… repeatedly", "/requests/Q-2024-0002/", "repeatedly asked the international community"),
    ("… for huge resources", "/requests/Q-2024-0002/", "require huge financial resources"),
    # The camps
    ("people are held in Al-Hol", CLAIM, "Al-Hol"),
    ("… and in Roj", CLAIM, "camps such as Al-Hol and Roj"),
    ("Al-Hol is the largest camp", "/places/al-hol/", "the largest internment camp"),
    ("over 43,000 are held there", "/events/E-2024-0004/", "over 43,000 detainees"),
    ("… from 47 countries", "/events/E-2024-0004/", "47 countries"),
    ("… mostly women and children", "/events/E-2024-0004/", "most of them women and children"),
    ("… beside the United Nations' count", "/places/al-hol/", "43,491"),
    # What happened around it
    ("ISIS lost its last territory", "/events/E-2019-0001/", "driven out of its last territory"),
    ("… five years before", "/events/E-2019-0001/", "five years after"),
    ("foreigners are being repatriated", "/events/E-2024-0003/", "efforts to repatriate foreign"),
    ("thousands left Al-Hol", "/events/E-2024-0003/", "thousands of people, mostly Iraqis"),
    ("50 women and children handed over", "/events/E-2024-0002/", "50 women and children"),
    ("… to a delegation from Tajikistan", "/events/E-2024-0002/", "delegation from Tajikistan"),
    ("… on a Thursday", "/events/E-2024-0002/", "On Thursday"),
    ("over 1,000 Tajik fighters", "/events/E-2024-0005/", "over 1,000 fighters"),
    ("… says Tajikistan", "/events/E-2024-0005/", "Tajikistan has said"),
    ("Khalimov defected in 2015", "/events/E-2015-0001/", "defected and joined ISIS in Syria"),
    ("… in 2015", "/events/E-2015-0001/", "2015"),
    ("… to become a top commander", "/events/E-2015-0001/", "top military commander"),
    ("… reported killed by Russia", "/events/E-2017-0001/", "The Russian military reports"),
    ("… in Deir ez-Zor", "/events/E-2017-0001/", "Deir ez-Zor"),
    ("… in September 2017", "/events/E-2017-0001/", "September 2017"),
    ("104 repatriated", "/events/E-2023-0001/", "104 Tajik citizens"),
    ("… in May 2023", "/events/E-2023-0001/", "May 2023"),
    ("… 31 women", "/events/E-2023-0001/", "31 women"),
    ("… 73 children", "/events/E-2023-0001/", "73 children"),
    ("146 returned in 2022", "/events/E-2022-0001/", "146 women and children"),
    # The article itself
    ("the article is a source", "/sources/S-2024-0017/", "Kurdish Authorities Deny Amnesty Claims"),
    ("… by Trim Correspondents", "/sources/S-2024-0017/", "Trim Correspondents"),
    ("the dispute has a file", "/dossiers/north-east-syria-detention/", "Amnesty International"),
]

# What other pages add: kept as well, since the article shows only a part of the exchange.
FURTHER_FACTS = [
    ("the report's index", CLAIM, "MDE 24/7752/2024"),
    ("the reply before publication", "/responses/R-2024-0001/", "no formal complaints of torture"),
    ("… in its own words", "/responses/R-2024-0001/", "إذا حدث ذلك فهي أعمال فردية"),
    ("the statement in Arabic", STATEMENT, "فهي أعمال فردية"),
    ("the claim on the USA", USA_CLAIM, "Common Article 1"),
    ("… and what was answered", USA_CLAIM, "إننا نشارك العديد من مخاوف"),
    ("the claim on the United Kingdom", "/claims/C-2024-0003/", "15 million pounds sterling"),
    ("AANES, older than its claim", "/responses/R-2021-0001/", "18 March 2021"),
    ("Badinan, in Sorani", "/responses/R-2021-0002/", "دادگا سەربەخۆیە"),
]


def words_of(page: str) -> str:
    """The text a reader sees: no tags, no marks that only steer the direction of writing."""
    page = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", page)
    text = html.unescape(re.sub(r"(?s)<[^>]*>", " ", page))
    text = re.sub("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]", "", text)
    return " ".join(text.split()).casefold()


def load_all():
    return [import_file(path, None, lambda line: None) for path in DOSSIERS]


def rows_by_model():
    models = apps.get_app_config("record").get_models()
    return {model._meta.label: model._default_manager.count() for model in models}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """The words of a page by its path, with all dossiers loaded once and undone at the end."""
    fetched = {}

    def words(path):
        if path not in fetched:
            answer = Client().get(path)
            assert answer.status_code == 200, f"{path} answers {answer.status_code}"
            fetched[path] = words_of(answer.content.decode())
        return fetched[path]

    with django_db_blocker.unblock(), transaction.atomic():
        load_all()
        yield words
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(("fact", "path", "words"), FACTS + FURTHER_FACTS)
def test_a_fact_is_on_its_page(pages, fact, path, words):
    assert words.casefold() in pages(path), f"{path} does not show: {fact}"


@pytest.mark.django_db
def test_loading_again_changes_nothing(pages):
    before = rows_by_model()
    again = load_all()
    assert [sum(importer.added.values()) for importer in again] == [0] * len(DOSSIERS)
    assert rows_by_model() == before


# --- The files themselves, without a database -----------------------------------------------------


def contents():
    return [json.loads(path.read_text(encoding="utf-8")) for path in DOSSIERS]


def sources():
    return {s["reference"]: s for content in contents() for s in content.get("sources", [])}


def citations(node):
    """Every citation at any depth of a dossier's content."""
    if isinstance(node, dict):
        yield from node.get("citations", [])
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from citations(part)


def plain(text):
    return " ".join(text.split())


def test_every_citation_leads_to_an_address_or_says_why_not():
    known = sources()
    cited = list(citations(contents()))
    assert cited
    without = [
        c["source"]
        for c in cited
        if not (
            re.match(r"https?://", known[c["source"]].get("url", ""))
            or known[c["source"]].get("supplied_as_text")
        )
    ]
    assert without == []


def test_every_record_is_published_and_of_a_known_kind():
    for content in contents():
        assert set(content) <= {*KINDS, "format", "note"}
        for kind in ("claims", "responses", "requests", "events", "dossiers"):
            assert {entry["status"] for entry in content.get(kind, [])} <= {"published"}


def test_every_quote_is_short_and_a_foreign_one_is_translated():
    for citation in citations(contents()):
        quote = citation.get("quote", "")
        assert len(quote.split()) <= 60, quote
        assert not quote or citation.get("language", "en") == "en" or citation["translation"], quote


def test_every_quote_is_word_for_word_in_its_source():
    if not SHARED.is_dir():
        pytest.skip("the shared record is not beside this checkout")
    texts = {}
    for excerpt in json.loads((SHARED / "excerpts.json").read_text(encoding="utf-8")):
        texts.setdefault(excerpt["url"], []).append(plain(excerpt["text"]))
    article = plain((SHARED / "article.txt").read_text(encoding="utf-8"))
    known = sources()
    unfounded = []
    for citation in citations(contents()):
        source = known[citation["source"]]
        found_in = [article] if source.get("supplied_as_text") else texts.get(source["url"], [])
        for part in ("quote", "prefix", "suffix"):
            words = plain(citation.get(part, ""))
            if words and not any(words in text for text in found_in):
                unfounded.append((citation["source"], part, words))
    assert unfounded == []
