"""Text as it is searched: the one place that says which spellings are the same word.

What is kept and what is asked for both pass through here, so that SQLite and PostgreSQL, which are
handed nothing but plain letters, answer alike. Words are folded and stemmed by script and never by
language: a quote in Persian may stand in a page in Arabic, and a question says no language at all.

Arabic script is stemmed in the spirit of light10 (Larkey, Ballesteros and Connell, “Light stemming
for Arabic information retrieval”, 2007), Latin script by the S-stemmer (Harman, “How effective is
suffixing?”, JASIS 42, 1991). Both forgive a query its form; neither knows a dictionary. The endings
of Northern Kurdish would be letters of other words in other languages: its stems are words beside
the words, see `kurmanji.py`.

Chinese, Japanese and Burmese are written without spaces: each sign, or letter with its vowels, is a
word, and what is typed without a space is looked for in a row. A number is one word however its
thousands are set apart.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

# Kept beside the index, which `migrate` builds anew after an upgrade to another number.
VERSION = 4
LONGEST_WORD = 64
MOST_REMEMBERED = 50_000

# Latin letters that Unicode does not take apart into a letter and a mark.
LATIN = dict(zip("ıłøđðħŧŋ", "iloddhtn", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
# Hamza and madda are marks, and gone before this is asked. ك, ي and ه are each typed in several
# ways by Arabic, Persian and Kurdish keyboards; vowels and the heavy r and l of Sorani are often
# left unmarked in Arabic and in older Kurdish texts.
ARABIC = {
    **dict.fromkeys("ٱٲٳ", "ا"),
    **dict.fromkeys("ىیېێےۍۑ", "ي"),
    **dict.fromkeys("کڪګ", "ك"),
    **dict.fromkeys("ةەھہۃ", "ه"),
    **dict.fromkeys("ۆۇۈۋ", "و"),
    "ڕ": "ر",
    "ڵ": "ل",
}
# Letters to Unicode, but of no sound of their own: tatweel, the raised letters of the Quran, the
# half rings of transliteration, Korean fillers, Arabic vowel signs encoded as if they were letters.
SILENT = "ـۥۦٴ\u02bb\u02bd\u02be\u02bf\u07fa\u115f\u1160\u3164\uffa0" + (
    "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f\uff9e\uff9f"
)
APOSTROPHES = "'’ʼ‘＇`´"
# Signs that are seen although Unicode counts them among the unseen: they part words.
SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\ufff9\ufffa\ufffb")
# Beyond the first plane whole blocks of letters and marks will do: old scripts, formulas, digits,
# Han. Every stretch more is walked through at the end of each word, in any script.
BEYOND = (
    "\U00010000-\U0001cfff\U0001d400-\U0001d7ff\U0001e000-\U0001efff"
    "\U0001f100-\U0001f10c\U0001fbf0-\U0001fbf9\U00040000-\U000e0fff"
)
# Forms of Han signs.
VARIANTS = "\U000e0100-\U000e01ef"


# Signs that are words by themselves: Han, kana, Burmese. Vowels of Burmese are marks, without which
# other words would be the same: its letters and marks are kept as their numbers.
SIGNS = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
    "\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081"
    "\u108e\ua9e0-\ua9e4\ua9e6-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a\uaa7e\uaa7f"
)
BURMESE = re.compile("[\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]")
# What sets thousands apart: spaces of several widths, commas, full stops, apostrophes.
APART = r"\x20\u00a0\u2009\u202f,.'’٬،，"
NUMBER = rf"و?(?![0\u0660\u06f0\uff10])\d{{1,3}}(?:[{APART}]\d{{3}})+(?!\d)"


class Token(NamedTuple):
    """A word in its normal form; `start` and `end` (exclusive) count characters of the text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of `text` in order, each with where it stands."""
    found = zip(words(text), places(text), strict=True)
    return [Token(word, start, end) for word, (start, end) in found]


def words(text: str) -> list[str]:
    """The words of `tokens(text)` alone, in a third of the time."""
    return list(map(_FOLDED.__getitem__, _RUN.findall(text)))


def places(text: str) -> list[tuple[int, int]]:
    """Where each of `words(text)` starts and ends, for who has the words already."""
    return [run.span(1) for run in _RUN.finditer(text)]


def _run() -> re.Pattern[str]:
    """A letter or digit and all that follows without a break; a possessive 's is left outside."""
    is_sign = re.compile(f"[{SIGNS}]").match
    goes_on = [chr(code) for code in range(0x30, 0x10000) if _goes_on(chr(code))]
    within = _ranges(char for char in goes_on if not is_sign(char)) + BEYOND
    marks = _ranges(char for char in goes_on if unicodedata.category(char)[0] in "MC") + VARIANTS
    return re.compile(
        # A number in groups of three, also behind an Arabic “and”; a sign; a run of anything else.
        rf"({NUMBER}(?![{within}])"
        rf"|(?=\w)[{SIGNS}][{marks}]*"
        rf"|[^\W_{APOSTROPHES}{SILENT}{SIGNS}][{within}]*)"
        rf"(?:[{APOSTROPHES}][sS](?![{within}]))?"
    )


