"""Sums of money: a number with the sign or the name of a currency."""

from __future__ import annotations

from tracker.editorial.intake.number_words import Number
from tracker.editorial.intake.phrase_tables import phrase_at
from tracker.editorial.intake.sentences import Word

CURRENCY = "$€£¥₺₪₹₦"
# Behind a number; in Kurdish and Arabic in the cases that a number asks for.
NAMES = {
    "en": (
        "dollars dollar pounds euros euro dinars lira liras rials riyals rupees shekels yen yuan "
        "francs pesos roubles rubles dirhams usd eur gbp cents pence"
    ),
    "ar": (
        "دولار دولارا دولارات الدولارات يورو جنيه جنيها جنيهات دينار دينارا دنانير ليرة ليرات ريال "
        "ريالا ريالات درهم درهما دراهم شيكل شيكلا د_ج د_ت د_ع ل_ل ل_س"
    ),
    "ckb": "دۆلار دۆلاری یۆرۆ دینار دیناری لیرە تمەن",
    "kmr": "dolar dolarî dolarên ewro euro dînar dînarên lîre lîreyên lîra",
}
# Before a number.
CODES = "usd eur gbp us$ rs"


def money_behind(words: list[Word], number: Number, language: str) -> int:
    """Past a currency: “pounds”, “US dollars”; 0 where there is none."""
    for place in (number.last, number.last + 1):
        over = phrase_at(words, place, NAMES.get(language, ""))
        if over:
            return over
    return 0


def has_sign(text: str, words: list[Word], number: Number) -> bool:
    """Whether a sign or a code of a currency stands at a number."""
    before, behind = text[max(0, number.start - 1) : number.start], text[number.end :][:1]
    is_code = number.first > 0 and words[number.first - 1].key in CODES.split()
    return is_code or (before != "" and before in CURRENCY) or (behind != "" and behind in CURRENCY)
