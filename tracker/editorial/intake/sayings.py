"""The verbs of saying of a sentence, each with who says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.speakers import CLOSING, LONGEST, speaker_of, subject_of
from tracker.editorial.intake.verbs import (
    NO_SUBJECT,
    PARTICIPLES,
    THAT,
    Verb,
    listed,
    verbs_of,
)


class Saying(NamedTuple):
    """A verb of saying in a sentence: its words' places, and who says it, as printed; '' where it
    is not found, and a pronoun where there is but that."""

    verb: Verb
    start: int
    end: int
    speaker: str
    speaker_start: int
    # Whether something tells that what follows is what was said: “that”, a colon, a comma.
    has_that: bool


def sayings_of(text: str, sentence: Sentence) -> Iterator[Saying]:
    """The verbs of saying of a sentence in their order, outside what it quotes."""
    if not sentence.language:
        return
    words = sentence.own_words()
    known, that = verbs_of(sentence.language), listed(THAT[sentence.language])
    at, before = 0, ""
    while at < len(words):
        verb = _verb_at(words, at, known, sentence.language)
        if verb is None or not _is_said(text, sentence, words, at, verb):
            at += 1
            continue
        last = at + len(verb.words) - 1
        if words[at].key in listed(PARTICIPLES):
            speaker, where = before or subject_of(text, words), -1
        else:
            speaker, where = speaker_of(text, sentence, words, at, last, verb)
        if not speaker and before and at and words[at - 1].key in ("and", "u"):
            speaker = before
        yield Saying(
            verb,
            words[at].start,
            words[last].end,
            speaker,
            where,
            any(one.key in that for one in words[last + 1 : last + 1 + LONGEST]),
        )
        before = speaker or before
        at = last + 1


def _verb_at(
    words: list[Word], at: int, known: dict[str, list[Verb]], language: str
) -> Verb | None:
    key = words[at].key
    found = known.get(key)
    if found is None and language == "ar" and key[:1] in ("و", "ف") and len(key) > 3:
        # “And” is written as one with the verb.
        found = known.get(key[1:])
        key = key[1:]
    for verb in found or ():
        rest = [one.key for one in words[at + 1 : at + len(verb.words)]]
        if [key, *rest] == list(verb.words):
            return verb
    return None


def _is_said(text: str, sentence: Sentence, words: list[Word], at: int, verb: Verb) -> bool:
    """Whether the word is a verb here, of a subject."""
    shut = listed(NO_SUBJECT[sentence.language])
    if words[at].key in listed(PARTICIPLES):
        return True
    if at and words[at - 1].key in shut and not verb.is_according:
        return False
    printed = text[words[at].start : words[at].end]
    if sentence.language == "en" and printed[:1].isupper() and not verb.is_according:
        return False
    if verb.is_also_noun:
        behind = text[words[at].end : words[at].end + 3].lstrip()
        following = words[at + 1].key if at + 1 < len(words) else ""
        subject = words[at - 1].key if at else ""
        is_plural = subject.endswith("s") or subject in ("they", "people")
        is_behind_quote = text[sentence.start : words[at].start].rstrip(" ,.")[-1:] in CLOSING
        return (
            is_behind_quote
            or following in ("that", "how", "they", "it")
            or behind[:1] in ("“", '"', "‘")
            or (behind[:2] in (", ", ": ") and printed.endswith("s"))
            or (sentence.language == "en" and printed in ("states", "ask", "call") and is_plural)
            or (printed == "states" and subject in ("release", "report", "statement", "letter"))
        )
    return True
