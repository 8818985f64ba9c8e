"""Figures are proposed with how sure the text is of them; other numbers are none."""

import pytest

from tests.editorial.intake.texts import found, words
from tracker.editorial.intake.figures import figures

# Text, as printed, qualifier, unit, low, high, population.
COUNTED = [
    ("They held over 43,000 detainees.",
     "over 43,000 detainees", "more_than", "43000", "", "detainees"),
    ("At least 27 were killed there.", "At least 27 were killed", "at_least", "27", "", ""),
    ("It has an estimated 11,500 men.",
     "an estimated 11,500 men", "estimated", "11500", "11500", "men"),
    ("Nearly 43,000 foreign nationals left.",
     "Nearly 43,000 foreign nationals", "nearly", "", "43000", "foreign nationals"),
    ("Some 104 Blue citizens came.",
     "Some 104 Blue citizens", "about", "104", "104", "Blue citizens"),
    ("So 50 women and children, all ill, left.",
     "50 women and children", "exact", "50", "50", "women and children"),
    ("There are two detention camps.", "two detention camps", "exact", "2", "2", "detention camps"),
    ("It has between 10 and 20 soldiers.",
     "between 10 and 20 soldiers", "range", "10", "20", "soldiers"),
    ("One hundred and twenty officers came.",
     "One hundred and twenty officers", "exact", "120", "120", "officers"),
    ("They paid up to $600 an hour.", "up to $600 an hour", "at_most", "", "600", ""),
    ("It cost $3.5 million.", "$3.5 million", "exact", "3500000", "3500000", ""),
    ("يشمل حوالي 11 ألفًا و500 رجل.", "حوالي 11 ألفًا و500 رجل", "about", "11500", "11500", "رجل"),
    ("احتجزوا في 27 منشأة على الأقل.", "27 منشأة على الأقل", "at_least", "27", "", "منشأة"),
    ("ونحو ألفي معتقل في السجون.", "نحو ألفي معتقل", "about", "2000", "2000", "معتقل"),
    ("شارك أحد عشر بلدا عربيا.", "أحد عشر بلدا عربيا", "exact", "11", "11", "بلدا عربيا"),
    ("بلغ عدد القتلى 56 دون غيرهم.", "عدد القتلى 56", "exact", "56", "56", "القتلى"),
    ("أكثر من 15 مليون جنيه من المال.",
     "أكثر من 15 مليون جنيه", "more_than", "15000000", "", "جنيه"),
    ("زیاتر لە ٥٦ هەزار کەس لێرەن.", "زیاتر لە ٥٦ هەزار کەس", "more_than", "56000", "", "کەس"),
    ("نزیکەی ٢٠٠ ژن لەوێن.", "نزیکەی ٢٠٠ ژن", "about", "200", "200", "ژن"),
    ("Zêdetirî 56 hezar kes li kampê ne û diçin.",
     "Zêdetirî 56 hezar kes", "more_than", "56000", "", "kes"),
    ("Herî kêm 30 jin li kampê ne û nayên.", "Herî kêm 30 jin", "at_least", "30", "", "jin"),
]  # fmt: skip
SHARES = [
    ("Over 93 per cent of them are women.", "Over 93 per cent", "more_than"),
    ("Some 65% of them are children.", "Some 65%", "about"),
    ("منهم أكثر من 90 بالمائة نساء.", "أكثر من 90 بالمائة", "more_than"),
    ("Li kampê ji sedî 65 zarok in û nexweş in.", "ji sedî 65", "exact"),
]
NO_FIGURES = [
    "On 17 April 2024 at 4:56 p.m. they met in Room 12.",
    "In 2022, after 12 years and 41 days, it was over; it was 38°F.",
    "Article 3 and paragraph 12 of Resolution 1325 say so.",
    "Ann Smith, 68, of Blue Town, is the 16th mayor and 2-time winner.",
    "Thousands of people and hundreds of guards left.",
    "The 2022 elections were held; call 0123 456 789.",
    "One of them was there, and no one else.",
    "COVID-19 and B52s and bluetown10.com and 3-alarm fires.",
    "في ثلاثين سنة و3 عقود منذ 1989 تغير كل شيء.",
    "كلفت الحرب آلاف النازحين.",
]


@pytest.mark.parametrize(("text", "printed", "qualifier", "low", "high", "population"), COUNTED)
def test_figure_as_printed_with_what_it_counts(text, printed, qualifier, low, high, population):
    ((said, one),) = found(figures, text, "ckb" if "ە" in text else "en")
    assert said == printed and one.kind == "figure"
    what = {"qualifier": qualifier, "unit": "number", "low": low, "high": high}
    assert {name: one.what[name] for name in what} == what
    assert one.what["population"] == population


@pytest.mark.parametrize(("text", "printed", "qualifier"), SHARES)
def test_share_is_in_per_cent(text, printed, qualifier):
    ((said, one),) = found(figures, text)
    assert (said, one.what["qualifier"], one.what["unit"]) == (printed, qualifier, "percent")


@pytest.mark.parametrize("text", NO_FIGURES)
def test_days_ages_names_and_measures_are_no_figures(text):
    assert words(figures, text) == []


def test_bare_number_after_a_hedged_one_of_the_same_is_the_same_figure():
    text = "They hold over 56,000 detainees. The 56,000 detainees and 40 guards wait."
    assert words(figures, text) == ["over 56,000 detainees", "40 guards"]


def test_nothing_is_proposed_in_a_language_whose_hedges_are_not_known():
    assert words(figures, "Mehr als 180 Organisationen und 66 Staaten.", "de") == []
