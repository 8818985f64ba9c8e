"""Words by which a text may harm somebody: a child, a name, an address, so few that all know them.

Phrases are read as in `phrases.py`, patterns on the text as it was typed. Precision comes before
recall: what is asked of every other sentence is soon answered without being read.
"""

from __future__ import annotations

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tracker.editorial.gate_advice import Advice


class HarmKind(TextChoices):
    """What about a text may harm somebody."""

    PERSON = "person", _("It names a person who holds no office")
    MINOR = "minor", _("It speaks of a child")
    PLACE = "place", _("It says exactly where people at risk are")
    FEW = "few", _("It counts fewer than five people")


ASKED: dict[str, Advice] = {
    HarmKind.PERSON: _("make sure that this name may be public; a role may be enough"),
    HarmKind.MINOR: _("make sure that no child can be found or hurt by it"),
    HarmKind.PLACE: _(
        "make sure that nobody can be found by it; a town or a district may be enough"
    ),
    HarmKind.FEW: _("make sure that none of so few can be known by it"),
}

OF_AGE, FEWEST = 18, 5

# --- Children -------------------------------------------------------------------------------------

CHILD = {
    "en": (
        "child children boy girl infant baby toddler juvenile teenager underage schoolchild* "
        "schoolboy schoolgirl orphan a_minor_was/is/who/had/has/in/and/from/at/of"
    ),
    "ar": "طفل* أطفال قاصر قاصرين قاصرون رضيع* صبي صبية مراهق* يتيم أيتام",
    "ckb": "منداڵ* مناڵ* هەرزەکار* ساوا کوڕێکی_بچووک کچێکی_بچووک هەتیو*",
    "kmr": "zarok* kurik* keçik* pitik* sêwî* nebalix*",
}
# With a number below OF_AGE in it; `to 17`, `under 18` are ages of children too.
AGE = {
    "en": "aged_# aged_between_# age_of_# #_year_old #_month_old #_year_of_age",
    "ar": (
        "عمره_# عمره_~_# من_عمر_# من_عمر_~_# عمر_#_عام/عاما/سنة/سنوات/أعوام أعمارهم_~_# "
        "بالغ*_#_عام/عاما/سنة/سنوات/أعوام سن_#"
    ),
    "ckb": "تەمەن*_# تەمەن*_~_#_ساڵ*",
    "kmr": "#_salî temen*_~_#",
}
UNDER_AGE = {
    "en": "under_18 under_age_of_18 under_the_age_of_18",
    "ar": "دون_18 تحت_18 دون_سن_18 دون_ثامنة_عشرة دون_سن_ثامنة_عشرة",
    "ckb": "خوار_18 ژێر_18 ژێر_تەمەنی_18",
    "kmr": "bin_18 di_bin_18",
}
# Names of bodies, and what is so many years old without being a child.
NO_CHILD = re.compile(
    r"Save the Children|Children['’]s Fund|"
    r"\b\d{1,2}-year-old (?:war|conflict|case|camp|dispute|inquiry|law|ban|crisis|report)",
    re.IGNORECASE,
)
# “Minors” are children, a minor change is none; the search has one word for both.
MINORS = re.compile(r"\bminors\b", re.IGNORECASE)

# --- Names ----------------------------------------------------------------------------------------

_NAME = r"[A-ZÀ-ÞĞİŞŒ][\w’'-]+(?: (?:al-|el-)?[A-ZÀ-ÞĞİŞŒ][\w’'-]+){0,3}"
NAMED = (
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? ({_NAME})"),
    re.compile(
        rf"\b(?:man|woman|boy|girl|child|detainee|prisoner|guard|nurse|witness|survivor|relative)"
        rf" (?:named|called) ({_NAME})"
    ),
    # A title before an office, as السيد الوزير, is no name.
    re.compile(r"\bو?(?:السيد|السيدة|الآنسة)\s+((?!ال)\w{2,}(?:\s+\w{2,})?)"),
    re.compile(
        r"\b(?:رجل|امرأة|طفل|طفلة|شاب|محتجز|سجين|معتقل|سيدة)\s+(?:اسمه|اسمها|يدعى|تدعى|يُدعى|تُدعى)"
        r"\s+(\w{2,}(?:\s+\w{2,})?)"
    ),
    re.compile(r"\b(?:بەڕێز|خاتوو)\s+(\w{2,}(?:\s+\w{2,})?)"),
    re.compile(
        r"\b(?:پیاوێک|ژنێک|کەسێک|منداڵێک|بەندییەک|گیراوێک|کوڕێک|کچێک)\s+بە\s*ناوی\s+(\w{2,})"
    ),
    re.compile(rf"\b(?:[Bb]irêz|[Xx]atûn) ({_NAME})"),
    re.compile(
        rf"\b(?:[Kk]esek|[Zz]ilamek|[Jj]inek|[Zz]arokek|[Gg]irtiyek|[Kk]urikek|[Kk]eçikek)"
        rf" bi navê ({_NAME})"
    ),
)

