"""Plain text as editors type it: what is refused, what is mended, and the model fields that do so.

Text is kept as typed, but for what nobody typed on purpose. A word processor's line breaks become
line breaks. Invisible characters that come along with what is pasted are taken out of the site's
own words, and stay in quotations, which are somebody else's; the desk is told of both. Characters
that PostgreSQL or XML cannot hold are refused, with the place where they stand.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# C0 and C1 controls, lone surrogates, and the two that XML 1.0 has no way to write. Tab and newline
# are text in prose, not in a line.
NOT_PROSE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NOT_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# A browser's CRLF, Word's line break and page break, Unicode's own, and a mainframe's.
LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Zero-width characters that no script needs, and what turns the direction of text by force. Joiners
# (Persian, Kurdish, emoji) and the marks of direction are text.
UNSEEN = "\u00ad\u180e\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
NEEDLESS = re.compile(f"[{UNSEEN}]")
# At an end of a line joiners and marks join and turn nothing.
ENDS = f"[\\s{UNSEEN}\u200c-\u200f\u061c]+"
AROUND = re.compile(f"\\A{ENDS}|{ENDS}\\Z")
SHOWN_BEFORE = 15
# In one line every break is a space.
BREAK_OR_TAB = re.compile(f"(?:{LINE_BREAK.pattern}|[\\n\\t])+")


def refuse_controls(pattern: re.Pattern[str], value: str) -> None:
    """Raise ValidationError for the first character of `value` that `pattern` matches."""
    found = pattern.search(value)
    if not found:
        return
    number = ord(found.group())
    before = " ".join(value[max(0, found.start() - SHOWN_BEFORE) : found.start()].split())
    # Not the text after it: where one is, more of them may follow.
    message = (
        _("After “%(before)s” stands a control character (U+%(code)s) that cannot be kept.")
        if before and not pattern.search(before)
        else _("It begins with a control character (U+%(code)s) that cannot be kept.")
    )
    raise ValidationError(
        message,
        code="control_character",
        params={"before": before, "code": f"{number:04X}"},
    )


def validate_line(value: str) -> None:
    """Accept one line of text: no control characters, no line breaks."""
    refuse_controls(NOT_LINE, value)


def validate_prose(value: str) -> None:
    """Accept several lines of text: no control characters but tab and newline."""
    refuse_controls(NOT_PROSE, value)


def tidy_line(text: str) -> str:
    """One line in the site's own words: nothing unseen in it or around it."""
    return NEEDLESS.sub("", AROUND.sub("", BREAK_OR_TAB.sub(" ", text)))


def tidy_prose(text: str) -> str:
    """Paragraphs in the site's own words."""
    return NEEDLESS.sub("", with_line_breaks(text))


def with_line_breaks(text: str) -> str:
    """The text with each program's line breaks as newlines."""
    return LINE_BREAK.sub("\n", text)


class LineFormField(forms.CharField):
    """One line; a control character is named instead of Django's bare 'null characters' error."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [v for v in self.validators if not _is_null_validator(v)]

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy_line(value) if isinstance(value, str) else value)


class ProseFormField(LineFormField):
    """Several lines. `strip=False` is a quotation, kept to the letter but for line breaks."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = tidy_prose(value) if self.strip else with_line_breaks(value)
        return forms.CharField.to_python(self, value)


def _is_null_validator(validator: Any) -> bool:
    return type(validator).__name__ == "ProhibitNullCharactersValidator"


class LineField(models.CharField):
    """One line of plain text."""

    default_validators = [validate_line]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LineFormField, **kwargs})


class SlugFormField(forms.SlugField):
    """The last part of an address, without what comes along when it is pasted."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy_line(value) if isinstance(value, str) else value)


class SlugLineField(models.SlugField):
    """The last part of a page's address."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": SlugFormField, **kwargs})


class ProseField(models.TextField):
    """Paragraphs of plain text, divided by empty lines. `verbatim` keeps outer white space."""

    default_validators = [validate_prose]

    def __init__(self, *args: Any, verbatim: bool = False, **kwargs: Any) -> None:
        self.verbatim = verbatim
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "verbatim": True} if self.verbatim else kwargs

    def formfield(self, **kwargs: Any) -> Any:
        defaults = {"form_class": ProseFormField, "strip": not self.verbatim}
        return super().formfield(**{**defaults, **kwargs})
