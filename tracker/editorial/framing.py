"""Whose words a sentence is: wording that this site does not use, and harm that nobody says.

The tracker alleges nothing. Its own sentences say who says so, never call anybody a perpetrator
without “alleged”, and never call silence a refusal. Words in quotation marks are somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from tracker.editorial.clauses import answer_back, faults_of_building, is_said_too_late
from tracker.editorial.gate_advice import (
    ANSWERS_BACK,
    LOADED,
    NOBODY_SAYS,
    SAY_WHO,
    SILENCE,
    TAKEN_AS_KNOWN,
    TELLS_OF_HARM,
    VERDICTS,
    Advice,
)
from tracker.editorial.gate_english import BUILT, ENGLISH
from tracker.editorial.gate_frames import (
    ASKED_FOR,
    CALLS,
    DEMANDS,
    MAY_BE_CALLED,
    NO_FAULT,
    VERB_LAST,
)
from tracker.editorial.gate_lexicons.manner import NEGATED
from tracker.editorial.gate_lexicons.replies import ASKED, UNSAID
from tracker.editorial.gate_lexicons.stakes import AT_STAKE, NEUTRAL
from tracker.editorial.gate_structures import ALLEGED
from tracker.editorial.gate_words import (
    ASKS_WHETHER,
    BLAME,
    FRAMES,
    HARM,
    KNOWS_ITS_ANSWER,
    OF_THIS_SITE,
    OTHERS,
    PHRASES,
    WHETHER,
)
from tracker.editorial.phrases import begins_with, find, first_of, has_any, several
from tracker.editorial.presupposed import taken_as_known
from tracker.editorial.saying import advised_verbs, stopped_verbs
from tracker.editorial.scare_quotes import scare_quotes
from tracker.editorial.scopes import (
    is_before_its_frame,
    names_a_speaker,
    parted,
    speaking,
    without,
    without_laws,
)
from tracker.editorial.sentences import (
    LATIN,
    DeskWord,
    Fault,
    is_in,
    languages_of,
    own_words,
    plain_letters,
    sentence_around,
    sentences,
)
from tracker.search.normalise import Token, tokens, words

# Languages of one script: words of a sentence that may be in either may be other words.
_SAME_SCRIPT = {"ar": {"ckb"}, "ckb": {"ar"}, "en": {"kmr"}, "kmr": {"en"}}
AROUND = 2
# Fewer words only say who somebody is: “a boy of Town C”.
LEAST_TOLD = 6


def faults(
    text: str, passages: Iterable[str] = (), desk: Sequence[DeskWord] = ()
) -> Iterator[Fault]:
    """What of a text is not for this site to say, given the passages that its record cites."""
    own = own_words(text)
    spoken = tokens(own)
    said = [one.word for one in spoken]
    plain = plain_letters(own)
    for pattern, advice in _english_words():
        if found := pattern.search(plain):
            fault = _fault(found, plain, spoken, advice)
            if not (advice == LOADED and _is_called(own, fault, "en")):
                yield fault
    yield from _built(own, passages)
    yield from stopped_verbs(text, passages, desk)
    languages = set(languages_of(own))
    for language in languages & PHRASES.keys():
        called = without(said, NO_FAULT[language])
        for advice, listed in PHRASES[language]:
            if not has_any(called, listed):
                continue
            for phrase in several(listed):
                place = find(called, phrase)
                if place is None or (advice == SAY_WHO and _is_alleged(said, place, language)):
                    continue
                fault = _spoken_fault(text, spoken, place, advice, advice in VERDICTS)
                if not (advice == LOADED and _is_called(own, fault, language)):
                    yield fault
        yield from _silent(text, own, spoken, language)
        yield from _of_replies(own, language, desk)
    for one in desk:
        if one.is_harm or one.is_frame or one.is_verb or one.language not in languages:
            continue
        if (place := find(said, one.phrase)) is not None:
            yield _spoken_fault(text, spoken, place, one.advice, one.is_verdict)
    yield from scare_quotes(text, passages)


def unframed(text: str, desk: Sequence[DeskWord] = ()) -> Iterator[Fault]:
    """Sentences of a text that tell of harm and say nowhere that somebody says so."""
    for start, sentence in sentences(own_words(text)):
        if is_open_question(sentence):
            continue
        known = list(languages_of(sentence))
        for language in known:
            found = _unsaid(
                sentence, language, desk, is_sure=not _SAME_SCRIPT[language] & set(known)
            )
            if found is not None:
                first, last, advice = found
                whole = text[start : start + len(sentence)]
                yield Fault(whole, advice, start + first, start + last)
                break


def _unsaid(
    sentence: str, language: str, desk: Sequence[DeskWord], *, is_sure: bool
) -> tuple[int, int, Advice] | None:
    """Where the first harm, or judgement, of a sentence stands that nobody says."""
    if names_a_speaker(sentence, language):
        return None
    if (asked := _asked_at_the_end(sentence, language)) is not None:
        return asked
    for at, part in parted(sentence):
        spoken = tokens(part)
        said = [one.word for one in spoken]
        found = _harm(said, language, desk)
        if found is None:
            found = _at_stake(said, language) if is_sure else None
            if found and not is_framed(speaking(said, language), language, desk):
                place, advice = found
                return at + spoken[place[0]].start, at + spoken[place[1]].end, advice
            continue
        if begins_with(said, WHETHER):
            continue
        place, advice = found
        saying = speaking(said, language)
        if not has_any(said, ASKED_FOR[language]):
            # Who demands an end of something says that it is there.
            saying = without(saying, DEMANDS[language])
        if (
            is_said_too_late(part, language)
            or not is_framed(saying, language, desk)
            or is_before_its_frame(part, saying, place, language)
        ):
            return at + spoken[place[0]].start, at + spoken[place[1]].end, advice
    return None


def _harm(
    said: list[str], language: str, desk: Sequence[DeskWord]
) -> tuple[tuple[int, int], Advice] | None:
    told = without_laws(without(said, NO_FAULT[language]), language)
    if place := first_of(told, HARM[language]):
        return place, TELLS_OF_HARM
    if added := _desk_harm(said, language, desk):
        return added
    place = first_of(told, BLAME[language])
    return (place, LOADED) if place else None


def _asked_at_the_end(sentence: str, language: str) -> tuple[int, int, Advice] | None:
    """A question after what somebody said: “says that he fell, so whose are the bruises?”."""
    if not sentence.endswith(("?", "؟")):
        return None
    marks = [found.end() for found in re.finditer("[,،;؛—–]", sentence)]
    if not marks:
        return None
    spoken = tokens(sentence[marks[-1] :])
    said = [one.word for one in spoken]
    place = first_of(said, f"{HARM[language]} {BLAME[language]}")
    if place is None or has_any(said, f"{FRAMES[language]} {WHETHER}"):
        return None
    return marks[-1] + spoken[place[0]].start, marks[-1] + spoken[place[1]].end, TAKEN_AS_KNOWN


def _at_stake(said: list[str], language: str) -> tuple[tuple[int, int], Advice] | None:
    """Of whom or what a sentence tells something that is not known to be neutral."""
    place = first_of(said, AT_STAKE[language])
    if (
        place is None
        or len(said) < LEAST_TOLD
        or has_any(said, f"{NEUTRAL[language]} {OF_THIS_SITE}")
    ):
        return None
    return place, NOBODY_SAYS


def is_open_question(sentence: str) -> bool:
    """Whether a sentence asks whether something happened, and does not take it to have happened."""
    if not sentence.endswith(("?", "؟")):
        return False
    said = words(sentence)
    return begins_with(said, ASKS_WHETHER) and not begins_with(said[1:], KNOWS_ITS_ANSWER)


def is_framed(said: list[str], language: str, desk: Sequence[DeskWord] = ()) -> bool:
    """Whether words of a sentence say that it is somebody's word."""
    if has_any(said, FRAMES[language]):
        return True
    verbs = (one.phrase for one in desk if one.is_frame and one.language == language)
    return any(find(said, one) is not None for one in verbs)


