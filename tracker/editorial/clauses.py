"""How a sentence is built: harm beside a name, taken as known, counted, or said back.

For the languages beside English, whose sentences are matched by patterns (`gate_english.BUILT`).
What is told of a time, and answering back after a denial, are told in English too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.editorial.gate_advice import (
    AS_IN_THE_PASSAGE,
    BESIDE_A_NAME,
    OF_SO_MANY,
    TAKEN_AS_KNOWN,
    Advice,
)
from tracker.editorial.gate_frames import GOES_ON, VERB_LAST
from tracker.editorial.gate_lexicons.manner import ANSWERED, SLANTED
from tracker.editorial.gate_lexicons.stakes import NEUTRAL
from tracker.editorial.gate_structures import (
    A_NOUN,
    ADJUNCTS,
    AFTER_NUMBER,
    ALLEGED,
    AND,
    AND_OF_A_WORD,
    AND_SAID,
    BEFORE_NUMBER,
    BUT,
    BUT_AFTER_COMMA,
    CALLED,
    CONCEDES,
    DEED,
    DENIES,
    HOW_MANY,
    IN_A_PLACE,
    IN_APPOSITION,
    NO_COUNT,
    OFFICES,
    RELATIVE,
    SAME_AS_THAT,
    TAKEN,
    TELLS,
    THEN,
    WHEN,
    WHILE,
)
from tracker.editorial.gate_words import BLAME, FRAMES, HARM, TO_DEATH
from tracker.editorial.phrases import begins_with, find, first_of, folded, has_any
from tracker.search.normalise import tokens, words

COMMA = re.compile("[,،]")
SEMICOLON = re.compile("[;؛]")
# Of a part that says who says the part before it: “…, Party A says, …”.
LONGEST_ASIDE = 6
# Somebody stands before it.
FIRST_OF_A_DEED = 2
SOON_BEFORE, SOON_AFTER = 2, 3
NEXT_TO_A_NAME = 2


class Clause(NamedTuple):
    """A fault of how a sentence is built; `start` and `end` (exclusive) count its characters."""

    start: int
    end: int
    advice: Advice


def faults_of_building(
    sentence: str, language: str, passages: Iterable[str] = ()
) -> Iterator[Clause]:
    """What of a sentence takes harm as known; of an English one, not what `BUILT` asks about."""
    yield from _told_of_a_time(sentence, language)
    yield from _denied_to_death(sentence, language, passages)
    yield from _beside_a_name(sentence, language)
    if language not in TAKEN:
        return
    if sentence.endswith(("?", "؟")) and has_any(words(sentence), ANSWERED[language]):
        yield Clause(0, len(sentence), TAKEN_AS_KNOWN)
    if has_any(words(sentence), HARM[language]):
        yield from _taken_as_known(sentence, language)
        yield from _of_so_many(sentence, language, passages)


def is_said_too_late(sentence: str, language: str) -> bool:
    """Whether harm is told first, by nobody, and then what somebody said of it."""
    parts = _parts(sentence)
    said = words(sentence[slice(*parts[0])])
    harm, frame = first_of(said, HARM[language]), first_of(said, FRAMES[language])
    if harm is None:
        return False
    if frame is None:
        return len(parts) > 1 and _goes_on(sentence[slice(*parts[1])], language)
    if frame[0] <= harm[1]:
        return False
    and_said = first_of(said, AND_SAID[language])
    if and_said is not None and harm[0] < and_said[0] <= frame[1]:
        return True
    return _goes_on_after(said, harm, frame, language)


def _goes_on_after(
    said: list[str], harm: tuple[int, int], frame: tuple[int, int], language: str
) -> bool:
    """Whether the deed ends a clause and another begins that tells what is said of it: “killed a
    family and the ministry calls it a mistake”."""
    for at in range(harm[1] + 1, frame[0]):
        if begins_with(said[at:], AND[language]):
            is_deed = harm[0] >= FIRST_OF_A_DEED and first_of(said[harm[1] :], DEED[language])
            return bool(is_deed) and not has_any(said[at + 1 : frame[0]], HARM[language])
    return False


def _goes_on(part: str, language: str) -> bool:
    """Whether a part of a sentence begins with “and” or “then”."""
    if begins_with(words(part), THEN[language]):
        return True
    letter, others = AND_OF_A_WORD.get(language, ("", ()))
    part = part.lstrip()
    return bool(letter) and part.startswith(letter) and not part.startswith(others)


def answer_back(sentence: str, language: str) -> int | None:
    """Where a sentence that told somebody's words goes on in nobody's, after a “but”."""
    spoken = tokens(sentence)
    said = [one.word for one in spoken]
    # The first that parts what was told from the rest; at the beginning of a sentence none does.
    place = first_of(said[1:], BUT.get(language, ""))
    if place is not None:
        at, end = place[0] + 1, place[1] + 1
        if not _is_particle(sentence, spoken[at].start, said[at], language):
            is_told = has_any(said[:at], FRAMES[language])
            if is_told and said[end + 1 :] and not has_any(said[end + 1 :], FRAMES[language]):
                return spoken[at].start
    return _after_denial(sentence, language) or _while_told(sentence, language)


def _while_told(sentence: str, language: str) -> int | None:
    """Where the rest begins of “while X denies it, …”, if nobody says the rest."""
    parts = _parts(sentence)
    first = words(sentence[slice(*parts[0])])
    if len(parts) < 2:
        return None
    rest = words(sentence[parts[1][0] :])
    if begins_with(first, CONCEDES[language]) and not has_any(first, FRAMES[language]):
        # “Despite the bodies in the river, Party B says …”: the site answers beforehand.
        return parts[0][0] if has_any(rest, FRAMES[language]) else None
    if not begins_with(first, WHILE[language]):
        return None
    if not has_any(first, f"{FRAMES[language]} {DENIES[language]}"):
        return None
    return None if has_any(rest, FRAMES[language]) else parts[1][0]


def _is_particle(sentence: str, start: int, word: str, language: str) -> bool:
    if word not in words(BUT_AFTER_COMMA.get(language, "")):
        return False
    return not sentence[:start].rstrip().endswith((",", "،", ";", "؛"))


def _after_denial(sentence: str, language: str) -> int | None:
    mark = SEMICOLON.search(sentence)
    if mark is None:
        return None
    first, rest = words(sentence[: mark.start()]), words(sentence[mark.end() :])
    if has_any(first, TELLS[language]) and not has_any(
        rest, f"{FRAMES[language]} {NEUTRAL[language]}"
    ):
        return mark.end() if rest and not begins_with(rest, GOES_ON) else None
    if not has_any(first, DENIES[language]):
        return None
    is_unsaid = has_any(rest, HARM[language]) and not has_any(rest, FRAMES[language])
    return mark.end() if is_unsaid and rest[0] != "that" else None


def _parts(sentence: str) -> list[tuple[int, int]]:
    """What stands between the commas of a sentence: where each begins and ends."""
    marks = [found.start() for found in COMMA.finditer(sentence)]
    return list(zip([0, *(at + 1 for at in marks)], [*marks, len(sentence)], strict=True))


def _beside_a_name(sentence: str, language: str) -> Iterator[Clause]:
    parts = _parts(sentence)
    said = [words(sentence[start:end]) for start, end in parts]
    frames = FRAMES[language]
    harm = f"{HARM[language]} {BLAME[language]} {CALLED.get(language, '')}"
    for number in range(1, len(parts) - 1):
        # A name, and then what it is: with nothing said before it.
        is_called = number == 1 and begins_with(said[1], IN_APPOSITION.get(language, ""))
        is_called = is_called and not has_any(said[0], f"{frames} {harm}")
        if number == 1 and begins_with(said[1], SLANTED.get(language, "")):
            yield Clause(*parts[1], BESIDE_A_NAME)
            continue
        is_relative = begins_with(said[number], RELATIVE[language])
        if not (is_relative or is_called) or has_any(said[number], frames):
            continue
        if language in SAME_AS_THAT and has_any(said[number - 1], frames):
            continue
        if has_any(said[number], harm):
            yield Clause(*parts[number], BESIDE_A_NAME)
    if len(parts) > 2 and not has_any(said[0], f"{frames} {harm}"):
        # “Party B, after it burned the office, says …”.
        is_time = begins_with(said[1], WHEN[language]) and has_any(said[1], harm)
        is_office = has_any(said[1], OFFICES[language])
        is_name = begins_with(said[1], A_NOUN[language]) and not is_office
        is_name = is_name and has_any(said[2][:NEXT_TO_A_NAME], TELLS[language])
        # In a language whose verb comes last it follows the name: “X, the maker of Y, said”.
        is_name = is_name or _is_bare_noun(sentence[slice(*parts[1])], said, language)
        is_name = is_name or (
            language in VERB_LAST
            and len(said[1]) <= LONGEST_ASIDE
            and has_any(said[1], harm)
            and has_any(said[2][:NEXT_TO_A_NAME], frames)
            and not begins_with(said[0], IN_A_PLACE[language])
        )
        if (is_time or is_name) and not has_any(said[1], frames):
            yield Clause(*parts[1], BESIDE_A_NAME)


def _is_bare_noun(part: str, said: list[list[str]], language: str) -> bool:
    """Whether words beside a name, before its verb, are no name, no office and no adjunct."""
    if language not in ADJUNCTS or not said[1] or len(said[1]) > LONGEST_ASIDE:
        return False
    if not part.strip()[0].islower() or begins_with(said[0], IN_A_PLACE[language]):
        return False
    is_next = has_any(said[2][:1], TELLS[language])
    return is_next and not (
        begins_with(said[1], ADJUNCTS[language]) or has_any(said[1], OFFICES[language])
    )


def _told_of_a_time(sentence: str, language: str) -> Iterator[Clause]:
    """“While guards beat prisoners, X said”: its first part, if it says nowhere who says so."""
    parts = _parts(sentence)
    said = [words(sentence[start:end]) for start, end in parts]
    frames = FRAMES[language]
    if len(parts) < 2 or not begins_with(said[0], WHEN[language]):
        return
    harm = f"{HARM[language]} {BLAME[language]}"
    if has_any(said[0], harm) and not has_any(said[0], frames):
        is_aside = len(parts) > 2 and len(said[1]) <= LONGEST_ASIDE and has_any(said[1], frames)
        if not is_aside:
            yield Clause(*parts[0], TAKEN_AS_KNOWN)


def _denied_to_death(sentence: str, language: str, passages: Iterable[str]) -> Iterator[Clause]:
    """A denial of how people died, which is more than was put to whoever denies it."""
    spoken = tokens(sentence)
    said = [one.word for one in spoken]
    place = first_of(said, TO_DEATH[language])
    if place is None or not has_any(said, DENIES[language]):
        return
    if not any(has_any(words(one), TO_DEATH[language]) for one in passages):
        yield Clause(spoken[place[0]].start, spoken[place[1]].end, AS_IN_THE_PASSAGE)


def _taken_as_known(sentence: str, language: str) -> Iterator[Clause]:
    spoken = tokens(sentence)
    said = [one.word for one in spoken]
    for phrase in TAKEN[language]:
        place = find(said, folded(phrase))
        if place is None:
            continue
        start, end = place
        around = said[max(0, start - SOON_BEFORE) : end + 1 + SOON_AFTER]
        if not has_any(around, ALLEGED[language]):
            yield Clause(spoken[start].start, spoken[end].end, TAKEN_AS_KNOWN)
            return


def _of_so_many(sentence: str, language: str, passages: Iterable[str]) -> Iterator[Clause]:
    spoken = tokens(sentence)
    said = [one.word for one in spoken]
    for at, word in enumerate(said):
        if not word.isdigit() or (at and begins_with(said[at - 1 :], NO_COUNT[language])):
            continue
        after = first_of(said[at + 1 :], AFTER_NUMBER[language])
        before = said[max(0, at - SOON_BEFORE) : at]
        if after is not None and after[0] <= SOON_AFTER:
            start, end = at, at + 1 + after[1]
        elif has_any(before, BEFORE_NUMBER[language]) and not begins_with(
            before, HOW_MANY[language]
        ):
            start, end = max(0, at - SOON_BEFORE), at
        else:
            continue
        if not any(_says_so_many(one, word, language) for one in passages):
            yield Clause(spoken[start].start, spoken[end].end, OF_SO_MANY)
            return


def _says_so_many(passage: str, number: str, language: str) -> bool:
    said = words(passage)
    return number in said and has_any(said, HARM[language])
