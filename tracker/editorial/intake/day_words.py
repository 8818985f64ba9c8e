"""Names of months and days of the week, and words for days near the text's own."""

from __future__ import annotations

from functools import cache

from tracker.capture.suggesting.months import month_named
from tracker.editorial.intake.sentences import key_of

# Letters of a month's name in a language that is not known; fewer are a word of some other.
LONGEST_SHORT = 3
# January to December, a line a calendar; `/` stands between forms of one name.
MONTHS = {
    "en": (
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
        "september/sept/sep october/oct november/nov december/dec",
    ),
    "ar": (
        "يناير فبراير مارس أبريل/إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "_ شباط آذار نيسان أيار حزيران تموز آب أيلول _ _ _",
        "جانفي فيفري _ أفريل ماي جوان جويلية أوت _ _ _ _",
    ),
    "ckb": (
        "_ شوبات/شوباتی ئازار/ئازاری نیسان/نیسانی ئایار/ئایاری/مایس/مایسی حوزەیران/حوزەیرانی "
        "تەمووز/تەمووزی ئاب/ئابی/ئۆگست/ئۆگستی ئەیلوول/ئەیلوولی/سێپتەمبەر "
        "ئۆکتۆبەر/ئۆکتۆبەری نۆڤەمبەر/نۆڤەمبەری دیسەمبەر/دیسەمبەری",
    ),
    "kmr": (
        "rêbendan/rêbendanê/çile/kanûna_paşîn reşemî/reşemiyê/sibat/sibatê adar/adarê/adara "
        "nîsan/nîsanê/nîsana/avrêl/avrêlê gulan/gulanê/gulana pûşper/pûşperê/hezîran/hezîranê "
        "tîrmeh/tîrmehê/tîrmeha gelawêj/gelawêjê/tebax/tebaxê rezber/rezberê/îlon/îlonê "
        "kewçêr/kewçêrê/cotmeh/cotmehê sermawez/sermawezê/mijdar/mijdarê "
        "berfanbar/berfanbarê/kanûn/kanûnê",
    ),
}
# Monday to Sunday.
WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "ar": "الاثنين/الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "ckb": "دووشەممە/دووشەم سێشەممە/سێشەم چوارشەممە/چوارشەم پێنجشەممە/پێنجشەم هەینی شەممە یەکشەممە",
    "kmr": "duşem/duşemê/duşemiyê sêşem/sêşemê/sêşemiyê çarşem/çarşemê/çarşemiyê "
    "pêncşem/pêncşemê/pêncşemiyê în/înê/îniyê şemî/şemiyê yekşem/yekşemê/yekşemiyê",
}
# Before the name of a day of the week; in headings and menus such a name stands alone.
BEFORE_WEEKDAY = {
    "en": "on late early since by until last",
    "ar": "يوم أمس مساء صباح فجر ليل ظهر",
    "ckb": "ڕۆژی شەوی ئێوارەی بەیانی لە",
    "kmr": "roja şeva êvara sibeha",
}
# Parts of a day, behind its name.
PARTS_OF_DAY = "morning afternoon evening night"
# Days from the text's own, as they are called.
NEAR = {
    "en": "today:0 yesterday:-1",
    "ar": "أمس:-1 بالأمس:-1 البارحة:-1",
    "ckb": "ئەمڕۆ:0 دوێنێ:-1",
    "kmr": "îro:0 duh:-1 doh:-1",
}
# “Last year” and the like: words in a row, what they count, and how many of it.
SPANS = {
    "en": "last_year:year:-1 this_year:year:0 last_month:month:-1 this_month:month:0",
    "ar": (
        "العام_الماضي:year:-1 السنة_الماضية:year:-1 العام_الجاري:year:0 العام_الحالي:year:0 "
        "الشهر_الماضي:month:-1 الشهر_الجاري:month:0"
    ),
    "ckb": "ساڵی_پار:year:-1 ساڵی_ڕابردوو:year:-1 ئەمساڵ:year:0 مانگی_ڕابردوو:month:-1",
    "kmr": "sala_borî:year:-1 par:year:-1 îsal:year:0 meha_borî:month:-1",
}
# Before a year that stands alone.
BEFORE_YEAR = {
    "en": "in since by until during before after early late mid of from year between",
    "ar": "في عام سنة العام منذ قبل بعد حتى منتصف أواخر مطلع بداية نهاية لعام",
    "ckb": "ساڵی لە",
    "kmr": "sala salên di",
}
# With these a day is still to come, and which one is not certain.
TO_COME = {
    "en": "will next upcoming shall expected scheduled plans due tomorrow",
    "ar": "سوف المقبل القادم المقبلة القادمة غدا",
    "ckb": "داهاتوو سبەی دەبێت",
    "kmr": "bê tê sibê pêş",
}


@cache
def month_of(key: str, language: str) -> int:
    """The number of a month, from 1; 0 if a word is none."""
    if not language:
        return month_named(key) if len(key) > LONGEST_SHORT else 0
    return _numbered(MONTHS.get(language, ())).get(key, 0)


@cache
def weekday_of(key: str, language: str) -> int:
    """The number of a day of the week, Monday 1; 0 if a word is none."""
    return _numbered((WEEKDAYS.get(language, ""),)).get(key, 0)


@cache
def near(language: str) -> dict[str, int]:
    """Words for days near the text's own, with how far they are."""
    pairs = (one.split(":") for one in NEAR.get(language, "").split())
    return {key_of(word): int(days) for word, days in pairs}


@cache
def spans(language: str) -> list[tuple[tuple[str, ...], str, int]]:
    """“Last year”: its words, what is counted, and how far it is."""
    found = (one.split(":") for one in SPANS.get(language, "").split())
    return [
        (tuple(key_of(word) for word in phrase.split("_")), unit, int(many))
        for phrase, unit, many in found
    ]


@cache
def _numbered(lines: tuple[str, ...]) -> dict[str, int]:
    return {
        key_of(form): number
        for line in lines
        for number, names in enumerate(line.split(), 1)
        if names != "_"
        for form in names.split("/")
    }
