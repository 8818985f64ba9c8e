"""Words in quotation marks that somebody is said to have said: with who, and by which verb.

What is told without quotation marks is in `paraphrases`, and never a quotation. Words in marks that
nobody is said to have said are titles, names and doubts: nothing is proposed of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.editorial.intake.quote_marks import Quoted
from tracker.editorial.intake.sayings import Saying, sayings_of
from tracker.editorial.intake.sentences import Sentence, words_in
from tracker.editorial.intake.speakers import is_pronoun
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.editorial.intake.verbs import THAT, listed

# Words of a quotation; fewer are a term in marks. Without a verb of saying, more.
FEWEST, FEWEST_ALONE = 3, 5
# Words between a verb and the quotation that it brings in, with a “that” between them, and between
# one and a verb behind it.
MOST_BEFORE, MOST_WITH_THAT, MOST_BEHIND = 12, 45, 25
# Of so few words behind a preposition marks are a term: in answer to “alleged torture”.
LONGEST_TERM = 4
# Characters between a quotation and what it is held to belong to.
FARTHEST = 600
PREPOSITIONS = "on of about for over against to على عن حول إزاء بشأن ضد لە دژی دەربارەی li ser ji"
# Marks behind these are around the name of a thing.
NAMES_A_THING = (
    "film book song report article entitled titled called named campaign slogan headlined headline "
    "documentary series "
    "بعنوان المعنون المسمى باسم حول فيلم كتاب تقرير شعار حملة "
    "بەناوی بەناونیشانی فیلمی کتێبی "
    "navê fîlma pirtûka"
)
# To whom something is told, not what: he told “The Blue Show”.
TELLING = ("told", "tells", "telling")
_LEAD = re.compile(r"[\s,.،:–—-]*\Z")


class _Said(NamedTuple):
    """How a quotation is somebody's: who, by which words, why, by which rule."""

    speaker: str
    verb: str
    why: str
    rule: str


