"""The forms with which a copy of a source is asked for, given as a file or typed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.capture.archiving import addresses_of
from tracker.capture.checking import MOST_AT_ONCE, check_source
from tracker.capture.extracting import take_text_if_quick
from tracker.capture.inspecting import inspect_if_quick
from tracker.capture.jobs import ask_for_copy
from tracker.capture.keeping import keep_file, keep_text
from tracker.capture.models import Capture
from tracker.editorial.first_error import focus_first_error
from tracker.editorial.telling import tell
from tracker.record.models import Source
from tracker.record.text import LineFormField, ProseFormField, validate_line, validate_prose


class CopyForm(forms.Form):
    """One way to a copy; `keep` does what the form says."""

    reason = LineFormField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=300,
        validators=[validate_line],
        help_text=gettext_lazy("For the desk: who gave it, what it is needed for."),
    )
    field_order = ("url", "file", "text", "is_part", "reason")
    # The field that a refusal is about.
    about = ""
    done: Any = ""
    # Whether it is a button alone, beside which no error could be told.
    is_button = False
    # Whether something was typed in it while another one was sent.
    is_held = False

    def __init__(self, source: Source, user: User, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix=self.about, auto_id="id_%s")
        self.source, self.user = source, user

    def is_done(self) -> bool:
        """Do it; False, with the reason at the field, where it was not to be done."""
        if not self.is_valid():
            focus_first_error(self)
            return False
        try:
            self.keep(self.cleaned_data[self.about], self.cleaned_data.get("reason", ""))
        except ValidationError as refused:
            self.add_error(self.about, refused)
            focus_first_error(self)
            return False
        return True

    def hold(self, sent: Any) -> bool:
        """Show again what was typed here while another form was sent; whether anything was."""
        names = {self.add_prefix(name): name for name in self.fields}
        typed = {names[one]: sent[one] for one in names.keys() & sent.keys() if sent[one]}
        self.initial = {**self.initial, **typed}
        return bool(typed)

    def keep(self, value: Any, reason: str) -> None:
        raise NotImplementedError

    @property
    def told(self) -> list[str]:
        """All that is wrong with what was sent."""
        return [str(one) for errors in self.errors.values() for one in errors]


class FetchForm(CopyForm):
    """Asks for a copy of one of the source's addresses."""

    about = "url"
    done = gettext_lazy("It will be fetched as soon as the program that fetches runs.")
    url = forms.ChoiceField(label=gettext_lazy("Address"), widget=forms.RadioSelect)

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        super().__init__(source, *args, **kwargs)
        self.addresses = addresses_of(source)
        field: Any = self.fields["url"]
        field.choices = [(one, one) for one in self.addresses]
        field.initial = self.addresses[0] if self.addresses else None

    def keep(self, value: Any, reason: str) -> None:
        ask_for_copy(self.source, value, self.user, reason)


class PartForm(CopyForm):
    """Takes something that may be a part of the source only."""

    is_part = forms.BooleanField(
        label=gettext_lazy("Only a part of the source"),
        required=False,
        help_text=gettext_lazy(
            "Excerpts, some pages of many. A quote that is not in it may stand in the rest."
        ),
    )

    def check_quotes(self, copy: Capture) -> None:
        """Look for the source's quotes in a copy that is read in a moment, and tell of it at once.

        Others wait for the worker.
        """
        if take_text_if_quick(copy):
            check_source(self.source, MOST_AT_ONCE)
        tell([self.source.reference])


class FileForm(PartForm):
    """Takes a file."""

    about = "file"
    done = gettext_lazy("The file is kept.")
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A PDF, a saved page, a text, a picture, a mail, a WARC or WACZ."),
        allow_empty_file=True,
    )

    def keep(self, value: Any, reason: str) -> None:
        is_part = self.cleaned_data["is_part"]
        name = value.name or ""
        copy = keep_file(self.source, value.file, name, self.user, reason, is_part=is_part)
        inspect_if_quick(copy)
        self.check_quotes(copy)


class TextForm(PartForm):
    """Takes a text, to the letter."""

    about = "text"
    done = gettext_lazy("The text is kept.")
    text = ProseFormField(
        label=gettext_lazy("Text"),
        strip=False,
        validators=[validate_prose],
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=gettext_lazy("As it stands in the source, whole or in part, and nothing else."),
    )

    def keep(self, value: Any, reason: str) -> None:
        is_part = self.cleaned_data["is_part"]
        copy = keep_text(self.source, value, self.user, reason, is_part=is_part)
        self.check_quotes(copy)


FORMS: dict[str, type[CopyForm]] = {one.about: one for one in (FetchForm, FileForm, TextForm)}


def copy_forms(
    source: Source, user: User, request: Any, more: Mapping[str, type[CopyForm]]
) -> dict[str, CopyForm]:
    """The forms of a page by what they take; that which was sent has what was typed, and those
    that came along with it, too."""
    sent = request.POST.get("what") if request.method == "POST" else None
    forms = {
        name: form(source, user, request.POST, request.FILES)
        if name == sent
        else form(source, user)
        for name, form in (FORMS | dict(more)).items()
    }
    for name, form in forms.items():
        form.is_held = name != sent and not form.is_button and form.hold(request.POST)
    return forms


def empty_forms(
    source: Source, user: User, more: Mapping[str, type[CopyForm]]
) -> dict[str, CopyForm]:
    """The forms of a page in which nothing is typed."""
    return {name: form(source, user) for name, form in (FORMS | dict(more)).items()}


def nothing_sent() -> str:
    """What is told where none of the page's buttons was pressed."""
    return _("Nothing was done: the page did not say what.")