# --- Places ---------------------------------------------------------------------------------------

SPOTS = (
    # 36.3756, 41.1486, with or without their signs.
    re.compile(r"(?<![\d.])\d{1,2}[.٫]\d{3,}\s*°?\s*[NnSs]?\s*[,;/،؛ ]\s*\d{1,3}[.٫]\d{3,}"),
    re.compile(r"\d{1,3}\s*°\s*\d{1,2}\s*[′'’]"),
    re.compile(r"\b\d{1,4}[A-Za-z]? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|Road|Avenue|Lane)\b"),
)
ADDRESS = {
    "en": (
        "tent/house/flat/apartment/room/cell/ward/block/building_# "
        "tent/house/flat/apartment/room/cell/ward/block/building_no/number_#"
    ),
    "ar": ("خيمة/بيت/منزل/شقة/غرفة/زنزانة/مهجع/مبنى_رقم_# خيمة/شقة/غرفة/زنزانة/مهجع_#"),
    "ckb": "چادر*/خانوو*/ماڵ*/ژوور*/بینا*_ژمارە/ژمارەی_#",
    "kmr": "kon*/mal*/xanî*/ode*/avahî*/xîvet*_hejmar/hejmara_#",
}

# --- Few ------------------------------------------------------------------------------------------

_FEW = "one/two/three/four/#"
_PEOPLE = (
    "people/person/man/men/woman/women/detainee/prisoner/child/children/boy/girl/refugee/victim/"
    "survivor/inmate/captive/civilian/relative/brother/sister"
)
COUNTED = {
    "en": (
        f"{_FEW}_{_PEOPLE} "
        f"{_FEW}_former/other/more/young/male/female/unnamed/elderly/sick/injured_{_PEOPLE}"
    ),
    "ar": "#_أشخاص/رجال/نساء/أطفال/محتجزين/سجناء/معتقلين/نازحين شخص_واحد",
    "ckb": "یەک/دوو/سێ/چوار/#_کەس/کەسی/گیراو/گیراوی/بەندی/پیاو/پیاوی/ژن/ژنی/منداڵ/منداڵی/بەندیی",
    "kmr": "yek/du/sê/çar/#_kes/kesan/kesên/girtî/girtiyan/girtiyên/zilam/jin/mêr/zarok/zarokan",
}
# The dual of Arabic is one word with its noun in the search.
DUALS = re.compile(
    r"\bو?(?:ال)?(?:شخص(?:ان|ين)|رجل(?:ان|ين)|امرأت(?:ان|ين)|طفل(?:ان|ين)|طفلت(?:ان|ين)"
    r"|سجين(?:ان|ين)|محتجزان|معتقلان)\b"
    r"|\b(?:ثلاثة|ثلاث|أربعة|أربع)\s+(?:أشخاص|رجال|نساء|أطفال|محتجزين|سجناء|معتقلين|فتيات|صبية)\b"
)
# What a figure may count that is nobody; without one of these it is taken to count people.
THINGS = (
    "camp* prison* site* facilit* country countries report* month* year* day* week* dollar* "
    "pound* euro* visit* centre* center* cent attack* strike* building* village* town* case* "
    "مخيم* سجن سجون موقع مواقع بلد* تقرير تقارير شهر* سنة سنوات يوم أيام دولار* جنيه زيارة* "
    "کەمپ* زیندان* شوێن* وڵات* ڕاپۆرت* مانگ* ساڵ* ڕۆژ* دۆلار* پاوەند* "
    "kamp* girtîgeh* cih* welat* rapor* meh* sal* roj* dolar*"
)
PEOPLE = (
    f"{_PEOPLE} detained held killed dead fighter* "
    "شخص* أشخاص رجال نساء أطفال محتجز* سجناء سجين معتقل* قتل* "
    "کەس* گیراو* بەندی* پیاو* ژن* منداڵ* کوژرا* "
    "kes* girtî* girtiy* zilam* jin* mêr* zarok* kuştî*"
)
