"""Verbs of saying that grudge what is said, or take it as true.

Beside a word of harm, a death or words in marks that nobody is known to have said, such a verb is
for nobody to publish unasked. Elsewhere it is only advised upon, with another verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from tracker.editorial.gate_advice import GRUDGES, JUDGES, NEUTRAL_VERB, VERDICTS, Advice
from tracker.editorial.gate_english import VERBS as ENGLISH_VERBS
from tracker.editorial.gate_structures import FATES
from tracker.editorial.gate_words import DEATHS, HARM, VERBS
from tracker.editorial.phrases import find, first_of, has_any
from tracker.editorial.sentences import (
    QUOTED,
    DeskWord,
    Fault,
    is_in,
    languages_of,
    own_words,
    plain_letters,
    sentences,
)
from tracker.search.normalise import Token, tokens, words


def stopped_verbs(
    text: str, passages: Iterable[str] = (), desk: Sequence[DeskWord] = ()
) -> Iterator[Fault]:
    """Such verbs in the sentences that tell of harm."""
    passages = list(passages)
    for start, sentence in sentences(own_words(text)):
        whole = text[start : start + len(sentence)]
        for fault, neutral in _verbs(sentence, desk):
            is_grave = _is_grave(sentence, desk) or _puts_in_marks(whole, passages)
            if fault.advice == GRUDGES and _tells_of_a_fate(sentence):
                is_grave = True
            if fault.advice == JUDGES and not is_grave:
                # Whoever “admits” is judged, whatever it is; but there may be a reason to say so.
                yield _moved(fault, start)._replace(advice=GRUDGES, is_verdict=False)
            elif is_grave:
                # What the desk advises stands; it advises on no verb that nobody may publish.
                advice = fault.advice if neutral or fault.advice else GRUDGES
                yield _moved(fault, start)._replace(advice=advice)


def advised_verbs(
    text: str, passages: Iterable[str] = (), desk: Sequence[DeskWord] = ()
) -> Iterator[Fault]:
    """Such verbs in the other sentences: each with a neutral one, and none stops anything."""
    passages = list(passages)
    for start, sentence in sentences(own_words(text)):
        whole = text[start : start + len(sentence)]
        if _is_grave(sentence, desk) or _puts_in_marks(whole, passages):
            continue
        for fault, neutral in _verbs(sentence, desk):
            if fault.advice == JUDGES or (fault.advice == GRUDGES and _tells_of_a_fate(sentence)):
                continue
            advice = str(NEUTRAL_VERB) % {"verb": neutral} if neutral else fault.advice
            yield _moved(fault, start)._replace(advice=advice, is_verdict=False)


def _verbs(sentence: str, desk: Sequence[DeskWord]) -> Iterator[tuple[Fault, str]]:
    """The verbs of a sentence, each with a neutral one, if it is one of those shipped."""
    spoken = tokens(sentence)
    said = [one.word for one in spoken]
    for language in languages_of(sentence):
        if language == "en":
            yield from _english(sentence, spoken)
        last = -1
        for listed, advice, neutral in VERBS.get(language, ()):
            # “Admitted” alone may stand in “admitted that”, which was told already.
            if (place := first_of(said, listed)) and place[0] > last:
                last = max(last, place[1])
                yield _fault(sentence, spoken, place, advice), neutral
        for one in desk:
            if one.is_verb and one.language == language and (place := find(said, one.phrase)):
                yield _fault(sentence, spoken, place, one.advice), ""


def _english(sentence: str, spoken: list[Token]) -> Iterator[tuple[Fault, str]]:
    plain = plain_letters(sentence)
    for pattern, advice, neutral in _compiled():
        if found := pattern.search(plain):
            first = len(words(plain[: found.start()]))
            last = min(first + len(words(found.group())), len(spoken)) - 1
            if first <= last:
                yield _fault(sentence, spoken, (first, last), advice), neutral


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Advice, str], ...]:
    return tuple((re.compile(pattern), advice, verb) for pattern, advice, verb in ENGLISH_VERBS)


def _fault(sentence: str, spoken: list[Token], place: tuple[int, int], advice: Advice) -> Fault:
    start, end = spoken[place[0]].start, spoken[place[1]].end
    return Fault(sentence[start:end], advice, start, end, advice in VERDICTS)


def _moved(fault: Fault, by: int) -> Fault:
    return fault._replace(start=fault.start + by, end=fault.end + by)


def _is_grave(sentence: str, desk: Sequence[DeskWord]) -> bool:
    said = words(sentence)
    for language in languages_of(sentence):
        if has_any(said, f"{HARM[language]} {DEATHS[language]}"):
            return True
        harm = (one.phrase for one in desk if one.is_harm and one.language == language)
        if any(find(said, phrase) is not None for phrase in harm):
            return True
    return False


def _tells_of_a_fate(sentence: str) -> bool:
    """Whether it is what became of somebody that is grudged: “claims that the boat sank”."""
    said = words(sentence)
    return any(has_any(said, FATES[language]) for language in languages_of(sentence))


def _puts_in_marks(sentence: str, passages: list[str]) -> bool:
    # A name that is left alone is blank between marks.
    return any(words(one) and not is_in(one, passages) for one in QUOTED.findall(sentence))
