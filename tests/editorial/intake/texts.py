"""Texts for tests of what is proposed of them: read as the page reads a part of a text."""

from tracker.editorial.intake.sentences import sentences_of
from tracker.editorial.reading.blocks import blocks_of


def sentences(text, language="en"):
    """The sentences of a text whose source is said to be in a language."""
    return list(sentences_of(text, list(blocks_of(text)), language))


def found(rule, text, language="en", *more):
    """What a rule proposes of a text: the words, and what was read out of them."""
    return [
        (text[one.start : one.end], one) for one in rule(text, sentences(text, language), *more)
    ]


def words(rule, text, language="en", *more):
    """The words alone that a rule proposes."""
    return [said for said, _one in found(rule, text, language, *more)]
