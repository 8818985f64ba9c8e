"""Ways to make a passage say another thing: what must never be found, nor be near.

Each takes a generator of chances, a language, a passage and the words that follow it in its text,
and gives a false quote; None if the passage has nothing to alter so.
"""

import re

from tests.capture.true_quotes import ARABIC, NEGATIONS

# Names, and others that differ from them by little.
NAMES = {
    "latin": [("Hassan", "Hasan"), ("Maria", "Mario"), ("Brown", "Browne"), ("Müller", "Möller"),
              ("Clark", "Clarke"), ("Johnson", "Jonson"), ("Callamard", "Calamard"),
              ("Serbia", "Syria"), ("Iran", "Iraq"), ("Nigeria", "Algeria")],
    "arabic": [("فرح", "فرج"), ("حسن", "حسين"), ("جمال", "كمال"), ("سعيد", "سعد"), ("عمر", "عمرو"),
               ("بشار", "بشير"), ("زيد", "زياد"), ("دمشق", "بغداد"), ("نبيل", "نبيه")],
    "hebrew": [("דוד", "דור"), ("יוסי", "יוסף"), ("חנה", "חנן"), ("משה", "מושה")],
}  # fmt: skip


def number(chance, language, passage, following):
    """One digit of one number is another."""
    digits = [at for at, char in enumerate(passage) if char.isdigit()]
    if not digits:
        return None
    at = chance.choice(digits)
    other = chance.choice([digit for digit in "123456789" if digit != str(int(passage[at]))])
    return f"{passage[:at]}{other}{passage[at + 1 :]}"


def digit_lost(chance, language, passage, following):
    digits = list(re.finditer(r"\d{2,}", passage))
    if not digits:
        return None
    at = chance.choice(digits).start()
    return f"{passage[:at]}{passage[at + 1 :]}"


def negated(chance, language, passage, following):
    """A negation more."""
    words = passage.split()
    words.insert(chance.randrange(1, len(words) - 1), chance.choice(NEGATIONS[language]))
    return " ".join(words)


def affirmed(chance, language, passage, following):
    """A negation less."""
    words = passage.split()
    denying = [at for at in range(1, len(words) - 1) if words[at].casefold() in NEGATIONS[language]]
    if not denying:
        return None
    del words[chance.choice(denying)]
    return " ".join(words)


def prefixed(chance, language, passage, following):
    """A word with what turns it round: unlawful for lawful, ناممکن for ممکن."""
    prefix = {"en": "un", "de": "un", "fr": "in", "es": "in", "pt": "in", "kmr": "ne", "fa": "نا",
              "ur": "نا", "ckb": "نا", "ar": "لا", "he": "אי"}[language]  # fmt: skip
    words = passage.split()
    fit = [at for at in range(1, len(words) - 1) if re.fullmatch(r"[^\W\d_]{4,}", words[at])]
    if not fit:
        return None
    at = chance.choice(fit)
    words[at] = prefix + words[at].lower()
    return " ".join(words)


def renamed(chance, language, passage, following):
    """Another name for a name; where names are not seen, for a word."""
    words = passage.split()
    caseless = language in (*ARABIC, "he")
    script = "hebrew" if language == "he" else "arabic" if caseless else "latin"
    name = r"[^\W\d_]{4,}" if caseless else r"[A-ZÀ-Þ][^\W\d_]{2,}"
    fit = [at for at in range(1, len(words) - 1) if re.fullmatch(name, words[at])]
    if not fit:
        return None
    words[chance.choice(fit)] = chance.choice(chance.choice(NAMES[script]))
    return " ".join(words)


def misspelt_name(chance, language, passage, following):
    """A letter of a name is another."""
    words = passage.split()
    fit = [at for at, word in enumerate(words) if re.fullmatch(r"[A-ZÀ-Þ][a-z]{3,}", word)]
    if language == "de" or not fit:
        return None
    at = chance.choice(fit)
    inside = chance.randrange(1, len(words[at]))
    other = chance.choice([char for char in "bdgkpstz" if char != words[at][inside]])
    words[at] = words[at][:inside] + other + words[at][inside + 1 :]
    return " ".join(words)


def swapped(chance, language, passage, following):
    """Two words in the other order."""
    words = passage.split()
    at = chance.randrange(1, len(words) - 1)
    if words[at].casefold() == words[at - 1].casefold():
        return None
    words[at - 1], words[at] = words[at], words[at - 1]
    return " ".join(words)


def turned(chance, language, passage, following):
    """Its second half before its first."""
    words = passage.split()
    middle = len(words) // 2
    return " ".join([*words[middle:], *words[:middle]])


def neighbour(chance, language, passage, following):
    """Its first half, run on with words from further down."""
    words, middle = passage.split(), len(passage.split()) // 2
    if len(following) < middle:
        return None
    return " ".join([*words[:middle], *following[-middle:]])


def other_word(chance, language, passage, following):
    """A word of the next sentence in place of one of its own."""
    words = passage.split()
    long = [word for word in following if len(word) > 4]
    if not long:
        return None
    at = chance.randrange(1, len(words) - 1)
    other = chance.choice(long)
    if other.casefold() == words[at].casefold():
        return None
    words[at] = other
    return " ".join(words)


def left_out(chance, language, passage, following):
    """A word less in the middle, and nothing that says so."""
    words = passage.split()
    fit = [at for at in range(1, len(words) - 1) if re.fullmatch(r"[^\W\d_]{4,}", words[at])]
    if not fit:
        return None
    del words[chance.choice(fit)]
    return " ".join(words)


ALTERED = {one.__name__: one for one in (
    number, digit_lost, negated, affirmed, prefixed, renamed, misspelt_name, swapped, turned,
    neighbour, other_word, left_out,
)}  # fmt: skip
