"""Plain text as editors type it: what is refused, and the model fields that refuse it.

Text is kept as typed. Control characters are the exception: PostgreSQL cannot store NUL or lone
surrogates, and none of them can be seen, so they are refused with a message on both databases.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# C0 and C1 controls and lone surrogates. Tab and newline are text in prose, not in a line.
# U+0085 is a newline to some programs and invisible to all.
NOT_PROSE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
NOT_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def refuse_controls(pattern: re.Pattern[str], value: str) -> None:
    """Raise ValidationError naming the first character of `value` that `pattern` matches."""
    found = pattern.search(value)
    if found:
        raise ValidationError(
            _("Character %(place)d is a control character (U+%(code)s) that cannot be kept."),
            code="control_character",
            params={"place": found.start() + 1, "code": f"{ord(found.group()):04X}"},
        )


def validate_line(value: str) -> None:
    """Accept one line of text: no control characters, no line breaks."""
    refuse_controls(NOT_LINE, value)


def validate_prose(value: str) -> None:
    """Accept several lines of text: no control characters but tab and newline."""
    refuse_controls(NOT_PROSE, value)


class LineFormField(forms.CharField):
    """One line; a control character is named instead of Django's bare 'null characters' error."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [v for v in self.validators if not _is_null_validator(v)]


class ProseFormField(LineFormField):
    """Several lines; the browser's CRLF becomes the newline that was typed."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _is_null_validator(validator: Any) -> bool:
    return type(validator).__name__ == "ProhibitNullCharactersValidator"


class LineField(models.CharField):
    """One line of plain text."""

    default_validators = [validate_line]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LineFormField, **kwargs})


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
