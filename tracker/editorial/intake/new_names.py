"""Names of people and bodies that stand in a text, whoever they are: by titles and by capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.editorial.intake import name_words as tables
from tracker.editorial.intake.figure_words import LABELS
from tracker.editorial.intake.sentences import Sentence, Word
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.editorial.intake.verbs import listed, verbs_of

# Words of a name in Latin and in Arabic letters.
LONGEST, LONGEST_ARABIC, LONGEST_SORANI = 12, 3, 2
# Words of more than three letters, of which fewer do not tell a heading from a sentence.
FEWEST = 5
# Adjectives between an Arabic title and the name: “the Sudanese activist …”.
MOST_ADJECTIVES = 4
_JOINS = re.compile(r"[ \u00a0]+(?:al-)?|[-’'.]|\.[ \u00a0]\Z")


def new_names(text: str, sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    """Names in sentences: each once. In headings and menus, where all words have capitals, none."""
    seen: set[str] = set()
    for sentence in sentences:
        if not sentence.language:
            continue
        is_latin = sentence.language in ("en", "kmr")
        found = _by_capitals(text, sentence) if is_latin else _by_titles(text, sentence)
        for one in found:
            name = " ".join(text[one.start : one.end].split()).casefold()
            if name not in seen:
                seen.add(name)
                yield one


def _by_capitals(text: str, sentence: Sentence) -> Iterator[Suggestion]:
    is_heading = not sentence.is_ended or _is_heading(text, sentence)
    words, at = sentence.words, 0
    while at < len(words):
        over = _run(text, words, at)
        first, last, title = _without_title(text, words, at, over, sentence)
        is_whole_line = first < last == len(words) and at == 0
        is_body = last < len(words) and words[last].key in listed(tables.BODIES)
        at = max(at + 1, over)
        if is_heading and not (title and is_whole_line and last - first > 1):
            continue
        if title and first < last:
            what = {"title": title, "noun": "party"}
            why = _("A name with capitals behind “%(title)s”.") % {"title": title}
            yield _name(words, first, last, what, why, "name-with-title")
        elif _is_long_enough(text, words, first, last):
            why = _("Words with capitals in a row.")
            yield _name(words, first, last, {"noun": "party"}, why, "name-with-capitals")
        elif is_body and first < last and not _is_parted(text, words, last):
            why = _("A body, named by a word with a capital.")
            yield _name(words, first, last + 1, {"noun": "party"}, why, "name-of-body")


def _is_long_enough(text: str, words: list[Word], first: int, last: int) -> bool:
    """Whether there are two words at least, of more than a letter, that are not of the site."""
    named = [one for one in words[first:last] if len(one.key) > 1]
    if any(one.key in listed(tables.FURNITURE) for one in named):
        return False
    is_numbered = last < len(words) and words[last].key[:1].isdecimal()
    if named and is_numbered and named[-1].key in listed(LABELS):
        # “Common Article 1”.
        return False
    printed = text[words[first].start : words[last - 1].end] if first < last else ""
    is_arabic = words[first].key in ("al", "el") if first < last else False
    return len(named) > 1 and (" " in printed or is_arabic)


def _name(
    words: list[Word], first: int, last: int, what: dict[str, str], why: str, rule: str
) -> Suggestion:
    return Suggestion(Kind.NAME, words[first].start, words[last - 1].end, what, why, rule)


def _is_heading(text: str, sentence: Sentence) -> bool:
    """Whether most of many words have capitals, as headlines and the entries of menus do."""
    cased = [text[one.start] for one in sentence.words if len(one.key) > 3]
    return len(cased) > FEWEST and sum(map(str.isupper, cased)) * 5 > len(cased) * 4


def _run(text: str, words: list[Word], at: int) -> int:
    """Past the words with capitals that begin at a word; the word itself where it has none."""
    if not _is_capital(text, words[at]):
        return at
    within = listed(tables.WITHIN)
    last = over = at + 1
    while over < min(at + LONGEST, len(words)):
        gap = text[words[over - 1].end : words[over].start]
        if not _JOINS.fullmatch(gap) and gap not in ("’s ", "'s "):
            break
        if _is_capital(text, words[over]):
            over += 1
            last = over
        elif words[over].key in within and words[over].key != "and":
            over += 1
        else:
            break
    return last


def _is_capital(text: str, word: Word) -> bool:
    is_day = word.key in listed(tables.NO_NAMES)
    return text[word.start].isupper() and not is_day and not word.key[:1].isdecimal()


def _without_title(
    text: str, words: list[Word], at: int, last: int, sentence: Sentence
) -> tuple[int, int, str]:
    """Where the name begins and ends, without a title and words that only begin a sentence; and
    the title before it."""
    first_words = listed(tables.FIRST_WORDS)
    titles = listed(tables.TITLES.get(sentence.language, ""))
    first, title = at, ""
    while last - 1 > first and words[last - 1].key in titles:
        # “Amnesty's Secretary-General”.
        last -= 1
    while first < last and words[first].key in first_words:
        first += 1
    behind = [
        n
        for n in range(first, last - 1)
        if words[n].key in titles and text[words[n].end : words[n].end + 1] not in "’'"
    ]
    if behind:
        begins = behind[-1] + 1
        if words[begins].key in listed(tables.WITHIN):
            # “Attorney for the District of B Joshua Levy”.
            begins = max(begins, last - 2)
        return begins, last, " ".join(text[words[first].start : words[begins - 1].end].split())
    if 0 < first < last and words[first - 1].key in titles and not _is_parted(text, words, first):
        title = text[words[first - 1].start : words[first - 1].end]
    return first, last, title


def _by_titles(text: str, sentence: Sentence) -> Iterator[Suggestion]:
    """Names in Arabic script, which has no capitals: from a given name on, behind a title or
    before a second name with the article."""
    words = sentence.words
    given, also_words = listed(tables.GIVEN), listed(tables.ALSO_WORDS)
    at = 0
    while at < len(words):
        if words[at].key not in given:
            at += 1
            continue
        last = _end_of_arabic(text, sentence, at)
        title = _title_before(text, sentence, at)
        has_article = last - at > 1 and words[at + 1].key.startswith("ال")
        if last - at > 1 and title:
            what = {"title": title, "noun": "party"}
            why = _("A given name behind “%(title)s”.") % {"title": title}
            yield _name(words, at, last, what, why, "name-with-title")
        elif has_article and words[at].key not in also_words:
            why = _("A given name, and a second name behind it.")
            yield _name(words, at, at + 2, {"noun": "party"}, why, "given-name")
        at = max(at + 1, last)


def _end_of_arabic(text: str, sentence: Sentence, first: int) -> int:
    words, stops = sentence.words, listed(tables.STOPS)
    verbs = verbs_of(sentence.language)
    most = LONGEST_ARABIC if sentence.language == "ar" else LONGEST_SORANI
    last = first + 1
    most += words[first].key == "عبد"
    while last < min(len(words), first + most) and not _is_parted(text, words, last):
        key = words[last].key
        if key in stops or key in verbs or (key[0] in "ولب" and len(key) < 3):
            break
        # “Abd” is half of a name.
        most += key == "عبد"
        last += 1
    return last


def _title_before(text: str, sentence: Sentence, first: int) -> str:
    """The title before a name, with its adjectives: “the Sudanese activist”."""
    words, titles = sentence.words, listed(tables.TITLES[sentence.language])
    for at in range(first - 1, max(-1, first - 2 - MOST_ADJECTIVES), -1):
        if _is_parted(text, words, at + 1):
            return ""
        if words[at].key in titles or words[at].key[1:] in titles:
            return " ".join(text[words[at].start : words[first - 1].end].split())
        if not words[at].key.startswith(("ال", "وال")):
            return ""
    return ""


def _is_parted(text: str, words: list[Word], at: int) -> bool:
    return bool(text[words[at - 1].end : words[at].start].strip())
