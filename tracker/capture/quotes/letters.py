"""One word for another of other letters: a scan's, a slip of the pen, or another word.

No dictionary is asked. What tells a spoilt word from another one is its length, and whether the
text writes the one often and the other nowhere else. How long is long enough was tried on the
vocabulary of the sources at hand: content and consent, report and resort must never be the same.
"""

from rapidfuzz.distance import Levenshtein

from tracker.capture.quotes.careful_words import has_case, is_capital
from tracker.capture.quotes.folding import shaped, spelled
from tracker.capture.quotes.states import Kind
from tracker.capture.quotes.words import Words

# Letters that a word has at least, for pairs of letters of one outline (rn and m) to be forgiven.
OF_OUTLINE = 5
OF_OUTLINE_FOR_CERTAIN = 6
OF_NAME = 6
# Single letters that scanners confuse: of the first two hardly any word ends, or becomes another.
SCANNED = frozenset(map(frozenset, ("ec", "hb")))
SCANNED_WITHIN = frozenset(map(frozenset, ("nr", "un")))
OF_SCANNED = 6
OF_SCANNED_WITHIN = 8
OF_SLIP = 9
# Beginnings deny (un-, ne-), ends count and tell whose, who and when (detenidos, detenidas).
LETTERS_BEFORE = 2
LETTERS_BEHIND = 3
# Times that a text writes a short word which, misread, stands at one place alone.
OFTEN = 3


def letters_differ(ours: str, theirs: str, text: Words, headline: bool) -> Kind:
    """What a quote's word and the text's are to each other: `SHAPE`, `LETTER`, or never near."""
    if not has_case(ours):
        # Any word may be a name.
        return Kind.NAME
    left, right = spelled(ours), spelled(theirs)
    named = not headline and _is_name(ours, theirs, text)
    shortest = min(len(left), len(right))
    known, written = _times(left, text), _times(right, text)
    misread = (known >= OFTEN and written == 1) or (not known and written >= OFTEN)
    if shaped(left) == shaped(right):
        return _outlined(named, shortest, bool(known and written > 1), bool(known), misread)
    if named:
        return Kind.NAME
    capital = is_capital(ours) or is_capital(theirs)
    if Levenshtein.distance(left, right) == 1 and _is_slip(
        left, right, bool(known), misread, capital
    ):
        return Kind.LETTER
    return Kind.WORDS


def _outlined(named: bool, shortest: int, both: bool, known: bool, misread: bool) -> Kind:
    """Words of one outline. `both` are words of the text, or only the quote's is `known` to it."""
    if named:
        return Kind.SHAPE if shortest >= OF_NAME and not both else Kind.NAME
    if shortest >= OF_OUTLINE_FOR_CERTAIN or (misread and not both):
        return Kind.SHAPE
    return Kind.SHAPE if shortest >= OF_OUTLINE and not known else Kind.WORDS


def _is_name(ours: str, theirs: str, text: Words) -> bool:
    """Whether one of two words is written as names are, and nowhere in small letters."""
    capitals = is_capital(ours), is_capital(theirs)
    if all(capitals):
        return not any(word.lower() in text.plain.index for word in (ours, theirs))
    if any(capitals):
        # A capital I is what scanners make of l.
        pair = {ours[0], theirs[0]}
        return pair != {"I", "l"}
    return False


def _times(word: str, text: Words) -> int:
    return len(text.spelled.index.get(word, ()))


def _is_slip(left: str, right: str, known: bool, misread: bool, capital: bool) -> bool:
    """Whether the one letter in which two words differ is more likely wrong than meant."""
    shortest = min(len(left), len(right))
    before = _alike(left, right)
    behind = _alike(left[::-1], right[::-1])
    letters = frozenset((left[before : before + 1], right[before : before + 1]))
    if letters in SCANNED and before:
        return shortest >= OF_SCANNED or misread
    if capital or any(map(str.isdigit, letters)):
        return False
    if letters in SCANNED_WITHIN and before and behind:
        return shortest >= OF_SCANNED_WITHIN
    # A letter too few or too many; one for another makes protested of protected.
    within = before >= LETTERS_BEFORE and behind >= LETTERS_BEHIND and len(left) != len(right)
    return within and shortest >= OF_SLIP and not known


def _alike(left: str, right: str) -> int:
    """How many letters are the same before the first that is not."""
    return next(
        (at for at, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]),
        min(len(left), len(right)),
    )
