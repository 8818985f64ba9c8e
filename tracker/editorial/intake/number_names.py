"""How numbers are written out in the four languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tracker.editorial.intake.sentences import key_of

UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "kmr": "yek du sê çar pênc şeş heft heşt neh deh yanzdeh dwanzdeh sêzdeh çardeh panzdeh "
    "şanzdeh hevdeh hejdeh nozdeh",
    "ckb": "یەک دوو سێ چوار پێنج شەش حەوت هەشت نۆ دە یازدە دوازدە سێزدە چواردە پازدە شازدە حەڤدە "
    "هەژدە نۆزدە",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "kmr": "bîst sî çil pêncî şêst heftê heştê nod",
    "ckb": "بیست سی چل پەنجا شەست حەفتا هەشتا نەوەد",
}
# Other spellings, and hundreds that are one word.
FORMS = {
    "kmr": "yazdeh:11 diwanzdeh:12 dwazdeh:12 duwanzdeh:12 pazdeh:15 pênzdeh:15 şazdeh:16 "
    "hivdeh:17 hijdeh:18 hîjdeh:18 nonzdeh:19 newed:90 dused:200 dusid:200 sêsed:300 "
    "çarsed:400 pêncsed:500 şeşsed:600 heftsed:700 heştsed:800 nehsed:900",
    "ckb": "یانزە:11 دوانزە:12 سیانزە:13 سێزدە:13 چواردە:14 پانزە:15 پانزدە:15 شانزە:16 شانزدە:16 "
    "حەڤدە:17 حەفدە:17 هەژدە:18 نۆزدە:19 شێست:60 حەفتا:70 نەوەت:90 دووسەد:200 سێسەد:300 "
    "چوارسەد:400 پێنجسەد:500 پێنسەد:500 شەشسەد:600 حەوتسەد:700 هەشتسەد:800 نۆسەد:900",
}
# What tables take for the same word as another: “three” and “thirty”; “two” and “behind”.
SPELT = {"ckb": {"سێ": 3, "سی": 30}, "kmr": {"dû": 0, "car": 0, "sê": 3, "sî": 30, "çar": 4}}
# An Arabic number has a form for each gender and case.
ARABIC = (
    "ثلاثة:3 ثلاث:3 أربعة:4 أربع:4 خمسة:5 خمس:5 ستة:6 ست:6 سبعة:7 سبع:7 ثمانية:8 ثماني:8 ثمان:8 "
    "تسعة:9 تسع:9 عشرة:10 عشر:10 عشرون:20 عشرين:20 ثلاثون:30 ثلاثين:30 أربعون:40 أربعين:40 "
    "خمسون:50 خمسين:50 ستون:60 ستين:60 سبعون:70 سبعين:70 ثمانون:80 ثمانين:80 تسعون:90 تسعين:90 "
    "مئتان:200 مئتين:200 مئتي:200 مئتا:200 مائتان:200 مائتين:200 مائتي:200 ألفان:2000 ألفين:2000 "
    "ألفي:2000 ألفا:2000 ثلاثمئة:300 ثلاثمائة:300 أربعمئة:400 أربعمائة:400 خمسمئة:500 خمسمائة:500 "
    "ستمئة:600 ستمائة:600 سبعمئة:700 سبعمائة:700 ثمانمئة:800 ثمانمائة:800 ثمانيمئة:800 تسعمئة:900 "
    "تسعمائة:900 مليونان:2000000 مليونين:2000000 مليوني:2000000"
)
# In Arabic “eleven” and “twelve” are two words.
ARABIC_TEENS = {"أحد": 1, "إحدى": 1, "احدى": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2}
TIMES = {
    "en": "dozen:12 hundred:100 thousand:1000 million:1000000 billion:1000000000 "
    "trillion:1000000000000",
    "kmr": "sed:100 hezar:1000 hezarî:1000 hezaran:1000 milyon:1000000 mîlyon:1000000 "
    "milyonî:1000000 milyonan:1000000 milyonek:1000000 hezarek:1000 milyar:1000000000 "
    "mîlyar:1000000000 milyarî:1000000000 "
    "trîlyon:1000000000000 trîlyonî:1000000000000",
    "ckb": "سەد:100 هەزار:1000 ملیۆن:1000000 ملیۆنێک:1000000 ملیار:1000000000 ملیارد:1000000000 "
    "ترلیۆن:1000000000000 تریلیۆن:1000000000000 تریلیون:1000000000000",
    "ar": "مئة:100 مائة:100 ألف:1000 ألفا:1000 آلاف:1000 مليون:1000000 مليونا:1000000 "
    "ملايين:1000000 مليار:1000000000 مليارا:1000000000 مليارات:1000000000 "
    "تريليون:1000000000000 ترليون:1000000000000",
}
ALONE = {
    "ar": "مئة مائة ألف مليون مليار تريليون",
    "ckb": "سەد هەزار ملیۆنێک",
    "kmr": "sed hezar hezarek milyonek",
}
AND = {"en": "and", "kmr": "û", "ckb": "و", "ar": "و"}
# Before “a million”, so that it is half of one.
HALF = {"en": "half_a", "kmr": "nîv", "ckb": "نیو", "ar": "نصف"}
# Behind digits, without a space.
SUFFIXES = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
# Round words, with the lowest number that they can mean: two of them. “Hundreds” and “thousands”
# alone say too little to be proposed.
ROUND = {
    "en": "dozens:24 scores:40 tens_of_thousands:20000 hundreds_of_thousands:200000 "
    "tens_of_millions:20000000 hundreds_of_millions:200000000 several_dozen:24 several_hundred:200 "
    "several_thousand:2000",
    "ar": "عشرات:20 العشرات:20 عشرات_الآلاف:20000 عشرات_آلاف:20000 مئات_الآلاف:200000 "
    "مئات_آلاف:200000 عشرات_الملايين:20000000",
    "ckb": "دەیان:20 دەیان_هەزار:20000 سەدان_هەزار:200000",
    "kmr": "dehan:20 bi_dehan:20 deh_hezaran:20000 bi_deh_hezaran:20000 sed_hezaran:200000 "
    "bi_sed_hezaran:200000",
}


@cache
def alone(language: str) -> frozenset[str]:
    """Words for a hundred and more that are a number alone; “thousands” is none."""
    return frozenset(key_of(word) for word in ALONE.get(language, "").split())


@cache
def times(language: str) -> Mapping[str, int]:
    """Words that multiply what stands before them."""
    return _table(TIMES.get(language, ""))


@cache
def arabic() -> Mapping[str, int]:
    """The forms of Arabic numbers that are one word."""
    return _table(ARABIC)


@cache
def arabic_teens() -> Mapping[str, int]:
    """The first words of “eleven” and “twelve”."""
    return {key_of(word): value for word, value in ARABIC_TEENS.items()}


@cache
def small(language: str) -> Mapping[str, int]:
    """Numbers below a thousand that are one word, but for “hundred”."""
    units = UNITS.get(language, "").split()
    found = {key_of(word): value for value, word in enumerate(units, 1)}
    for value, word in enumerate(TENS.get(language, "").split(), 2):
        found[key_of(word)] = value * 10
    return {**_table(FORMS.get(language, "")), **found}


@cache
def rounds(language: str) -> list[tuple[tuple[str, ...], int]]:
    """Round words, the longest first."""
    pairs = (one.partition(":") for one in ROUND.get(language, "").split())
    found = [(tuple(map(key_of, words.split("_"))), int(value)) for words, _colon, value in pairs]
    return sorted(found, key=lambda one: -len(one[0]))


@cache
def _table(listed: str) -> Mapping[str, int]:
    pairs = (one.partition(":") for one in listed.split())
    return {key_of(word): int(value) for word, _colon, value in pairs}
