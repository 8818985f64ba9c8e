"""Words beside numbers: how sure a reporter is of them, what they count, and what is no figure."""

from __future__ import annotations

from functools import cache

from tracker.editorial.intake.sentences import key_of
from tracker.record.choices import Qualifier

# Before a number; `_` for a space. The longest that fits is taken.
BEFORE = {
    "en": {
        Qualifier.ABOUT: "about around some approximately roughly circa close_to",
        Qualifier.ESTIMATED: "estimated an_estimated a_estimated",
        Qualifier.MORE_THAN: "more_than over above in_excess_of upwards_of well_over",
        Qualifier.AT_LEAST: "at_least no_fewer_than no_less_than not_less_than a_minimum_of",
        Qualifier.NEARLY: "nearly almost just_under fewer_than less_than under",
        Qualifier.AT_MOST: "up_to as_many_as at_most no_more_than a_maximum_of",
        Qualifier.EXACT: "exactly only just",
    },
    "ar": {
        Qualifier.ABOUT: "نحو حوالي حوالى زهاء ما_يقارب ما_يقرب_من بحدود في_حدود",
        Qualifier.ESTIMATED: "يقدر_بـ يقدر_ب تقدر_ب يقدر_عددهم_ب يقدر_عددهم_بنحو",
        Qualifier.MORE_THAN: "أكثر_من ما_يزيد_على ما_يزيد_عن يزيد_على يزيد_عن تزيد_على تزيد_عن "
        "أزيد_من",
        Qualifier.AT_LEAST: "ما_لا_يقل_عن لا_يقل_عن لا_تقل_عن",
        Qualifier.NEARLY: "قرابة أقل_من",
        Qualifier.AT_MOST: "ما_يصل_إلى يصل_إلى تصل_إلى لا_يزيد_عن لا_يتجاوز",
    },
    "ckb": {
        Qualifier.ABOUT: "نزیکەی دەوروبەری نزیکی",
        Qualifier.MORE_THAN: "زیاتر_لە پتر_لە",
        Qualifier.AT_LEAST: "لانیکەم لایەنی_کەم بەلایەنی_کەم",
        Qualifier.NEARLY: "کەمتر_لە",
        Qualifier.AT_MOST: "تا هەتا",
    },
    "kmr": {
        Qualifier.ABOUT: "nêzî nêzîkî derdora dora bi_qasî qasî",
        Qualifier.MORE_THAN: "zêdetirî bêhtirî zêdetir_ji bêtir_ji bêhtir_ji",
        Qualifier.AT_LEAST: "herî_kêm bi_kêmanî kêmanî",
        Qualifier.NEARLY: "kêmî kêmtir_ji kêmtirî",
        Qualifier.AT_MOST: "heta",
    },
}
# Before the first of two numbers.
BETWEEN = "between from بين نێوان navbera"
# Behind what is counted.
BEHIND = {
    "en": {Qualifier.AT_LEAST: "or_more at_least"},
    "ar": {Qualifier.AT_LEAST: "على_الأقل أو_أكثر", Qualifier.ABOUT: "تقريبا"},
    "ckb": {Qualifier.AT_LEAST: "لانیکەم بەلایەنی_کەم"},
    "kmr": {Qualifier.AT_LEAST: "û_zêdetir"},
}
PERCENT = {
    "en": "percent per_cent percentage_points",
    "ar": "بالمئة بالمائة في_المئة في_المائة",
    "ckb": "لە_سەدا لەسەدا",
    "kmr": "ji_sedî sedî",
}
MONEY = {
    "en": "dollars pounds euros dinars lira liras rials",
    "ar": "دولار دولارا دولارات يورو جنيه جنيها دينار دينارا ليرة",
    "ckb": "دۆلار یۆرۆ دینار",
    "kmr": "dolar ewro dînar lîre",
}
# How long and how old something is, how far and how hot: no figures of a population.
MEASURES = {
    "en": (
        "year years month months week weeks day days hour hours minute minutes second seconds "
        "decade decades century centuries am pm a.m p.m old km kilometres kilometers miles metres "
        "meters degrees january february march april june july august september october november "
        "december points times"
    ),
    "ar": (
        "سنة سنوات سنين عام عاما أعوام شهر شهرا أشهر شهور أسبوع أسبوعا أسابيع يوم يوما أيام ساعة "
        "ساعات دقيقة دقائق ثانية عقد عقدا عقود قرن قرون كيلومتر كيلومترا كم متر مترا درجة"
    ),
    "ckb": "ساڵ ساڵی مانگ مانگی هەفتە ڕۆژ ڕۆژی کاتژمێر خولەک سەدە کیلۆمەتر مەتر پلە",
    "kmr": "sal salî salan meh mehan hefte roj rojan saet deqe sedsal kîlometre metre",
}
# Behind these a number is the name of something.
LABELS = (
    "article articles page pages paragraph paragraphs section chapter no number resolution rule "
    "category common annex index version week part volume issue case room route camp january "
    "february march april may june july august september october november december since "
    "المادة المواد صفحة فقرة الفقرة رقم القرار قرار البند بند "
    "مادەی ژمارە بڕگەی بڕیاری "
    "madeya hejmara rûpela biryara"
)
# What is counted does not go over these.
STOPS = {
    "en": (
        "in of from at on to by for with as who that which and or but were was are is be been have "
        "has had will would could may might the a an their its his her this these those including "
        "than through during after before when while where since until into over under between "
        "among against without about per each every said say says not also now still more less "
        "joined fled died killed remained live lived left went returned"
    ),
    "ar": (
        "في من على إلى عن مع بين خلال منذ بعد قبل دون أن إن التي الذي الذين ممن كانوا كان كانت لم "
        "لا قد بحسب وفق وفقا حتى عند لدى ضمن عبر بينهم بينها بينهن منهم منها تم تمت على"
    ),
    "ckb": "لە بە بۆ کە و تا دوای پێش هەن بوون بوو هەیە کران کرا دەکرێن ڕا",
    "kmr": "di li ji bi ku û ji de bûn bû hene heye hatin hat man wek",
}
# A verb right behind an English number: “27 were killed”.
COUNTED_VERBS = "were was have had"
# English plurals without an s; other nouns behind a number end with one.
PLURALS = "people men women children police personnel staff troops aircraft"
# “The number of deaths: 56”: what is counted stands before.
NUMBER_OF = {"ar": "عدد", "ckb": "ژمارەی", "kmr": "hejmara"}


@cache
def phrases(language: str, *, is_behind: bool = False) -> list[tuple[tuple[str, ...], Qualifier]]:
    """The words of each qualifier, the longest first."""
    table = (BEHIND if is_behind else BEFORE).get(language, {})
    found = [
        (tuple(key_of(word) for word in phrase.split("_")), qualifier)
        for qualifier, listed in table.items()
        for phrase in listed.split()
    ]
    return sorted(found, key=lambda one: -len(one[0]))


@cache
def several(listed: str) -> list[tuple[str, ...]]:
    """Phrases of a table as words, the longest first."""
    found = [tuple(key_of(word) for word in one.split("_")) for one in listed.split()]
    return sorted(found, key=len, reverse=True)
