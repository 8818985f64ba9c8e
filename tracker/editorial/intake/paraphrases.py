"""What somebody is said to have said without quotation marks: never proposed as a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.editorial.intake.sayings import Saying, sayings_of
from tracker.editorial.intake.sentences import Sentence, words_in
from tracker.editorial.intake.speakers import is_pronoun
from tracker.editorial.intake.suggestion import Kind, Suggestion

# Words of a sentence, or of the part behind a verb.
FEWEST = 5


def paraphrases(text: str, sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    """Sentences that tell what somebody said; of one that quotes as well, the part that tells."""
    paragraph, before = -1, ""
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, before = sentence.paragraph, ""
        sayings = list(sayings_of(text, sentence))
        for one in sayings:
            found = _told(text, sentence, one, before)
            if found is not None:
                yield found
                break
        named = [
            one.speaker
            for one in sayings
            if one.speaker and not is_pronoun(one.speaker, sentence.language)
        ]
        before = named[-1] if named else before


def _told(text: str, sentence: Sentence, saying: Saying, before: str) -> Suggestion | None:
    is_pronouns = is_pronoun(saying.speaker, sentence.language)
    speaker = before if is_pronouns or not saying.speaker else saying.speaker
    if not _tells(text, sentence, saying) or not (speaker or saying.verb.tells):
        return None
    start, end = sentence.start, sentence.end
    if sentence.quoted:
        if not saying.verb.tells:
            return None
        start, end = saying.start, _until_quoted(sentence, saying)
    if not sentence.is_ended or len(words_in(text, start, end)) < FEWEST:
        return None
    verb = " ".join(text[saying.start : saying.end].split())
    told = {"speaker": speaker, "verb": verb}
    what = {"speaker": speaker, "verb": verb}
    if saying.verb.is_according:
        why = _("By “%(verb)s” it is the word of %(speaker)s, not in quotation marks.") % told
        return Suggestion(Kind.PARAPHRASE, start, end, what, why, "told-according-to")
    if not speaker:
        why = _("“%(verb)s” tells what somebody said, not in quotation marks.") % told
        return Suggestion(Kind.PARAPHRASE, start, end, what, why, "told-without-name")
    why = _("“%(verb)s” tells what %(speaker)s said, not in quotation marks.") % told
    return Suggestion(Kind.PARAPHRASE, start, end, what, why, "told-by-verb")


def _tells(text: str, sentence: Sentence, saying: Saying) -> bool:
    """Whether a verb tells something by itself, or a “that” or an aside says so."""
    if saying.verb.tells or saying.verb.is_according or saying.has_that:
        return True
    printed = text[saying.start : saying.end].casefold()
    return sentence.language == "en" and printed in ("said", "says")


def _until_quoted(sentence: Sentence, saying: Saying) -> int:
    return min(
        (one.start - 1 for one in sentence.quoted if one.start > saying.end), default=sentence.end
    )
