"""Quotations to look for, made of pages and declarations beside this checkout: true and altered.

True ones are passages as scanners, typesetters, keyboards and editors write them, which leave the
words what they are. Altered ones say another thing: another number, a negation more or less,
another name, another order, a neighbour's words. The same seed makes the same cases.
"""

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.capture.altered_quotes import ALTERED
from tests.capture.true_quotes import FORGONE, TRUE, typeset
from tracker.capture.text.html import text_of_html

SHARED = Path(__file__).resolve().parents[3] / "shared"
PAGES = SHARED / "data/pages"
DECLARATIONS = SHARED / "data/udhr"
EXCERPTS = SHARED / "record/excerpts.json"
ABSENT = [str(path) for path in (PAGES, DECLARATIONS, EXCERPTS) if not path.exists()]
LANGUAGES = {
    "aclu.org-grades": "en", "amnesty.de-waffensysteme": "de", "assabah.com.tn.article": "ar",
    "bostonherald.com-Brothel-catering": "en", "campograndenews.com.br-adolescente": "pt",
    "caymancompass.com-prison": "en", "dalloz-actualite.fr.raoult": "fr", "dw.com-elephants": "fr",
    "eldeber.com.bo-autos": "es", "france.attc.org-privatisations": "fr",
    "lopinion.fr.glyphosate": "fr", "losandes.com-mendoza": "es", "arb": "ar", "eng": "en",
    "heb": "he", "kmr": "kmr", "pes_1": "fa", "pes_2": "fa", "urd": "ur",
}  # fmt: skip


class Case(NamedTuple):
    """A quote to look for in a text; `place` is where it stands, None of an altered one."""

    language: str
    kind: str
    text: str
    quote: str
    place: tuple[int, int] | None


@cache
def texts():
    """Name to language and extracted text; the Sorani of the excerpts as one text."""
    found = {}
    for path in [*sorted(PAGES.glob("*.html")), *sorted(DECLARATIONS.glob("*.html"))]:
        if path.stem in LANGUAGES:
            found[path.stem] = LANGUAGES[path.stem], text_of_html(path.read_bytes()).text
    excerpts = json.loads(EXCERPTS.read_text(encoding="utf-8"))
    sorani = "\n\n".join(one["text"] for one in excerpts if one["lang"] == "ckb")
    return {**found, "excerpts": ("ckb", sorani)}


def cases(seed, of_each, every=1):
    """For each text `of_each` passages, true and altered in every way that its script knows.

    Passages grow from six words to forty; `every` takes one case in so many, without making others.
    """
    number = 0
    for name, (language, text) in sorted(texts().items()):
        words = list(re.finditer(r"\S+", text))
        for turn in range(of_each):
            for kind in (*TRUE, *ALTERED, *FORGONE):
                number += 1
                if number % every:
                    continue
                made = _made(
                    random.Random(f"{seed} {name} {turn} {kind}"), kind, language, text, words
                )
                if made:
                    yield made


def _made(chance, kind, language, text, words):
    for _ in range(12):
        count = chance.randint(6, 40)
        first = chance.randrange(max(1, len(words) - count))
        last = min(first + count, len(words)) - 1
        start, end = words[first].start(), words[last].end()
        passage = text[start:end]
        letters = len(re.findall(r"[^\W\d_]", passage))
        if letters < 30 or "\n\n\n" in passage or re.search(r"\.\.\.|…|\[", passage):
            continue
        if made := (TRUE | FORGONE).get(kind):
            if quote := made(chance, language, passage):
                return _set(chance, kind, language, text, quote, (start, end))
        else:
            following = text[words[last].end() :].split()[:count]
            if (quote := ALTERED[kind](chance, language, passage, following)) and _is_other(
                quote, text
            ):
                if chance.random() < 0.3:
                    quote = typeset(chance, language, quote) or quote
                return Case(language, kind, text, quote, None)
    return None


def _set(chance, kind, language, text, quote, place):
    """The variation in the quote, or for a third in the source: what is scanned is the source."""
    start, end = place
    twice = text.count(text[start:end]) > 1
    if kind in ("ellipsis", "bracket") or twice or chance.random() > 0.3:
        return Case(language, kind, text, quote, place)
    before, after = text[max(0, start - 2000) : start], text[end : end + 2000]
    spoilt = f"{before}{quote}{after}"
    return Case(language, kind, spoilt, text[start:end], (len(before), len(before) + len(quote)))


def _is_other(quote, text):
    """Whether the text does not say this somewhere, too."""
    bare = re.sub(r"[\W_]+", " ", quote).strip().casefold()
    return bare not in re.sub(r"[\W_]+", " ", text).casefold()
