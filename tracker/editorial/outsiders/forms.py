"""The forms of outsiders: an answer or a correction to a page, and answers to what was put."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tracker.capture.handing_in import refuse_file
from tracker.editorial.models import Submission
from tracker.editorial.outsiders.costs import FILE_MEGABYTES, FILES
from tracker.editorial.outsiders.models import LONGEST
from tracker.editorial.outsiders.subjects import Point, Subject
from tracker.record.fields import LANGUAGES
from tracker.record.text import LineFormField, ProseFormField, validate_line, validate_prose

LONGEST_LINE = 200


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A few files that the site takes."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = [one for one in data or () if one]
        if len(given) > FILES:
            raise ValidationError(_("Send at most %(most)s files.") % {"most": FILES})
        for one in given:
            refuse_file(one.file, one.name or "", FILE_MEGABYTES)
        return given


def _line(label: Any, help_text: Any, *, required: bool = False) -> LineFormField:
    return LineFormField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_LINE,
        validators=[validate_line],
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


def _prose(label: Any, help_text: Any = "", *, rows: int = 6, required: bool) -> ProseFormField:
    return ProseFormField(
        label=label,
        help_text=help_text,
        required=required,
        strip=False,
        max_length=LONGEST,
        validators=[validate_prose],
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


def _language(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=LANGUAGES)


class SenderForm(forms.Form):
    """What both forms ask of the sender."""

    # Programs that fill in every field fill in this one; people do not see it.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    # What is missing is told by the site, in the language of the page.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})["language"] = get_language()
        super().__init__(*args, **kwargs)
        self.fields["attached"].help_text = _(
            "At most %(files)s files of at most %(megabytes)s megabytes each: PDF, picture, text, "
            "mail, document."
        ) % {"files": FILES, "megabytes": FILE_MEGABYTES}

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field has to stay empty."))
        return ""

    def answers(self) -> Iterator[tuple[Point, str, str]]:
        """Each point that is answered, with the answer and its language."""
        raise NotImplementedError

    @property
    def general(self) -> str:
        """What is said to no point in particular."""
        raise NotImplementedError


class PageForm(SenderForm):
    """An answer to what a page says, or a correction of it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you send?"),
        choices=Submission.Kind.choices,
        widget=forms.RadioSelect,
        initial=Submission.Kind.ANSWER,
    )
    about = forms.ChoiceField(label=gettext_lazy("To what?"), required=False)
    text = _prose(
        gettext_lazy("Your words"),
        gettext_lazy("Word for word as they may be quoted."),
        rows=10,
        required=True,
    )
    language = _language(gettext_lazy("In which language?"))
    sender = _line(
        gettext_lazy("Who you are, and for whom you speak (optional)"),
        gettext_lazy("Only the editors see it. For a party counts what the party itself answers."),
    )
    contact = _line(
        gettext_lazy("How the editors can reach you (optional)"),
        gettext_lazy("A mail address or a telephone number. It is shown to nobody else."),
    )
    attached = FilesField(label=gettext_lazy("Letter or evidence (optional)"), required=False)
    field_order = ("kind", "about", "text", "language", "attached", "sender", "contact")

    def __init__(self, subject: Subject, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        whole = [("", _("to the page as a whole"))]
        points = [(one.key, f"{one.number}. {one.text}") for one in subject.points]
        about: Any = self.fields["about"]
        about.choices = whole + points
        if not points:
            del self.fields["about"]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise ValidationError(self.fields["text"].error_messages["required"])
        return text

    def answers(self) -> Iterator[tuple[Point, str, str]]:
        point = self.subject.point(self.cleaned_data.get("about", ""))
        if point is not None:
            yield point, self.cleaned_data["text"], self.cleaned_data["language"]

    @property
    def general(self) -> str:
        return "" if self.cleaned_data.get("about") else str(self.cleaned_data["text"])


class PutForm(SenderForm):
    """An answer to each of the points that were put to a party, or to all of them."""

    text = _prose(
        gettext_lazy("An answer to all of it (optional)"),
        gettext_lazy("What you say to no point in particular."),
        required=False,
    )
    language = _language(gettext_lazy("In which language?"))
    sender = _line(
        gettext_lazy("Your name and office"),
        gettext_lazy("Only the editors see it. They may ask you to show that you speak for it."),
        required=True,
    )
    contact = PageForm.base_fields["contact"]
    attached = FilesField(label=gettext_lazy("Your letter (optional)"), required=False)

    def __init__(self, subject: Subject, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        for one in subject.points:
            label = _("Your answer to point %(number)s") % {"number": one.number}
            self.fields[f"answer_{one.row}"] = _prose(label, rows=5, required=False)
            self.fields[f"language_{one.row}"] = _language(
                _("Language of the answer to point %(number)s") % {"number": one.number}
            )
            self.initial[f"language_{one.row}"] = get_language()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        names = ["text", *(f"answer_{one.row}" for one in self.subject.points)]
        typed = any(str(given.get(name) or "").strip() for name in names)
        if not (typed or given.get("attached") or any(name in self.errors for name in names)):
            self.add_error("text", _("Answer at least one point, or send your letter."))
        return given

    @property
    def rows(self) -> Iterable[tuple[Point, Any, Any]]:
        """Each point with the field of its answer and that of its language."""
        for one in self.subject.points:
            yield one, self[f"answer_{one.row}"], self[f"language_{one.row}"]

    def answers(self) -> Iterator[tuple[Point, str, str]]:
        for one in self.subject.points:
            if (text := self.cleaned_data[f"answer_{one.row}"]).strip():
                yield one, text, self.cleaned_data[f"language_{one.row}"]

    @property
    def general(self) -> str:
        return str(self.cleaned_data["text"])