def nobodys(text: str, desk: Sequence[DeskWord] = ()) -> Iterator[Fault]:
    """Sentences that tell of no harm that is known here, and say nowhere whose they are.

    No list of words has all of which somebody may be blamed for; most such sentences are fair.
    """
    told = {one.words for one in unframed(text, desk)}
    for start, sentence in sentences(own_words(text)):
        said, whole = words(sentence), text[start : start + len(sentence)]
        if sentence.endswith(("?", "؟")) or whole in told:
            continue
        if any(advised_verbs(sentence, (), desk)) or has_any(said, OF_THIS_SITE):
            continue
        if said and not any(is_framed(said, language, desk) for language in languages_of(sentence)):
            yield Fault(whole, NOBODY_SAYS, start, start + len(sentence))


def answering_back(text: str, desk: Sequence[DeskWord] = ()) -> Iterator[Fault]:
    """Sentences that tell somebody's words, and after a “but” go on in nobody's."""
    for start, sentence in sentences(own_words(text)):
        for language in languages_of(sentence):
            at = answer_back(sentence, language)
            if at is not None:
                rest = [one.word for one in tokens(sentence[at:])]
                if desk and is_framed(rest, language, desk):
                    continue
                end = start + len(sentence)
                yield Fault(text[start:end], ANSWERS_BACK, start + at, end)
                break


