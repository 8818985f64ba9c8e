"""Who says something in a sentence: the words that name them, beside a verb of saying."""

from __future__ import annotations

import re

from tracker.editorial.intake.sentences import Sentence, Word, key_of, words_in
from tracker.editorial.intake.verbs import (
    VERB_FIRST,
    Verb,
    listed,
)

# Words of one who speaks; more are a sentence that was not understood.
LONGEST = 16
# An Arabic subject runs on into what it denies or accuses: of so many words it is one no more.
LONGEST_BEFORE_OBJECT = 4
# Between a subject and its verb: “has repeatedly denied”, “also said”.
BETWEEN = (
    "has have had also then later reportedly repeatedly already again further both all jointly "
    "earlier previously recently only even still now once قد سوف ئەوە jî wisa wiha"
)
# A subject does not begin with these: what stands before the comma does not belong to it.
OPENERS = (
    "in on at after before while when as if since until during for from by with without despite "
    "although though however meanwhile moreover but and or so because following amid under "
    "last this today yesterday often then there here no of "
    "في من على بعد قبل خلال منذ عبر ولكن لكن كما حيث بينما "
    "لە دوای پێش بەڵام هەروەها "
    "di li ji piştî berî lê herwiha"
)
# What parts a subject from what stands before it.
BREAKS = (
    "that who which whom whose and but while when where because as if although though until "
    "said says whether کە بەڵام و ku lê û الذي التي أن إن ولكن لكن"
)
# A subject behind its verb ends before these.
AFTER = {
    "en": (
        "in on at during after before when while as who which that where because but and to from "
        "with by about against into over following told released published issued made"
    ),
    "ar": (
        "فيه فيها له لها لهم في خلال على عبر إن أن بأن إلى لـ ل اليوم أمس يوم الذي التي بعد قبل عن "
        "من أنه أنها إنه إنها إنهم أنهم بأنه بأنها بأنهم مع ضمن لوكالة لقناة لصحيفة وقد كل جميع "
        "كافة هذه تلك ما صحة وجود أي مزاعم الاتهامات اتهامات الاتهام الادعاءات ادعاءات المزاعم "
        "التهم التقارير"
    ),
    "ckb": "کە لە بە دوای",
    "kmr": "ku di li ji bi de",
}
PRONOUNS = {
    "en": "he she they it we i you him her them who one",
    "ar": "هو هي هم",
    "ckb": "ئەو ئەوان",
    "kmr": "ew wî wê wan",
}
_ALL_PRONOUNS = listed(" ".join(PRONOUNS.values()))
CLOSING = ("”", "»", '"', "“", "’")
_PARTS = re.compile(r"[,،;؛:—–()\[\]“”„«»\"\n]")
_ENDS = re.compile(r"[.,،;؛:—–()\[\]“”„«»\"\n!?؟]")


def is_pronoun(speaker: str, language: str) -> bool:
    """Whether what names a speaker is no name: “they”."""
    return key_of(speaker) in listed(PRONOUNS.get(language, ""))


def speaker_of(
    text: str, sentence: Sentence, words: list[Word], at: int, last: int, verb: Verb
) -> tuple[str, int]:
    """The words that name who says what a verb brings in, and where they begin; '' and -1."""
    language = sentence.language
    if verb.is_according:
        return _behind(text, sentence, words, last)
    gap = text[sentence.start : words[at].start].rstrip(",،. ")
    is_behind_quote = gap[-1:] in CLOSING
    if language in VERB_FIRST:
        return _of_first_verb(text, sentence, words, at, last, verb)
    if is_behind_quote and language == "en":
        return _behind(text, sentence, words, last)
    return _before(text, sentence, words, at)


