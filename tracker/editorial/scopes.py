"""How far the words reach by which a sentence says whose it is.

A verb of saying does not speak for what stands behind a semicolon, nor for harm in a relative
clause before it; a word that only looks like one speaks for nothing; the name of a law alleges
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.editorial.gate_frames import (
    ALLEGES_BEFORE,
    DOCUMENT_SAYS,
    GOES_ON,
    LAWS,
    NO_FRAME,
    NO_SPEAKER,
    OF_SOMEBODY,
    SMALL_WORDS,
    SPEAKS_FIRST,
    THAT,
    VERB_LAST,
    WHO,
    WHOEVER,
)
from tracker.editorial.gate_words import BLAME, FRAMES, HARM
from tracker.editorial.phrases import begins_with, find_all, first_of, has_any, several
from tracker.search.normalise import words

SEMICOLON = re.compile("[;؛]")
DASH = re.compile(r"\s[—–]\s")
PAUSE = re.compile(r"[,،:“”]|\s[—–-]\s")
# “Party C: soldiers burned houses”, and “Soldiers burned houses — Party C”.
SPEAKER_FIRST = re.compile(r"^([^:,;.?!“”]{2,60}):\s+\S")
SPEAKER_LAST = re.compile(r"\s[—–]\s+([^:,;.?!—–“”]{2,60})\.?$")
MOST_OF_A_NAME = 5
SOON = 2


def parted(sentence: str) -> Iterator[tuple[int, str]]:
    """The parts of a sentence that must each say whose they are, each with where it begins."""
    begins = 0
    marks = [*SEMICOLON.finditer(sentence)] or [*DASH.finditer(sentence)]
    # Between two dashes stands an aside.
    for mark in marks if len(marks) != 2 or ";" in sentence or "؛" in sentence else ():
        rest = sentence[mark.end() :].lstrip()
        if ":" in sentence[: mark.start()] or begins_with(words(rest), GOES_ON):
            continue
        yield begins, sentence[begins : mark.start()]
        begins = mark.end()
    yield begins, sentence[begins:]


def without_laws(said: list[str], language: str) -> list[str]:
    """Words with the names of laws, treaties, courts and offences as such made blank."""
    return without(said, LAWS[language])


def speaking(said: list[str], language: str) -> list[str]:
    """Words with those blank that look like a verb of saying and say nothing."""
    is_of_a_document = has_any(said, DOCUMENT_SAYS[language])
    kept = list(said) if is_of_a_document else without(said, NO_FRAME[language])
    for at, word in enumerate(kept):
        # “The alleged spies were beaten”: somebody is alleged to be one, not the deed.
        if has_any([word], OF_SOMEBODY[language]) and (
            at == 0 or has_any(kept[at - 1 : at], SMALL_WORDS[language])
        ):
            soon = kept[at + 1 : at + 1 + SOON]
            if not has_any(soon, f"{HARM[language]} {BLAME[language]}"):
                kept[at] = ""
    return kept


def names_a_speaker(sentence: str, language: str) -> bool:
    """Whether a headline has its speaker before a colon or after a dash."""
    found = SPEAKER_FIRST.search(sentence) or SPEAKER_LAST.search(sentence)
    if found is None:
        return False
    name = words(found.group(1))
    if not 0 < len(name) <= MOST_OF_A_NAME or has_any(name, NO_SPEAKER[language]):
        return False
    return not has_any(name, f"{HARM[language]} {BLAME[language]}")


def is_before_its_frame(clause: str, said: list[str], harm: tuple[int, int], language: str) -> bool:
    """Whether harm is told before anybody is said to say it: “guards who beat him deny it”.

    What a comma or a dash parts from the verb of saying after it is what was said: “guards beat
    him, Party A says”. Without one it is who speaks, or of what, unless a word that alleges
    governs it: “accused of killings by Party A”.
    """
    who = first_of(said[: harm[0]], WHO[language])
    if language in SPEAKS_FIRST and who is not None:
        # “Said the officer who beat him that …”: nobody has said the harm yet.
        verb = first_of(said[: who[0]], SPEAKS_FIRST[language])
        if verb is not None and 0 < who[0] - verb[1] - 1 <= MOST_OF_A_NAME:
            return not has_any(said[verb[1] + 1 : harm[0]], f"{THAT[language]} {FRAMES[language]}")
    if has_any(said[: harm[0]], FRAMES[language]):
        return False
    rest = said[harm[1] + 1 :]
    after = first_of(rest, FRAMES[language])
    if after is None or has_any(rest, ALLEGES_BEFORE[language]):
        return False
    if begins_with(said, WHOEVER[language]):
        return True
    pauses = [len(words(clause[: mark.start()])) for mark in PAUSE.finditer(clause)]
    verb_at = harm[1] + 1 + after[0]
    if who is not None and who[0] > 0 and language not in VERB_LAST:
        end = next((one for one in pauses if one > harm[1]), len(said))
        return verb_at < end
    return not any(harm[1] < one <= verb_at for one in pauses)


def without(said: list[str], listed: str) -> list[str]:
    """Words with those of some phrases made blank, each in its place."""
    if not listed.strip() or not has_any(said, listed):
        return list(said)
    kept = list(said)
    for phrase in several(listed):
        for first, last in find_all(said, phrase):
            kept[first : last + 1] = [""] * (last + 1 - first)
    return kept
