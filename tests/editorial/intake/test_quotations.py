"""Quotations are proposed with their speaker, and nothing that only stands in quotation marks."""

import pytest

from tests.editorial.intake.texts import found, words
from tracker.editorial.intake.quotations import quotations

# Language, text, the quotation, who says it, the rule that knows it.
SAID = [
    (
        "en",
        "“Nobody was held in Camp Blue,” said Ann Smith, the mayor of Blue Town.",
        "Nobody was held in Camp Blue,",
        "Ann Smith",
        "quote-with-speaker",
    ),
    (
        "en",
        'The Blue Council claimed that "all of these were acts of single guards" and left.',
        "all of these were acts of single guards",
        "The Blue Council",
        "quote-with-speaker",
    ),
    (
        "en",
        "The Blue Council was open to it. They agreed at once, stating, “We will open the gates.”",
        "We will open the gates.",
        "They",
        "quote-without-name",
    ),
    (
        "en",
        "The Blue Council denied it. They agreed at once, stating, “We will open the gates.”",
        "We will open the gates.",
        "The Blue Council",
        "quote-goes-back",
    ),
    (
        "en",
        "It was “a bad day for all of us”, according to Red Aid.",
        "a bad day for all of us",
        "Red Aid",
        "quote-with-speaker",
    ),
    (
        "en",
        "James Lee, 68, of Blue Town, told reporters: “I saw it all myself.”",
        "I saw it all myself.",
        "James Lee, 68, of Blue Town",
        "quote-with-speaker",
    ),
    (
        "en",
        "The list had “soldiers, guards and cooks” and others, the letter states.",
        "soldiers, guards and cooks",
        "the letter",
        "quote-with-speaker",
    ),
    (
        "en",
        "“I am from Blue City,” Ann Smith went on.",
        "I am from Blue City,",
        "Ann Smith",
        "quote-with-speaker",
    ),
    (
        "en",
        "“What do you want from Blue Town?” Ann Smith asked the mayor.",
        "What do you want from Blue Town?",
        "Ann Smith",
        "quote-with-speaker",
    ),
    (
        "en",
        "“Our guards were never in that town,” Ann Smith, Mayor of Blue Town.",
        "Our guards were never in that town,",
        "Ann Smith",
        "quote-before-name",
    ),
    (
        "ar",
        "وقال المتحدث باسم القوة الزرقاء، سالم: «لم نحتجز أحداً في المخيم».",
        "لم نحتجز أحداً في المخيم",
        "المتحدث باسم القوة الزرقاء",
        "quote-with-speaker",
    ),
    (
        "ar",
        "«هذه أعمال فردية لا أكثر»، بحسب المجلس الأزرق.",
        "هذه أعمال فردية لا أكثر",
        "المجلس الأزرق",
        "quote-with-speaker",
    ),
    (
        "ar",
        "وقالت “الهيئة الزرقاء” في بيان إنها “تحترم القوانين والالتزامات كلها”.",
        "تحترم القوانين والالتزامات كلها",
        "الهيئة الزرقاء",
        "quote-with-speaker",
    ),
    (
        "ckb",
        "وتەبێژی هێزی شین وتی: «ئێمە هیچ کەسێکمان لە کەمپەکە نەگرتووە».",
        "ئێمە هیچ کەسێکمان لە کەمپەکە نەگرتووە",
        "وتەبێژی هێزی شین",
        "quote-with-speaker",
    ),
    (
        "kmr",
        "Berdevkê Hêza Şîn got: “Me di kampê de kes negirtiye.”",
        "Me di kampê de kes negirtiye.",
        "Berdevkê Hêza Şîn",
        "quote-with-speaker",
    ),
    (
        "kmr",
        "“Em hêvî dikin ku ew delîlan bidin me”, Hêza Şîn wisa got.",
        "Em hêvî dikin ku ew delîlan bidin me",
        "Hêza Şîn",
        "quote-with-speaker",
    ),
    # Of a language whose verbs are not known.
    (
        "de",
        "Anna Schmidt, Sprecherin, sagt: „Wir haben dort niemanden festgehalten.“",
        "Wir haben dort niemanden festgehalten.",
        "Anna Schmidt",
        "quote-behind-colon",
    ),
]

