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
    ("There are 27 more men here.", "27 more men", "exact", "27", "27", "men"),
    ("Between 10 and 15 million people fled.",
     "Between 10 and 15 million people", "range", "10000000", "15000000", "people"),
    ("It held 10-15 prisoners.", "10-15 prisoners", "range", "10", "15", "prisoners"),
    ("Some 43 000 men are held.", "Some 43 000 men", "about", "43000", "43000", "men"),
    ("At least another 12 died.", "At least another 12 died", "at_least", "12", "", ""),
    ("Some say 100+ families came.", "100+ families", "at_least", "100", "", "families"),
    ("Over half a million people fled.",
     "Over half a million people", "more_than", "500000", "", "people"),
    ("Nearly two dozen guards were there.",
     "Nearly two dozen guards", "nearly", "", "24", "guards"),
    ("Dozens of men were held.", "Dozens of men", "at_least", "24", "", "men"),
    ("It names 17 of the men.", "17 of the men", "exact", "17", "17", "of the men"),
    ("The death toll has risen to 56.", "56", "exact", "56", "56", "death toll"),
    ("The number of deaths rose to at least 56.", "at least 56", "at_least", "56", "", "deaths"),
    ("It has houses all over, including four in Blue Town.", "four", "exact", "4", "4", ""),
    ("They hold more than 2000 of them.",
     "more than 2000 of them", "more_than", "2000", "", "of them"),
    ("It is a town of nearly 5,000.", "nearly 5,000", "nearly", "", "5000", "town"),
    ("It is to convert all, and they 62,000.", "62,000", "exact", "62000", "62000", ""),
    ("The fire killed 27 in the north.", "27", "exact", "27", "27", ""),
    ("They paid up to $600 an hour.", "up to $600 an hour", "at_most", "", "600", ""),
    ("It cost $3.5 million.", "$3.5 million", "exact", "3500000", "3500000", ""),
    ("يشمل حوالي 11 ألفًا و500 رجل.", "حوالي 11 ألفًا و500 رجل", "about", "11500", "11500", "رجل"),
    ("احتجزوا في 27 منشأة على الأقل.", "27 منشأة على الأقل", "at_least", "27", "", "منشأة"),
    ("ونحو ألفي معتقل في السجون.", "نحو ألفي معتقل", "about", "2000", "2000", "معتقل"),
    ("شارك أحد عشر بلدا عربيا.", "أحد عشر بلدا عربيا", "exact", "11", "11", "بلدا عربيا"),
    ("مقتل نحو 27، وفق المصدر.", "نحو 27", "about", "27", "27", ""),
    ("اعتقل 12 من المحتجين هناك.", "12 من المحتجين", "exact", "12", "12", "من المحتجين"),
    ("جرح ما بين 10 و15 شخصا.", "بين 10 و15 شخصا", "range", "10", "15", "شخصا"),
    ("فر مئات الآلاف من المدنيين.",
     "مئات الآلاف من المدنيين", "at_least", "200000", "", "من المدنيين"),
    ("شطب ما يقدر ب500 مليون دولار.",
     "ما يقدر ب500 مليون دولار", "estimated", "500000000", "500000000", "دولار"),
    ("مقتل أكثر من 1500 رجل هناك.", "أكثر من 1500 رجل", "more_than", "1500", "", "رجل"),
    ("بلغ عدد القتلى 56 دون غيرهم.", "عدد القتلى 56", "exact", "56", "56", "القتلى"),
    ("أكثر من 15 مليون جنيه من المال.",
     "أكثر من 15 مليون جنيه", "more_than", "15000000", "", "جنيه"),
    ("زیاتر لە ٥٦ هەزار کەس لێرەن.", "زیاتر لە ٥٦ هەزار کەس", "more_than", "56000", "", "کەس"),
    ("نزیکەی ٢٠٠ ژن لەوێن.", "نزیکەی ٢٠٠ ژن", "about", "200", "200", "ژن"),
    ("دوو هەزار و 106 کەس لێرەن.", "دوو هەزار و 106 کەس", "exact", "2106", "2106", "کەس"),
    ("سێ هەزار و 500 کەس لێرەن.", "سێ هەزار و 500 کەس", "exact", "3500", "3500", "کەس"),
    ("ژمارەی کوژراوان گەیشتە 56.", "ژمارەی کوژراوان گەیشتە 56", "exact", "56", "56", "کوژراوان"),
    ("نزیکەی 600 بۆ 700 کەس لێرەن.", "نزیکەی 600 بۆ 700 کەس", "range", "600", "700", "کەس"),
    ("Li welêt 1585 kes û zarok hene.", "1585 kes", "exact", "1585", "1585", "kes"),
    ("Li welêt 3 hezar û 254 kesî mirine.", "3 hezar û 254 kesî", "exact", "3254", "3254", "kesî"),
    ("Li welêt 66 ji nexweşan mirine û çûne.",
     "66 ji nexweşan", "exact", "66", "66", "ji nexweşan"),
    ("Hejmara nexweşan gihişte 164 hezar derbas kir û çû.",
     "Hejmara nexweşan gihişte 164 hezar derbas", "more_than", "164000", "", "nexweşan"),
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
    "The two men and these three women left.",
    "There were 20.4 per 100,000 people, one in five men.",
    "He lives at 350 Fifth Avenue and flew in a Boeing 737 twice.",
    "Children under 5 were there, and men aged 30 with others.",
    "They won 3-1 and read 5 things to know, 12 steps and 3 tips.",
    "12 comments",
    "Action 1313 UnsolvedRenters' Rights TrackerSports",
    "Call 911 calls back; it was 2.5 km and 300 metres away.",
    "COVID-19 and B52s and bluetown10.com and 3-alarm fires.",
    "في ثلاثين سنة و3 عقود منذ 1989 تغير كل شيء.",
    "كلفت الحرب آلاف النازحين.",
    "في الذكرى الـ75 للنكبة وفي العيد الـ 62 لثورة.",
    "بثت القناة 14 العبرية وصاروخ 2 خبرا.",
    "في يوم 9 / 9 بسبب عاصفة، وزلزال بقوة 6 درجات.",
    "من كل 100 شخص، وفي الساعة 5 مساء و20 كم.",
    "لە 6ی نیسانی 2009دا و لە ماوەی 24 کاتژمێردا و کۆڤید 19 بوو.",
    "Di 24 saetên dawîn de û li sala 2019'an, saet 5 û 20 deqeyî.",
    "Du ji sê parên welêt û ji her 100 kesî.",
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
