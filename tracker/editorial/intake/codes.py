"""Hints from the codebooks' own words: what of a text says a violation or a stance by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.editorial.intake.sentences import Sentence
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.search.normalise import words as search_words

# What is said in brackets beside a label, what lists things, and what stands between two.
_ASIDE = re.compile(r"\([^()]*\)")
_COMMA = re.compile("[,،;؛]")
_OR = re.compile(r"\s(?:or|أو|یان|an)\s")
SHORTEST = 4


class Code(NamedTuple):
    """An entry of a codebook: violation or stance, its key, its label in the desk's language, and
    its labels in each language whose texts are read."""

    noun: str
    key: str
    label: str
    labels: Sequence[str]


def codes(text: str, sentences: Sequence[Sentence], known: Sequence[Code]) -> Iterator[Suggestion]:
    """Words of a text that are a label of a codebook, or one of the things that it names.

    Each code once in a paragraph. A hint of where to look: coding is a judgement.
    """
    wanted = [(phrase, code) for code in known for phrase in phrases_of(code)]
    firsts = {phrase[0] for phrase, _code in wanted}
    seen: set[tuple[int, str, str]] = set()
    for sentence in sentences:
        said = [search_words(text[one.start : one.end])[:1] for one in sentence.words]
        plain = [one[0] if one else "" for one in said]
        for at, word in enumerate(plain):
            if word not in firsts:
                continue
            for phrase, code in wanted:
                here = (sentence.paragraph, code.noun, code.key)
                if here in seen or tuple(plain[at : at + len(phrase)]) != phrase:
                    continue
                seen.add(here)
                end = sentence.words[at + len(phrase) - 1].end
                yield _hint(text, sentence.words[at].start, end, code)


def phrases_of(code: Code) -> list[tuple[str, ...]]:
    """The words of a code's labels; and both things of a label that names two: “murder or …”."""
    found: dict[tuple[str, ...], None] = {}
    for label in code.labels:
        whole = _ASIDE.sub("", label)
        parts = _OR.split(whole)
        # Of “cruel, inhuman or degrading treatment” no part but the last is whole.
        is_list = bool(_COMMA.search(whole)) or len(parts) > 2
        for part in (whole,) if is_list else (whole, *parts):
            said = tuple(search_words(part))
            is_half = part is not whole and part is not parts[0] and len(said) < 2
            if said and not is_half and len("".join(said)) >= SHORTEST:
                found[said] = None
    return list(found)


def _hint(text: str, start: int, end: int, code: Code) -> Suggestion:
    what = {"noun": code.noun, "key": code.key, "label": code.label}
    words = " ".join(text[start:end].split())
    told = {"words": words, "label": code.label}
    why = _("“%(words)s” is of the codebook's words for %(label)s.") % told
    return Suggestion(Kind.CODE, start, end, what, why, f"{code.noun}-words")
