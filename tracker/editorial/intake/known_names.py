"""Names that the record has of parties and places, wherever a text has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.capture.quotes.folding import plain
from tracker.editorial.intake.sentences import Sentence, Word, key_of
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.search.normalise import words as search_words

# Words of a name that are looked at.
LONGEST = 9
# A name of one word and fewer letters is looked for as it is written: IS, Roj.
SHORT = 3
# What a name has behind it in Kurmanji and in Sorani, which write endings as one with it.
ENDINGS = {
    "kmr": ("yê", "ya", "yan", "ê", "a", "an", "î", "de"),
    "ckb": ("ی", "یش", "دا", "ش", "یان", "ەوە"),
}
# Before a name in Arabic and Sorani, as one with it: and, by, for, as.
BEFORE = "وبلكف"


class KnownName(NamedTuple):
    """A name of a record: which noun it is, its key, the name, what the record is called, and
    whether its form may be opened."""

    noun: str
    key: str
    name: str
    label: str
    is_open: bool = True


def known_names(
    text: str, sentences: Sequence[Sentence], names: Sequence[KnownName]
) -> Iterator[Suggestion]:
    """Wherever known names stand, the longest at each place."""
    by_first: dict[str, list[tuple[tuple[str, ...], KnownName]]] = defaultdict(list)
    for name in names:
        said = tuple(search_words(name.name))[:LONGEST]
        if said:
            by_first[said[0]].append((said, name))
    for listed in by_first.values():
        listed.sort(key=lambda one: -len(one[0]))
    for sentence in sentences:
        folded = [forms_of(text, one, sentence.language) for one in sentence.words]
        at = 0
        while at < len(folded):
            found = _longest(text, sentence, folded, at, by_first)
            if not found:
                at += 1
                continue
            for name in found:
                yield _suggestion(text, sentence, at, name, is_sure=len(found) == 1)
            at += len(tuple(search_words(found[0].name)))


def _suggestion(
    text: str, sentence: Sentence, at: int, name: KnownName, *, is_sure: bool
) -> Suggestion:
    last = at + len(tuple(search_words(name.name))) - 1
    start, end = sentence.words[at].start, sentence.words[last].end
    what = {"noun": name.noun, "key": name.key, "label": name.label, "name": name.name}
    what["open"] = "yes" if name.is_open else ""
    if is_sure:
        why = _("“%(name)s” is a name of %(label)s.") % {"name": name.name, "label": name.label}
        return Suggestion(Kind.KNOWN, start, end, what, why, "known-name")
    why = _("“%(name)s” is a name of %(label)s, and of others.") % {
        "name": name.name,
        "label": name.label,
    }
    return Suggestion(Kind.KNOWN, start, end, what, why, "shared-name")


def _longest(
    text: str,
    sentence: Sentence,
    folded: list[tuple[str, ...]],
    at: int,
    by_first: dict[str, list[tuple[tuple[str, ...], KnownName]]],
) -> list[KnownName]:
    """The records that have the longest name that begins at a word."""
    found: list[KnownName] = []
    length = 0
    for first in folded[at]:
        for said, name in by_first.get(first, ()):
            if len(said) < length:
                break
            if at + len(said) > len(folded) or any(
                word not in folded[at + step] for step, word in enumerate(said)
            ):
                continue
            if _is_written_so(text, sentence, at, len(said), name.name):
                found = [*found, name] if len(said) == length else [name]
                length = len(said)
    return found


def forms_of(text: str, word: Word, language: str) -> tuple[str, ...]:
    """The forms of a word under which names are kept: the search's, and without an ending."""
    printed = text[word.start : word.end]
    forms = [printed]
    forms += [
        printed.removesuffix(one)
        for one in ENDINGS.get(language, ())
        if printed.endswith(one) and len(printed) - len(one) >= SHORT
    ]
    return tuple(dict.fromkeys(said[0] for one in forms if (said := search_words(one))))


def _is_written_so(text: str, sentence: Sentence, at: int, length: int, name: str) -> bool:
    """Whether a name that the search takes for the same is one here: names have capitals, and an
    Arabic word without its article is another word."""
    words = sentence.words[at : at + length]
    printed = [text[one.start : one.end] for one in words]
    wanted = name.split()
    if name.isupper() and length == 1:
        return printed[0] == name
    if any(one[0].isupper() for one in wanted) and not any(one[0].isupper() for one in printed):
        return False
    if not any("\u0600" <= char <= "\u06ff" for char in name):
        return True
    mine, theirs = key_of(plain(printed[0])), key_of(plain(wanted[0]))
    return any(
        mine[len(before) :].startswith(theirs) and mine.startswith(before)
        for before in ("", *BEFORE, *(f"و{one}" for one in BEFORE))
    ) or (
        theirs.startswith("ال") and mine.lstrip(BEFORE).startswith(theirs[2:]) and "لل" in mine[:3]
    )
