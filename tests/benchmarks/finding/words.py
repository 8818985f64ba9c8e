"""Invented words of five languages, each in its own script, used as often as words are.

A text is drawn from whole phrases, whose words follow Zipf's law. Some words stay out of the
phrases and are put into claims at known rates, so that there is always another one to search for:

- a word of `common` is in about 30 % of the claims (English in leads, Arabic in quotes),
- a word of `mid` is in about 1 % of them,
- a word of `rare` is in about 20 of them, however many there are.
"""

import random
from itertools import accumulate

SEED = 20240417
BODY, MID, RARE = 3000, 40, 60
PHRASES, PHRASE = 20_000, 8

# How many of a hundred sources are in a language.
LANGUAGES = {"en": 30, "ar": 30, "ckb": 15, "kmr": 15, "fr": 10}

COMMON = {"en": 24, "ar": 8}

_SOUNDS = {
    "en": (
        "b d f g k l m n p r s t v br dr gr kl st tr",
        "a e i o u ai ea oo",
        "l n r s t nd rm",
    ),
    "ar": ("ب ت ث ج ح خ د ذ ر ز س ش ص ط ع غ ف ق ك ل م ن ه", "ا و ي", "ب د ر س ل م ن ق"),
    "ckb": ("ب پ ت ج چ خ د ر ز ژ س ش ع غ ف ڤ ق ک گ ل م ن ه", "ا ە ۆ ێ ی وو", "ڵ ن ر ڕ م ک ش"),
    "kmr": ("b c ç d f g h j k l m n p q r s ş t v w x z", "a e ê i î o u û", "r n l k v ş st"),
    "fr": (
        "b c ch d f g j l m n p qu r s t v bl cr pr",
        "a é è e i o ou ien eau oi",
        "r l s nt",
    ),
}


class Vocabulary:
    """The words of one language. The same for every size of the database."""

    def __init__(self, language):
        self.language = language
        self._random = random.Random(f"{SEED} {language}")
        self._taken = set()
        self.common = [self._word(4) for _ in range(COMMON.get(language, 0))]
        self.mid = [self._word(4) for _ in range(MID)]
        self.rare = [self._word(4) for _ in range(RARE)]
        self._body = [self._word(self._random.choice((1, 2, 2, 3))) for _ in range(BODY)]

    def phrases(self):
        """Strings of words, the word at rank r drawn r times more seldom than the first."""
        ranks = list(accumulate(1 / rank for rank in range(1, BODY + 1)))
        drawn = self._random.choices(self._body, cum_weights=ranks, k=PHRASES * PHRASE)
        return [" ".join(drawn[at : at + PHRASE]) for at in range(0, len(drawn), PHRASE)]

    def handfuls(self, share, size=1000):
        """Strings of common words, each word in `share` of them."""
        draw = self._random.random
        return [" ".join(w for w in self.common if draw() < share) for _ in range(size)]

    def _word(self, syllables):
        starts, middles, ends = (part.split() for part in _SOUNDS[self.language])
        pick = self._random.choice
        while True:
            word = "".join(pick(starts) + pick(middles) for _ in range(syllables)) + pick(ends)
            if word not in self._taken:
                self._taken.add(word)
                return word
            syllables = max(syllables, 2)  # there are not enough shorter ones


def vocabularies():
    return {language: Vocabulary(language) for language in LANGUAGES}


def named(kind, languages=tuple(LANGUAGES)):
    """All words of one frequency, the languages taking turns."""
    lists = [getattr(Vocabulary(language), kind) for language in languages]
    longest = max(map(len, lists))
    return [words[at] for at in range(longest) for words in lists if at < len(words)]
