"""Known names are found in any script; new ones by titles and capitals; codes by their words."""

import pytest

from tests.editorial.intake.texts import found, sentences, words
from tracker.editorial.intake.codes import Code, codes, phrases_of
from tracker.editorial.intake.known_names import KnownName, known_names
from tracker.editorial.intake.new_names import new_names
from tracker.editorial.intake.suggesting import Known, proposed

NAMES = [
    KnownName("party", "1", "Blue Council", "Blue Council"),
    KnownName("party", "1", "المجلس الأزرق", "Blue Council"),
    KnownName("party", "1", "Encûmena Şîn", "Blue Council"),
    KnownName("party", "2", "Council", "The Council"),
    KnownName("party", "3", "IS", "Island Society"),
    KnownName("place", "4", "Al-Hol", "Al-Hol"),
    KnownName("place", "4", "الهول", "Al-Hol"),
    KnownName("place", "5", "سوریا", "Syria"),
]


def known(text, language="en"):
    return [
        (said, one.what["noun"], one.what["key"])
        for said, one in found(known_names, text, language, NAMES)
    ]


def test_longest_known_name_is_taken():
    assert known("The Blue Council met.") == [("Blue Council", "party", "1")]
    assert known("The Council met.") == [("Council", "party", "2")]


def test_name_is_known_in_every_script_and_spelling():
    assert known("وقال المجلس الازرق ذلك.", "ar") == [("المجلس الازرق", "party", "1")]
    assert known("وفي مخيم الهول وبالهول.", "ar")[0] == ("الهول", "place", "4")
    assert known("لە سوریادا و ڕۆژئاوا.", "ckb") == [("سوریادا", "place", "5")]
    assert known("Ew li Encûmena Şîn in û tên.", "kmr") == [("Encûmena Şîn", "party", "1")]


@pytest.mark.parametrize(
    "text", ["This is so.", "a blue council of birds", "al hol", "إنه هول كبير."]
)
def test_word_that_is_only_spelt_alike_is_no_name(text):
    assert known(text, "ar" if "ه" in text else "en") == []


def test_name_that_several_have_is_of_each():
    names = [KnownName("party", key, "Blue Council", key) for key in "12"]
    shared = found(known_names, "The Blue Council met.", "en", names)
    assert [one.what["key"] for _said, one in shared] == ["1", "2"]
    assert {one.rule for _said, one in shared} == {"shared-name"}


NEW = [
    ("en", "It was said by Police Commissioner Christine Elm there.", "Christine Elm"),
    ("en", "They met Bo Berg at noon.", "Bo Berg"),
    ("en", "They asked the National Center for Blue Law about it.", "National Center for Blue Law"),
    ("en", "The Islandic military reported it.", "Islandic military"),
    ("en", "Amnesty Blue's Secretary-General, Ann Smith, went there with them.", "Amnesty Blue"),
    ("en", "Governor Ann Smith", "Ann Smith"),
    ("ar", "وكان الناشط الحقوقي خالد عبد الكريم سالم هناك.", "خالد عبد الكريم سالم"),
    ("ar", "عاد عمر الأزرق من منفاه.", "عمر الأزرق"),
    ("ckb", "سەرۆک ئازاد سالار گەڕایەوە.", "ئازاد سالار"),
    ("kmr", "Serok Azad Salar di roja din de li wir bû û çû.", "Azad Salar"),
]
NO_NAMES = [
    "Subscribe To Our Newsletter Today",
    "Click here to view our Refund Policy.",
    "The facility is of Category C now.",
    "On Monday Morning they left it.",
    "Home News Sport Weather",
    "They did so under Common Article 3 then.",
    "قال المتحدث باسم الخارجية ذلك.",
    "يحكم الرئيس السوداني منذ سنين.",
]


@pytest.mark.parametrize(("language", "text", "name"), NEW)
def test_new_name_by_title_or_capitals(language, text, name):
    assert words(new_names, text, language)[0] == name


@pytest.mark.parametrize("text", NO_NAMES)
def test_capitals_of_headings_and_menus_are_no_names(text):
    assert words(new_names, text, "ar" if "ال" in text else "en") == []


TORTURE = Code("violation", "1", "Torture", ["Torture", "التعذيب", "ئەشکەنجە", "Îşkence"])
MURDER = Code("violation", "2", "Murder", ["Murder or arbitrary deprivation of life"])
CRUEL = Code(
    "violation", "3", "Cruel", ["Cruel, inhuman or degrading treatment", "cruel treatment"]
)
REPLY = Code("stance", "4", "No comment", ["No comment"])


def test_codes_are_hinted_at_by_their_own_words_in_each_language():
    wanted = [TORTURE, MURDER, CRUEL, REPLY]
    text = "It tells of torture, cruel treatment and murder. “No comments,” they said."
    hints = [(said, one.what["noun"], one.rule) for said, one in found(codes, text, "en", wanted)]
    assert hints == [
        ("torture", "violation", "violation-words"),
        ("cruel treatment", "violation", "violation-words"),
        ("murder", "violation", "violation-words"),
        ("No comments", "stance", "stance-words"),
    ]
    assert words(codes, "تحدثوا عن تعذيب هناك.", "ar", wanted) == ["تعذيب"]
    assert words(codes, "باسی ئەشکەنجە کرا.", "ckb", wanted) == ["ئەشکەنجە"]


def test_half_of_a_label_is_no_hint():
    assert phrases_of(CRUEL) == [
        ("cruel", "inhuman", "or", "degrading", "treatment"),
        ("cruel", "treatment"),
    ]
    assert words(codes, "A cruel winter and a treatment.", "en", [CRUEL]) == []
    assert words(codes, "Torture here. Torture there.", "en", [TORTURE]) == ["Torture"]


def test_known_name_is_no_new_one_wherever_it_stands():
    text = "The Blue Council met Bo Berg. Then the Blue Council left in 2022 with 12 guards."
    all_of_it = proposed(text, sentences(text), Known(names=NAMES)).suggestions
    assert [(text[one.start : one.end], one.kind.value) for one in all_of_it] == [
        ("Blue Council", "known"),
        ("Bo Berg", "name"),
        ("2022", "date"),
        ("12 guards", "figure"),
    ]
    assert [one.kind.value for one in proposed(text, sentences(text), Known(), ["date"])[0]] == [
        "date"
    ]