NOT_SAID = [
    ("en", "Ann Smith told “The Blue Show” in May."),
    ("en", "A “booming” camp for “high-end” guests was closed, the mayor said."),
    ("en", "The film “The Long Blue Night” was shown, the mayor said."),
    ("en", "They met at the conference “How to keep the peace in small towns” on Monday."),
    ("en", "The campaign called “no more guards at night” began, the mayor said."),
    ("ar", 'شارك في الندوة حول "دور الاعلام في ترسيخ السلام"، التي نظمها المركز.'),
    ("ar", "ردت الهيئة على “التعذيب والقتل المزعوم” ببيان."),
    ("ckb", "کۆبوونەوەیەک بەناوی «ئاشتی و ژیان لە شارۆچکەدا» بەڕێوەچوو."),
    ("kmr", "Wan pirtûka “Şevên dirêj ên bajar” xwend."),
]


@pytest.mark.parametrize(("language", "text", "quote", "speaker", "rule"), SAID)
def test_quotation_has_its_speaker(language, text, quote, speaker, rule):
    ((said, one),) = found(quotations, text, language)
    assert (said, one.what["speaker"], one.rule) == (quote, speaker, rule)
    assert one.kind == "quote" and one.why


@pytest.mark.parametrize(("language", "text"), NOT_SAID)
def test_marks_around_what_nobody_says_are_no_quotation(language, text):
    assert words(quotations, text, language) == []


def test_words_of_one_speaker_go_on_in_the_paragraph_and_not_in_the_next():
    text = (
        "“We saw nothing at all,” said Ann Smith. “There was nothing to be seen there.”\n\n"
        "“A line that stands alone in marks.”\n"
    )
    (_first, one), (_second, other), (_third, last) = found(quotations, text)
    assert (one.what["speaker"], other.what["speaker"]) == ("Ann Smith", "Ann Smith")
    assert (other.rule, last.rule, last.what["speaker"]) == ("quote-goes-on", "quote-alone", "")


def test_words_that_no_mark_closes_go_on_in_the_next_paragraph():
    text = "Ann Smith said: “We were there the whole day.\n\n“And we saw nothing of it at all.”\n"
    (first, one), (second, other) = found(quotations, text)
    assert first.startswith("We were there") and second.startswith("And we saw")
    assert one.what["speaker"] == other.what["speaker"] == "Ann Smith"


def test_two_speakers_of_one_paragraph_are_told_apart():
    text = "“It never happened here,” Ann Smith said. “It happened every night,” said Bo Berg."
    assert [one.what["speaker"] for _said, one in found(quotations, text)] == [
        "Ann Smith",
        "Bo Berg",
    ]


def test_dropped_subject_of_an_arabic_verb_is_whom_was_named_before():
    text = "وقالت الهيئة الزرقاء إنها تعمل، ودعت الدول كلها إلى «مساعدة الناس في المخيم»."
    ((_said, one),) = found(quotations, text, "ar")
    assert (one.what["verb"], one.what["speaker"]) == ("ودعت", "الهيئة الزرقاء")


def test_what_is_told_without_marks_is_never_a_quotation():
    for text in (
        "The Blue Council said that nobody was held in Camp Blue.",
        "قال المجلس الأزرق إن أحداً لم يحتجز في المخيم.",
        "هێزی شین ڕایگەیاند کە هیچ کەسێک لە کەمپەکە نەگیراوە.",
        "Hêza Şîn diyar kir ku wan di kampê de kes negirtiye.",
    ):
        assert words(quotations, text) == []
