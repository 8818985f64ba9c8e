"""What of a text may harm somebody, and what only looks like it, in each language of the site."""

import pytest

from tracker.editorial.findings import Field
from tracker.editorial.harm import harms_in
from tracker.editorial.harm_texts import Text

ASKED = {
    "person": (
        "Party A says that Mr Ahmad Khalil was held.",
        "Party A tells of a woman named Layla.",
        "Party A names Mrs. Jane Doe-Smith.",
        "تقول الجهة أ إن السيد أحمد خليل احتُجز.",
        "تتحدث الجهة أ عن رجل اسمه خليل.",
        "لایەنی یەکەم دەڵێت کە بەڕێز ئازاد گیراوە.",
        "لایەنی یەکەم باسی پیاوێک بە ناوی ئازاد دەکات.",
        "Aliyê A dibêje ku birêz Azad hatiye girtin.",
        "Aliyê A behsa jinek bi navê Leyla dike.",
    ),
    "minor": (
        "Party A says that a boy was held.",
        "Party A says that children were held.",
        "Party A says that minors were held.",
        "Party A says that a minor was held.",
        "Party A says that a detainee aged 14 died.",
        "Party A says that a 16-year-old died.",
        "Party A says that people under the age of 18 were held.",
        "تقول الجهة أ إن طفلة احتُجزت.",
        "تقول الجهة أ إن الأطفال احتُجزوا.",
        "تقول الجهة أ إن محتجزا عمره ١٤ عاما توفي.",
        "تقول الجهة أ إن محتجزا يبلغ من العمر 15 عاما توفي.",
        "تقول الجهة أ إن محتجزين قاصرين نُقلوا.",
        "لایەنی یەکەم دەڵێت کە منداڵێک گیراوە.",
        "لایەنی یەکەم دەڵێت کە گیراوێک تەمەنی ١٤ ساڵە.",
        "Aliyê A dibêje ku zarokek hatiye girtin.",
        "Aliyê A dibêje ku girtiyekî 14 salî miriye.",
    ),
    "place": (
        "Party A says that she lives in tent 12.",
        "Party A says that he was held in cell no. 4.",
        "The family lives at 14 Old Mill Road.",
        "It lies at 36.37556, 41.14861.",
        "It lies at 36° 22′ north.",
        "تقول الجهة أ إنها تسكن في الخيمة رقم ١٢.",
        "تقول الجهة أ إنه كان في الزنزانة 4.",
        "لایەنی یەکەم دەڵێت کە لە چادری ژمارە ١٢ دەژی.",
        "Aliyê A dibêje ku ew di konê hejmar 12 de dijî.",
    ),
    "few": (
        "Party A says that two detainees died.",
        "Party A says that 3 people died.",
        "Party A says that one former prisoner died.",
        "تقول الجهة أ إن شخصين توفيا.",
        "تقول الجهة أ إن ثلاثة سجناء توفوا.",
        "تقول الجهة أ إن ٤ أشخاص توفوا.",
        "لایەنی یەکەم دەڵێت کە دوو کەس مردوون.",
        "لایەنی یەکەم دەڵێت کە ٣ گیراو مردوون.",
        "Aliyê A dibêje ku du kes mirine.",
        "Aliyê A dibêje ku 3 girtî mirine.",
    ),
}
NOT_ASKED = (
    "Party A says that 40 people were held.",
    "Party A says that 14 people were held.",
    "The claim named Party B.",
    "Party A says that the minister answered.",
    "A minor change was made.",
    "The camp is in its 14th year; the 14-year-old conflict goes on.",
    "Party A says that a detainee aged 41 died.",
    "Party A says that two camps were closed.",
    "Save the Children published a report.",
    "See section 3 of the report, and its 4 annexes.",
    "Party A visited 2 prisons on 12 May 2023.",
    "The law of 2014 was changed in article 12.",
    "12 people stood in the street.",
    "تقول الجهة أ إن السيد الوزير رد.",
    "تقول الجهة أ إن 40 شخصا احتُجزوا.",
    "حُكم عليه بالسجن 14 عاما.",
    "قال عمر إن 3 مخيمات أُغلقت.",
    "تقع في شمال البلاد.",
    "لایەنی یەکەم دەڵێت کە ٤٠ کەس گیراون.",
    "بۆ ماوەی ١٤ ساڵ گیرا.",
    "دوو کەمپ داخران.",
    "Aliyê A dibêje ku 40 kes hatine girtin.",
    "Du kamp hatin girtin.",
    "Kamp di sala 2014an de hate vekirin.",
)


def kinds(text, known=()):
    found = harms_in(Text("The lead", text, Field("claim", 1, "lead")), known)
    return {str(one.kind.value) for one in found}


@pytest.mark.parametrize("kind", ASKED)
def test_what_may_harm_somebody_is_asked_about(kind, subtests):
    for text in ASKED[kind]:
        with subtests.test(text):
            assert kind in kinds(text)


def test_what_harms_nobody_is_not_asked_about(subtests):
    for text in NOT_ASKED:
        with subtests.test(text):
            assert kinds(text) == set()


def test_words_are_marked_within_their_sentence():
    text = "Party A wrote. It says that a boy, 14, was held. It gives no name."
    (harm,) = harms_in(Text("The lead", text, Field("claim", 1, "lead")))
    assert harm.marked[:4] == ("The lead", "It says that a ", "boy", ", 14, was held.")
    assert str(harm) == ("The lead says “boy”: make sure that no child can be found or hurt by it.")


def test_name_that_belongs_to_an_office_holder_or_a_body_is_not_asked_about():
    assert kinds("Mr Doe says no.", known={"doe"}) == set()


def test_digest_is_of_the_sentence_and_of_nothing_else():
    of = Field("claim", 1, "lead")

    def digest(text, label="The lead"):
        (harm,) = harms_in(Text(label, text, of))
        return harm.digest

    one = digest("A boy was held.")
    assert one == digest("It is so. A  boy was\u00a0held.".replace("\u00a0", " "), "المقدمة")
    assert one != digest("A boy was shot.")
    assert one != digest("A boy was held there.")


@pytest.mark.parametrize("text", ["", "«", "“”", "٪", "\u200f", "a" * 5000, "boy " * 400])
def test_odd_text_does_not_break_it(text):
    assert isinstance(kinds(text), set)