def quotations(text: str, sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    """The quotations of some sentences, each with its speaker as far as the text names one."""
    paragraph, speaker, earlier, went_on = -1, "", "", False
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            # Who spoke in the paragraph before goes on without a verb only where nothing closed
            # their words.
            earlier, speaker = speaker, speaker if went_on else ""
            paragraph, went_on = sentence.paragraph, False
        sayings = list(sayings_of(text, sentence))
        for number, span in enumerate(sentence.quoted):
            if len(words_in(text, span.start, span.end)) < FEWEST:
                continue
            said = _attributed(text, sentence, number, sayings, speaker, earlier)
            if said is None:
                continue
            speaker = said.speaker or speaker
            went_on = not span.is_closed
            what = {"speaker": said.speaker, "verb": said.verb}
            yield Suggestion(Kind.QUOTE, span.start, span.end, what, said.why, said.rule)
        named = [
            one.speaker
            for one in sayings
            if one.speaker and not is_pronoun(one.speaker, sentence.language)
        ]
        speaker = named[-1] if named else speaker


def _attributed(
    text: str,
    sentence: Sentence,
    number: int,
    sayings: list[Saying],
    before: str,
    earlier: str,
) -> _Said | None:
    span = sentence.quoted[number]
    saying = _nearest(text, sentence, span, sayings)
    if saying is not None and not _is_a_thing(text, sentence, span, saying):
        named = _named_before(sentence, sayings, saying)
        return _by_verb(text, sentence, saying, named or before or earlier)
    if before and _is_all_of(text, sentence, span):
        why = _("The words go on with those of %(speaker)s before.") % {"speaker": before}
        return _Said(before, "", why, "quote-goes-on")
    return _without_verb(text, sentence, span)


def _nearest(text: str, sentence: Sentence, span: Quoted, sayings: list[Saying]) -> Saying | None:
    """The verb that a quotation belongs to: right behind it, before it, later in the sentence."""
    number = bisect_left(sayings, span.end, key=_start)
    behind = sayings[number] if number < len(sayings) else None
    if behind and _is_next(text, span, behind):
        return behind
    number = bisect_right(sayings, span.start, key=_end) - 1
    ahead = sayings[number] if number >= 0 else None
    if ahead and _is_near(text, sentence, ahead.end, span.start):
        return ahead
    if behind and _between(text, span.end, behind.start) <= MOST_BEHIND:
        # Behind a comma, as an aside: “…, the letter said”.
        gap = text[span.end : behind.start]
        return behind if "," in gap or "،" in gap else None
    return None


def _named_before(sentence: Sentence, sayings: list[Saying], saying: Saying) -> str:
    """Who was named last in the sentence before a verb."""
    at = bisect_left(sayings, saying.start, key=_start)
    near = reversed(sayings[max(0, at - MOST_BEFORE) : at])
    named = (one.speaker for one in near if one.speaker)
    return next((one for one in named if not is_pronoun(one, sentence.language)), "")


def _start(saying: Saying) -> int:
    return saying.start


def _end(saying: Saying) -> int:
    return saying.end


def _is_near(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a quotation is not too far behind a verb: with a “that” between them it may be."""
    size = _between(text, start, end)
    if size <= MOST_BEFORE or size > MOST_WITH_THAT:
        return size <= MOST_BEFORE
    that = listed(THAT[sentence.language])
    return any(one.key in that for one in words_in(text, start, end))


def _is_next(text: str, span: Quoted, saying: Saying) -> bool:
    """Whether nothing but the speaker stands between a quotation and the verb behind it."""
    first = saying.start
    if 0 <= saying.speaker_start < saying.start:
        first = saying.speaker_start
    return first >= span.end and not _between(text, span.end, first)


def _between(text: str, start: int, end: int) -> int:
    """The number of words between two places; of a long way, that it is long."""
    return len(words_in(text, start, end)) if end - start <= FARTHEST else FARTHEST


def _by_verb(text: str, sentence: Sentence, saying: Saying, before: str) -> _Said | None:
    verb = " ".join(text[saying.start : saying.end].split())
    told = {"speaker": saying.speaker, "verb": verb, "before": before}
    if saying.speaker and not is_pronoun(saying.speaker, sentence.language):
        why = _("Words in quotation marks beside “%(verb)s”, said by %(speaker)s.") % told
        return _Said(saying.speaker, verb, why, "quote-with-speaker")
    if before:
        why = _("“%(verb)s” goes back to %(before)s, named before.") % told
        return _Said(before, verb, why, "quote-goes-back")
    why = _("Words in quotation marks beside “%(verb)s”; who says them is not named.") % told
    return _Said(saying.speaker, verb, why, "quote-without-name")


def _without_verb(text: str, sentence: Sentence, span: Quoted) -> _Said | None:
    """Behind a colon, or a line of its own: of any language."""
    size = len(words_in(text, span.start, span.end))
    lead = text[sentence.start : span.start - 1]
    if size >= FEWEST_ALONE and lead.rstrip().endswith(":"):
        speaker = _first_name(lead)
        why = _("Words in quotation marks behind a colon.")
        return _Said(speaker, "", why, "quote-behind-colon")
    behind = text[span.end : min(sentence.end, span.end + FARTHEST)].lstrip('”"’» ')
    name = _first_name(behind) if size >= FEWEST_ALONE and text[span.end - 1] == "," else ""
    if name:
        why = _("Words in quotation marks before the name of who says them.")
        return _Said(name, "", why, "quote-before-name")
    if size >= FEWEST_ALONE and _is_all_of(text, sentence, span) and not _is_title(text, span):
        why = _("A line of its own in quotation marks; who says it is not named.")
        return _Said("", "", why, "quote-alone") if _is_paragraph(text, span) else None
    return None


def _is_all_of(text: str, sentence: Sentence, span: Quoted) -> bool:
    """Whether a sentence has no words but what it quotes."""
    behind = text[span.end : min(sentence.end, span.end + FARTHEST)]
    before = text[sentence.start : span.start - 1]
    return not before.strip() and not any(map(str.isalnum, behind))


def _is_paragraph(text: str, span: Quoted) -> bool:
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    around = text[first : span.start - 1] + text[span.end + 1 : last if last >= 0 else len(text)]
    return not around.strip()


def _is_a_thing(text: str, sentence: Sentence, span: Quoted, saying: Saying) -> bool:
    """Whether marks are around a name or a title, which somebody mentions."""
    before = words_in(text, max(sentence.start, span.start - 40), span.start - 1)
    if any(one.key in listed(NAMES_A_THING) for one in before[-2:]):
        return True
    is_short = len(words_in(text, span.start, span.end)) <= LONGEST_TERM
    if is_short and before and before[-1].key in listed(PREPOSITIONS) and saying.end < span.start:
        return True
    told = text[saying.start : saying.end].casefold() in TELLING
    return _is_title(text, span) and (told or not (0 <= span.start - saying.end <= 3))


def _is_title(text: str, span: Quoted) -> bool:
    """Whether nearly all words begin with a capital, which only English titles do."""
    found = words_in(text, span.start, span.end)
    words = [text[one.start] for one in found if one.key != "i"]
    cased = [one for one in words if one.isupper() or one.islower()]
    return bool(cased) and sum(map(str.isupper, cased)) * 5 >= len(cased) * 3


def _first_name(lead: str) -> str:
    """The words with capitals by which a sentence begins."""
    name = ""
    for word in words_in(lead, 0, len(lead)):
        if not lead[word.start].isupper() or "," in lead[: word.start]:
            break
        name = lead[: word.end]
    return " ".join(name.split()) if " " in name.strip() else ""