def _of_first_verb(
    text: str, sentence: Sentence, words: list[Word], at: int, last: int, verb: Verb
) -> tuple[str, int]:
    """The subject of an Arabic verb: behind it; before it where the sentence begins with it."""
    is_and = words[at].key[:1] in ("و", "ف") and words[at].key[1:] == verb.words[0]
    if verb.tells and is_and and at:
        # “…, and called on the states to”: what stands behind is whom it called on.
        return "", -1
    found = _behind(text, sentence, words, last)
    if verb.tells and len(found[0].split()) > LONGEST_BEFORE_OBJECT:
        return "", -1
    if found[0]:
        return found
    name = next((one for one in sentence.quoted if 0 < one.start - words[last].end <= 3), None)
    if name is not None and len(words_in(text, name.start, name.end)) <= LONGEST_BEFORE_OBJECT:
        # Arabic papers write the names of bodies in quotation marks.
        return _printed(text, name.start, name.end), name.start
    found = _before(text, sentence, words, at)
    return found if found[1] == words[0].start else ("", -1)


def subject_of(text: str, words: list[Word]) -> str:
    """What a sentence begins with, where that is a pronoun or a name."""
    if words[0].key in _ALL_PRONOUNS:
        return text[words[0].start : words[0].end]
    last = 0
    while last < len(words) and text[words[last].start].isupper():
        last += 1
    return _printed(text, words[0].start, words[last - 1].end) if last > 1 else ""


def _behind(text: str, sentence: Sentence, words: list[Word], last: int) -> tuple[str, int]:
    """The words behind a verb, up to what no name goes over."""
    stops = listed(AFTER[sentence.language])
    begun, end = -1, -1
    for number in range(last + 1, min(last + 1 + LONGEST, len(words))):
        if _ENDS.search(_between(text, words[number - 1], words[number])) and (
            begun >= 0 or number > last + 1 or not _is_open(text, words, number)
        ):
            break
        if words[number].key in stops:
            break
        begun = number if begun < 0 else begun
        end = number
    if begun < 0:
        return "", -1
    return _printed(text, words[begun].start, words[end].end), words[begun].start


def _is_open(text: str, words: list[Word], number: int) -> bool:
    """Whether what parts two words is but the point of a shortened one."""
    return _between(text, words[number - 1], words[number]).strip() == "."


def _before(text: str, sentence: Sentence, words: list[Word], at: int) -> tuple[str, int]:
    """The words before a verb, back to what begins them."""
    skipped = listed(BETWEEN)
    end = at - 1
    while end >= 0 and (words[end].key in skipped or words[end].key.endswith("ly")):
        end -= 1
    if end < 0:
        return "", -1
    breaks = listed(BREAKS)
    # Between commas, the nearest to the verb first.
    parts: list[tuple[int, int]] = []
    number = last = end
    while number >= 0 and end - number < LONGEST:
        if words[number].key in breaks and not _joins(text, words, number):
            if number < last:
                parts.append((number + 1, last))
            break
        gap = _between(text, words[number - 1], words[number]) if number else ""
        if number == 0 or _PARTS.search(gap):
            parts.append((number, last))
            last = number - 1
            if gap.strip() not in (",", "،"):
                break
        number -= 1
    return _chosen(text, words, parts)


def _chosen(text: str, words: list[Word], parts: list[tuple[int, int]]) -> tuple[str, int]:
    """Of the parts before a verb the farthest that is a name, with what stands beside it: “James
    Lee, 68, of Camp B, said”; else the nearest."""
    names = [one for one in parts if _is_name(text, words, *one)]
    if not parts or (not names and words[parts[0][0]].key in listed(OPENERS)):
        return "", -1
    first, end = (names[-1] if names else parts[0])[0], parts[0][1]
    return _printed(text, words[first].start, words[end].end), words[first].start


def _is_name(text: str, words: list[Word], first: int, last: int) -> bool:
    """Whether all words of a part begin with a capital, but for the small ones within."""
    if words[first].key in listed(OPENERS):
        return False
    own = [one for one in words[first : last + 1] if len(one.key) > 3 or one is words[first]]
    return all(text[one.start].isupper() for one in own)


def _joins(text: str, words: list[Word], number: int) -> bool:
    """Whether “and” stands between two names, and not between two things that were done."""
    if words[number].key not in ("and", "و", "u") or not 0 < number < len(words) - 1:
        return False
    near = text[words[number - 1].start], text[words[number + 1].start]
    return all(one.isupper() for one in near)


def _between(text: str, one: Word, other: Word) -> str:
    return text[one.end : other.start]


def _printed(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
