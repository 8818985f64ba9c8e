"""What looking for a quotation can come to, in words for the desk and for readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether a quotation was found in a text."""

    WORD_FOR_WORD = "word_for_word", _("found word for word")
    DIFFERENCES = "differences", _("found with differences")
    NOT_FOUND = "not_found", _("not found")
    CANNOT = "cannot", _("cannot be checked")
    NOT_CHECKED = "not_checked", _("not checked")


class Kind(models.TextChoices):
    """How words of a quotation differ from those of the text."""

    SPELLING = "spelling", _("capitals, accents or the spelling of a letter")
    SPACING = "spacing", _("spaces or hyphens between words")
    PUNCTUATION = "punctuation", _("punctuation")
    SHAPE = "shape", _("letters that look alike")
    LETTER = "letter", _("one letter")
    NUMBER = "number", _("a number")
    NEGATION = "negation", _("a negation")
    NAME = "name", _("perhaps a name")
    WORDS = "words", _("other words")


class Reason(models.TextChoices):
    """Why a quotation was not found, or could not be looked for."""

    ABSENT = "absent", _("No passage of the text has these words in this order.")
    NUMBER = "number", _("The closest passage has another number.")
    NEGATION = "negation", _("The closest passage differs by a negation.")
    NAME = "name", _("The closest passage differs by what may be a name.")
    WORDS = "words", _("The closest passage has other words.")
    LEFT_OUT = "left_out", _("What the quote leaves out or puts in brackets changes what is said.")
    SEVERAL = "several", _("Several passages are alike, and none is the same word for word.")
    NO_WORDS = "no_words", _("There are no words in the quote.")
    NO_TEXT = "no_text", _("There is no text to look in.")
    GARBLED = "garbled", _("The letters of this script are garbled in the text.")
    ERASED = "erased", _("The copy was erased.")
