"""What the article says is on the pages, and what readers are told of each reply to it."""

import html
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from tracker.editorial.importing import import_file

pytestmark = pytest.mark.xdist_group("article")
ROOT = Path(__file__).resolve().parents[2]
DOSSIERS = sorted((ROOT / "tracker/editorial/dossiers").glob("*.json"))

CLAIM, USA_CLAIM = "/claims/C-2024-0001/", "/claims/C-2024-0002/"
STATEMENT, ACCUSED = "/responses/R-2024-0006/", "/parties/autonomous-authorities/"
DIFFERENCE = "Amnesty International alleges torture of over 56,000"

# A fact of the article in a few words; the page that shows it; the words that must be on it.
FACTS = [
    # The two sides
    (
        "Amnesty International alleges",
        CLAIM,
        "Amnesty International alleges torture and other war crimes",
    ),
    (
        "the accused are Kurdish authorities",
        "/parties/autonomous-authorities/",
        "Kurdish authorities",
    ),
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
    ("… a figure of its own", CLAIM, "people tortured, as Trim Correspondents words it"),
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
    ("… and with repatriating", "/requests/Q-2024-0002/", "repatriating foreign nationals"),
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
    ("Khalimov is a prominent fighter", "/events/E-2015-0001/", "most prominent Tajik fighters"),
    ("Khalimov defected in 2015", "/events/E-2015-0001/", "defected and joined ISIS in Syria"),
    ("… in 2015", "/events/E-2015-0001/", "2015"),
    ("… to become a top commander", "/events/E-2015-0001/", "top military commander"),
    ("… reported killed by Russia", "/events/E-2017-0001/", "The Russian military reported"),
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
    ("the reply before publication", "/responses/R-2024-0001/", "holds none of its words"),
    ("another, undated", "/responses/R-2024-0008/", "no formal complaints of torture"),
    ("… in its own words", "/responses/R-2024-0008/", "إذا حدث ذلك فهي أعمال فردية"),
    ("the statement in Arabic", STATEMENT, "فهي أعمال فردية"),
    ("the claim on the USA", USA_CLAIM, "Common Article 1"),
    ("… and what was answered", USA_CLAIM, "إننا نشارك العديد من مخاوف"),
    ("the claim on the United Kingdom", "/claims/C-2024-0003/", "15 million pounds sterling"),
    ("AANES, older than its claim", "/responses/R-2021-0001/", "18 March 2021"),
    ("Badinan, in Sorani", "/responses/R-2021-0002/", "دادگا سەربەخۆیە"),
]

# What readers are told of the replies to a claim: the page, and words that must be on it.
TOLD = [
    (CLAIM, "Replied on 6 of 9 points; for 3 we cannot tell"),
    (CLAIM, "also gave a reply that we do not hold (R-2024-0001"),
    (CLAIM, "speaks for Autonomous authorities of north-east Syria"),
    (CLAIM, "No reply from Syrian Democratic Forces found. We last looked on 22 November 2026"),
    (USA_CLAIM, "Replied on 1 of 2 points; for 1 we cannot tell"),
    (USA_CLAIM, "in general terms"),
    (USA_CLAIM, "We hold only part of the reply, so we cannot say whether it covers this point"),
    ("/claims/C-2024-0003/", "We do not hold the text, so we cannot say whether it covers"),
    ("/claims/C-2021-0001/", "said before the claim"),
    ("/claims/C-2021-0001/", "No reply found"),
    ("/claims/C-2021-0002/", "The source does not name who is accused of this"),
    ("/claims/C-2021-0002/", "Accused accused not named"),
]
# What no page of a claim may say: codes and silences that no passage bears out.
NEVER_TOLD = [
    (USA_CLAIM, "Partial acknowledgement"),
    (CLAIM, "the desk"),
    (CLAIM, "No reply from Autonomous authorities"),
    (CLAIM, "No reply from Democratic Autonomous Administration"),
    ("/claims/C-2024-0003/", "Failure to ensure respect"),
    ("/claims/C-2021-0002/", "No reply"),
]


def words_of(page: str) -> str:
    """The text a reader sees: no tags, no marks that only steer the direction of writing."""
    page = re.sub(r"(?is)<(script|style)\b.*?</\1>|</?bdi\b[^>]*>", "", page)
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
@pytest.mark.parametrize(("path", "words"), TOLD)
def test_what_is_known_of_a_reply_is_told(pages, path, words):
    assert words.casefold() in pages(path)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), NEVER_TOLD)
def test_what_no_passage_bears_out_is_not_told(pages, path, words):
    assert words.casefold() not in pages(path)


@pytest.mark.django_db
def test_loading_again_changes_nothing(pages):
    before = rows_by_model()
    again = load_all()
    assert [sum(importer.added.values()) for importer in again] == [0] * len(DOSSIERS)
    assert rows_by_model() == before
