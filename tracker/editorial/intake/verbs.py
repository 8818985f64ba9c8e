"""Verbs of saying of the four languages, as they bring in somebody's words.

More than the gate's frames (`gate_words.FRAMES`), by which a sentence is somebody's: here it counts
which of them a speaker stands before or behind, and which tell what was said without “that”.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tracker.capture.quotes.folding import plain, spelled

# With words in quotation marks, or with “that”.
SAYS = {
    "en": (
        "said say says saying told tells telling stated states stating added adds adding wrote "
        "writes writing announced announces announcing declared declares explained explains "
        "replied replies responded responding remarked commented tweeted posted testified recalled "
        "insisted argued argues noted notes warned warns asserted continued concluded concludes "
        "asked answered claimed claims claim claiming alleged alleges estimated estimates reported "
        "reports reporting confirmed confirms stressed emphasised emphasized described describes "
        "read reads according_to went_on pointed_out admitted admits acknowledged acknowledges "
        "complained lamented cautioned reiterated predicted promised vowed pledged exclaimed"
    ),
    "ar": (
        "قال قالت قالوا قالا يقول تقول يقولون قائلا قائلة قائلين أضاف أضافت أضافوا يضيف تضيف مضيفا "
        "مضيفة تابع تابعت أوضح أوضحت يوضح توضح صرح صرحت أعلن أعلنت أعلنوا يعلن تعلن أكد أكدت أكدوا "
        "يؤكد تؤكد مؤكدا مؤكدة ذكر ذكرت يذكر تذكر كتب كتبت أشار أشارت يشير تشير شدد شددت أفاد "
        "أفادت يفيد تفيد زعم زعمت ادعى ادعت اعتبر اعتبرت رد ردت أجاب أجابت بحسب حسب وفق وفقا"
    ),
    "ckb": (
        "وتی وتیان گوتی گوتیان دەڵێ دەڵێت دەڵێن ڕایگەیاند ڕایانگەیاند ڕاگەیاند ڕایدەگەیەنێت "
        "نووسی نووسیویەتی وتوویەتی گوتوویەتی نووسیویانە وتوویانە بەپێی"
    ),
    "kmr": (
        "got gotine gotiye dibêje dibêjin dibê ragihand ragihandin ragihandiye radigihîne nivîsand "
        "nivîsandiye diyar_kir diyar_kirin diyar_kiriye dîyar_kir da_zanîn da_zanin anî_ziman "
        "destnîşan_kir bersiv_da li_gorî li_gor"
    ),
}
# What somebody says, told without “that” and never in their words.
TELLS = {
    "en": (
        "accused accuses accuse accusing denied denies deny denying asked asks ask urged urges "
        "urge rejected rejects reject demanded demands condemned condemns condemn blamed blames "
        "warned called_on calls_on call_on called_for calls_for call_for criticised criticized"
    ),
    "ar": (
        "نفى نفت نفوا ينفي تنفي اتهم اتهمت اتهموا يتهم تتهم رفض رفضت يرفض ترفض طالب طالبت يطالب "
        "تطالب دعا دعت يدعو تدعو أدان أدانت يدين تدين ناشد ناشدت"
    ),
    "ckb": (
        "ڕەتیکردەوە ڕەتیدەکاتەوە ڕەتیانکردەوە ڕەتی_کردەوە ڕەتی_دەکاتەوە ڕەتیان_کردەوە "
        "تۆمەتبار_کرد تۆمەتباری_کرد تۆمەتبار_دەکات داوای_کرد داوایان_کرد داوا_دەکات"
    ),
    "kmr": (
        "red_kir red_kirin red_dike red_dikin tawanbar_kir tawanbar_kirin tawanbar_dike "
        "daxwaz_kir daxwaz_kirin daxwaz_dike înkar_kir înkar_dike şermezar_kir"
    ),
}
# Words that say that what follows is somebody's, of whoever stands behind them.
ACCORDING = {
    "en": "according_to",
    "ar": "بحسب حسب وفق وفقا",
    "ckb": "بەپێی",
    "kmr": "li_gorî li_gor",
}
# Nouns, too: these say something only before “that”, a comma, a colon or quotation marks.
ALSO_NOUNS = (
    "states claims claim reports notes estimates posted read reads writing saying describes call "
    "ask"
)
# Behind these a verb is no longer what its subject did: “was accused”, “to say”.
NO_SUBJECT = {
    "en": "is are was were be been being to not get gets by of a an the and_to",
    "ar": "لم لا لن أن",
    "ckb": "",
    "kmr": "nayê nehat",
}
THAT = {
    "en": "that how",
    "ar": "أن إن بأن أنه أنها أنهم إنه إنها إنهم بأنه بأنها بأنهم أننا إننا",
    "ckb": "کە",
    "kmr": "ku",
}
# These say what the subject of another verb says: “they agreed, saying …”.
PARTICIPLES = (
    "saying telling stating adding writing claiming قائلا قائلة قائلين مضيفا مضيفة مؤكدا مؤكدة"
)
# In Arabic the verb is before its subject; it may be behind, too.
VERB_FIRST = frozenset(("ar",))


class Verb(NamedTuple):
    """A verb of saying: words in a row, and whether what it says may be told without “that”."""

    words: tuple[str, ...]
    tells: bool
    is_according: bool
    is_also_noun: bool


@cache
def verbs_of(language: str) -> dict[str, list[Verb]]:
    """The verbs of a language by their first word; those of two words first."""
    telling, according = _listed(TELLS, language), _listed(ACCORDING, language)
    also_nouns = {(_key(one),) for one in ALSO_NOUNS.split()} if language == "en" else set()
    found: dict[str, list[Verb]] = {}
    for words in sorted(_listed(SAYS, language) | telling, key=len, reverse=True):
        verb = Verb(words, words in telling, words in according, words in also_nouns)
        found.setdefault(words[0], []).append(verb)
    return found


@cache
def listed(table_words: str) -> frozenset[str]:
    """Single words of a table as they are looked for."""
    return frozenset(_key(one) for one in table_words.split())


def _listed(table: dict[str, str], language: str) -> set[tuple[str, ...]]:
    phrases = table.get(language, "").split()
    return {tuple(_key(word) for word in one.split("_")) for one in phrases}


def _key(word: str) -> str:
    return spelled(plain(word))