def _built(own: str, passages: Iterable[str]) -> Iterator[Fault]:
    for start, sentence in sentences(own):
        plain = plain_letters(sentence)
        for pattern, advice in _english_built() if LATIN.search(plain) else ():
            found = pattern.search(plain)
            if found and not is_in(found.group(), passages):
                fault = _fault(found, plain, tokens(sentence), advice)
                yield fault._replace(start=start + fault.start, end=start + fault.end)
        for found in taken_as_known(plain):
            if not is_in(found.group(), passages):
                fault = _fault(found, plain, tokens(sentence), TAKEN_AS_KNOWN)
                yield fault._replace(start=start + fault.start, end=start + fault.end)
        for language in languages_of(sentence):
            for one in faults_of_building(sentence, language, passages):
                said = sentence[one.start : one.end].strip()
                yield Fault(said, one.advice, start + one.start, start + one.end)


def _silent(text: str, own: str, spoken: list[Token], language: str) -> Iterator[Fault]:
    """What says that a reply has not come, but where it may still come or somebody says so."""
    words_of = OTHERS[language]
    said = [one.word for one in spoken]
    for phrase in several(words_of.NOT_REPLIED):
        if (place := find(said, phrase)) is None:
            continue
        at = spoken[place[0]].start
        first, last = sentence_around(text, at, at + 1)
        around = words(own[first:last])
        if not has_any(around, f"{words_of.STILL_TO_COME} {words_of.SAYS}"):
            yield _spoken_fault(text, spoken, place, SILENCE, is_verdict=True)


def _of_replies(own: str, language: str, desk: Sequence[DeskWord]) -> Iterator[Fault]:
    """What is said of a reply, or taken as shown, in sentences that are nobody's."""
    for start, sentence in sentences(own):
        spoken = tokens(sentence)
        said = [one.word for one in spoken]
        for advice, listed in (*UNSAID.get(language, ()), *NEGATED.get(language, ())):
            place = first_of(said, listed)
            if place is None or (
                advice == SILENCE and has_any(said, OTHERS[language].STILL_TO_COME)
            ):
                continue
            # The words themselves may look like a frame: “gave no answer”.
            others = [*said[: place[0]], *said[place[1] + 1 :]]
            others = [one for one in others if not has_any([one], ASKED[language])]
            if is_framed(speaking(others, language), language, desk):
                continue
            fault = _spoken_fault(sentence, spoken, place, advice, advice in VERDICTS)
            yield fault._replace(start=start + fault.start, end=start + fault.end)


def _is_called(own: str, fault: Fault, language: str) -> bool:
    """Whether the sentence around a word of one side says who calls somebody so."""
    if not has_any(words(fault.words), MAY_BE_CALLED):
        return False
    first, last = sentence_around(own, fault.start, fault.end)
    before = words(own[first : fault.start])
    after = words(own[fault.end : last]) if language in VERB_LAST else []
    return has_any(before, CALLS[language]) or has_any(after, CALLS[language])


def _is_alleged(said: list[str], place: tuple[int, int], language: str) -> bool:
    return has_any(said[max(0, place[0] - AROUND) : place[1] + 1 + AROUND], ALLEGED[language])


def _desk_harm(
    said: list[str], language: str, desk: Sequence[DeskWord]
) -> tuple[tuple[int, int], Advice] | None:
    """Where the first of the desk's words of harm stands, and its advice."""
    for one in desk:
        place = find(said, one.phrase) if one.is_harm and one.language == language else None
        if place is not None:
            return place, one.advice
    return None


# Without arguments: each advice is a translation, and slow to hash.
@cache
def _english_words() -> tuple[tuple[re.Pattern[str], Advice], ...]:
    return tuple((re.compile(pattern), advice) for pattern, advice in ENGLISH)


@cache
def _english_built() -> tuple[tuple[re.Pattern[str], Advice], ...]:
    return tuple((re.compile(pattern), advice) for pattern, advice in BUILT)


def _fault(found: re.Match[str], plain: str, spoken: list[Token], advice: Advice) -> Fault:
    """Of what was found in plain letters, with where the same words stand as they were typed."""
    # A pattern that says what may not stand before marks what it is about.
    part = 1 if found.re.groups else 0
    first = len(words(plain[: found.start(part)]))
    last = first + len(words(found.group(part))) - 1
    start, end = 0, 0
    if first <= last < len(spoken):
        start, end = spoken[first].start, spoken[last].end
    return Fault(found.group(part), advice, start, end, advice in VERDICTS)


def _spoken_fault(
    text: str, spoken: list[Token], place: tuple[int, int], advice: Advice, is_verdict: bool
) -> Fault:
    start, end = spoken[place[0]].start, spoken[place[1]].end
    return Fault(text[start:end], advice, start, end, is_verdict)
