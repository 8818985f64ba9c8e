"""Dates are proposed in EDTF; what is reckoned from the text's own day says so."""

from datetime import date

import pytest

from tests.editorial.intake.texts import found, words
from tracker.editorial.intake.days import days

# A Friday.
OWN = date(2024, 4, 26)
WRITTEN = [
    ("It was on 17 April 2024.", "2024-04-17"),
    ("It was on April 17, 2024, a day.", "2024-04-17"),
    ("It was on the 3rd of May 2023.", "2023-05-03"),
    ("It was in September 2017.", "2017-09"),
    ("It has been so since 2001.", "2001"),
    ("It was on 2024-04-17 there.", "2024-04-17"),
    ("It was on 16.02.2022 there.", "2022-02-16"),
    ("كان ذلك في 17 نيسان/أبريل 2024.", "2024-04-17"),
    ("كان ذلك في 8 فيفري 2019.", "2019-02-08"),
    ("منذ 13 ديسمبر2018 ونحن هنا.", "2018-12-13"),
    ("كان ذلك عام 2022.", "2022"),
    ("لە ١٧ی نیسانی ٢٠٢٤ ڕوویدا.", "2024-04-17"),
    ("لە ساڵی ٢٠٢٢ ڕوویدا.", "2022"),
    ("Ev di 17ê Nîsana 2024an de çêbû û qediya.", "2024-04-17"),
    ("Ev di sala 2022an de çêbû û qediya.", "2022"),
]
RECKONED = [
    ("On Thursday they left.", "2024-04-25"),
    ("They left on Friday.", "2024-04-26"),
    ("They left last Friday.", "2024-04-19"),
    ("They were named Wednesday.", "2024-04-24"),
    ("They left on March 26 at noon.", "2024-03-26"),
    ("They left yesterday.", "2024-04-25"),
    ("They left last year.", "2023"),
    ("They left last month.", "2024-03"),
    ("غادروا يوم الخميس.", "2024-04-25"),
    ("غادروا في 26 من آذار الماضي.", "2024-03-26"),
    ("وأعلنت أمس ذلك.", "2024-04-25"),
    ("ڕۆژی پێنجشەممە ڕۆیشتن.", "2024-04-25"),
    ("دوێنێ ڕۆیشتن و گەڕانەوە.", "2024-04-25"),
    ("Ew roja Pêncşemê çûn û vegeriyan.", "2024-04-25"),
]
NO_DATES = [
    "They may 5 times a day march 12 miles.",
    "They will meet on Thursday.",
    "Home\nSaturday\nNews\n",
    "In 2000 people left it.",
    "It cost 2024 and had 1999 parts.",
    "It was on 2024-02-31 or on 03/04/2024.",
    "“We left on Thursday,” and then “today” it was.",
]


@pytest.mark.parametrize(("text", "edtf"), WRITTEN)
def test_date_as_the_text_has_it(text, edtf):
    ((_said, one),) = found(days, text, "ckb" if "ڕ" in text else "en", OWN)
    assert (one.what["edtf"], one.what["inferred"], one.kind) == (edtf, "", "date")


@pytest.mark.parametrize(("text", "edtf"), RECKONED)
def test_date_reckoned_from_the_day_of_the_text_is_marked(text, edtf):
    ((_said, one),) = found(days, text, "ckb" if "ڕ" in text else "en", OWN)
    assert (one.what["edtf"], one.what["inferred"]) == (edtf, "yes")
    assert "2024-04-26" in one.why


@pytest.mark.parametrize("text", NO_DATES[:-1])
def test_what_is_not_certain_is_no_date(text):
    assert words(days, text, "en", OWN) == []


def test_near_days_of_quoted_words_are_not_those_of_the_text():
    assert words(days, "“It ends today,” he said.", "en", OWN) == []


def test_nothing_is_reckoned_without_a_day_of_the_text():
    assert [words(days, text, "en", None) for text, _edtf in RECKONED] == [[]] * len(RECKONED)


def test_month_of_another_language_is_read_where_the_whole_date_is_written():
    assert words(days, "Pressemitteilung 02. November 2021", "de", OWN) == ["02. November 2021"]