def _ranges(chars: Iterable[str]) -> str:
    """Characters in order, for the inside of a class."""
    found: list[list[int]] = []
    for code in map(ord, chars):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


def _goes_on(char: str) -> bool:
    """Whether a word goes on with `char`: letters, digits, marks, and what is not seen at all."""
    kind = unicodedata.category(char)
    return char not in APOSTROPHES and (kind[0] in "LNM" or (kind == "Cf" and char not in SEEN))


class _Letters(dict[int, str]):
    """What each character becomes in a word, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = letters = "".join(map(_letter, _taken_apart(chr(code))))
        return letters


def _taken_apart(char: str) -> str:
    """`char` in small letters, without ligatures, presentation forms or joined marks."""
    small = unicodedata.normalize("NFKD", char).casefold()
    return unicodedata.normalize("NFKD", small).casefold()


def _letter(char: str) -> str:
    kind = unicodedata.category(char)
    if BURMESE.match(char) and kind[0] in "LM":
        return f"x{ord(char):x}"
    if kind[0] not in "LN" or _SILENT.match(char):
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if known := ARABIC.get(char) or LATIN.get(char):
        return known
    # SQLite parts words by tables of Unicode 6.1, and a younger letter would be no letter to it.
    if unicodedata.ucd_3_2_0.category(char)[0] not in "LN":
        return f"x{ord(char):x}"
    return char


class _Folded(dict[str, str]):
    """Words as typed and their normal forms: a text repeats its words, and texts each other's."""

    def __missing__(self, typed: str) -> str:
        word = _fold(typed)
        if len(typed) <= LONGEST_WORD:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[typed] = word
        return word


def _fold(typed: str) -> str:
    # Marks on one letter are typed in any order.
    ordered = unicodedata.normalize("NFD", typed) if BURMESE.match(typed) else typed
    word = ordered.translate(_LETTERS)[:LONGEST_WORD]
    if "\u0620" <= word[0] <= "\u06ff":
        # Sorani sets ئ before a vowel that begins a word, for others' alef; Arabic never does.
        if unicodedata.normalize("NFKC", typed[:8])[0] == "ئ":
            word = f"ا{word[1:].removeprefix('ا')}"
        word = _stem_arabic(word)
    # Also of words in both: an Arabic article stands before NGOs without a space.
    return _stem_latin(word) if word.isascii() else word


def _stem_latin(word: str) -> str:
    if not word.endswith("s") or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4 and word[-4] not in "ae":
        return f"{word[:-3]}y"
    # Polis, status, Damascus and ISIS are no plurals; the French détenus are.
    if word.endswith(("ss", "is", "us")) and not word.endswith("enus"):
        return word
    return word[:-1]


# What is left after these would be another word, and one that matters to what is recorded here:
# سوري Syrian, سور wall; تركي Turkish, ترك left; مدني civilian, مدن towns; عملي(ة) operation, عمل
# work; أسرى captives, أسر families; مجازات punishment, مجاز allowed.
WHOLE = frozenset(("سوري", "تركي", "مدني", "عملي", "اسري", "مجازات"))
# “And”, the article, and the article with in, as, so, for. They are taken off until none is left:
# the word الالتزام has to meet التزام, and الوزارة has to meet وزارة. God's name and “now” keep the
# article; Persian بالای and کالای only look as if they had one.
_BEFORE = re.compile(
    r"(?:و(?=...)|[بكف](?=الله\Z)|(?!الله\Z|الان\Z)(?:(?:ال|لل)(?=..)|[بكف]ال(?=[^ا].|...)))*"
)
# Suffixes that leave three letters at least; ان ون ين ه ا end too many short words (لبنان, ايران,
# قانون, خانه, شرطة) and leave four. هكان and هكه are the Sorani definite, هاي the Persian plural.
_AFTER = re.compile(r"(?:(?<=...)(?:هكان|هكه|هاي|ها|ي|ء)|(?<=....)(?:ان|ون|ين|ه|ا))\Z")
# Made the singular of most words that end so: سلطات, سلطة.
_PLURAL = re.compile(r"(?<=...)ات\Z")


def _stem_arabic(word: str) -> str:
    stem, before = _BEFORE.sub("", word, count=1), ""
    while stem != before and stem not in WHOLE:
        before, stem = stem, _PLURAL.sub("ه", _AFTER.sub("", stem))
    return stem


_SILENT = re.compile(f"[ʼ{SILENT}]")
_RUN = _run()
_LETTERS = _Letters()
_FOLDED = _Folded()
