"""What is told of somebody's words is proposed as a paraphrase, with who said it."""

import pytest

from tests.editorial.intake.texts import found, words
from tracker.editorial.intake.paraphrases import paraphrases

TOLD = [
    (
        "en",
        "The Blue Council said that nobody was held in Camp Blue.",
        "The Blue Council",
        "told-by-verb",
    ),
    ("en", "Red Aid accused the Blue Council of holding people.", "Red Aid", "told-by-verb"),
    (
        "en",
        "Two people were held there in spring, according to Red Aid.",
        "Red Aid",
        "told-according-to",
    ),
    (
        "en",
        "The Blue Council answered by stating that its own laws forbid it.",
        "The Blue Council",
        "told-by-verb",
    ),
    ("ar", "نفت الهيئة الزرقاء الاتهامات الموجهة إليها.", "الهيئة الزرقاء", "told-by-verb"),
    (
        "ar",
        "قال المجلس الأزرق إن أحداً لم يحتجز في المخيم.",
        "المجلس الأزرق",
        "told-by-verb",
    ),
    ("ckb", "هێزی شین ڕایگەیاند کە هیچ کەسێک نەگیراوە.", "هێزی شین", "told-by-verb"),
    ("kmr", "Hêza Şîn diyar kir ku wan kes negirtiye.", "Hêza Şîn", "told-by-verb"),
    ("kmr", "Li gorî Rêxistina Sor, 30 kes hatine girtin.", "Rêxistina Sor", "told-according-to"),
]
NOBODYS = [
    "Efforts go on to bring people back to their homes in the south.",
    "The Blue Council was accused of many things over the years.",
    "The United States sent help to the north of the country.",
    "The claims of the last years were read by many people.",
    "Blue Council Denies All Claims of Holding People",
]


@pytest.mark.parametrize(("language", "text", "speaker", "rule"), TOLD)
def test_sentence_that_tells_what_somebody_said(language, text, speaker, rule):
    ((said, one),) = found(paraphrases, text, language)
    assert (said, one.what["speaker"], one.rule) == (text, speaker, rule)
    assert one.kind == "paraphrase"


@pytest.mark.parametrize("text", NOBODYS)
def test_what_nobody_is_said_to_have_said_is_no_paraphrase(text):
    assert words(paraphrases, text) == []


def test_of_a_sentence_that_quotes_as_well_the_part_that_tells():
    text = (
        'The Blue Council claimed that "all were single acts" and asked Red Aid to send all proof.'
    )
    ((said, one),) = found(paraphrases, text)
    assert said == "asked Red Aid to send all proof."
    assert one.what["speaker"] == "The Blue Council"
