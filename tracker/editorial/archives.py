"""The forms with which archives' copies of a source are noted, or an archive is asked for one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.capture.archiving import archive_asked, ask_archive, note_address, settle
from tracker.capture.models import ArchiveAddress, ArchiveRequest
from tracker.editorial.copies import CopyForm
from tracker.record.models import Source
from tracker.record.web_addresses import WebAddressFormField


class BareForm(CopyForm):
    """A form that asks no reason."""

    # Django's way to leave out a field of the form above.
    reason = None  # type: ignore[assignment]


class NoteForm(BareForm):
    """Notes where an archive has a copy."""

    about = "archived"
    done = gettext_lazy("The address is noted. A copy can be fetched from it.")
    archived = WebAddressFormField(
        assume_scheme="https",
        label=gettext_lazy("Address of the archive's copy"),
        max_length=2000,
        help_text=gettext_lazy(
            "Such as https://web.archive.org/web/2024…; for the desk. Readers are led to the one "
            "in the source's form."
        ),
    )

    def keep(self, value: Any, reason: str) -> None:
        note_address(self.source, value, self.user)


class AskForm(BareForm):
    """Has the archive of the settings asked to keep the page."""

    about = "asked"
    done = gettext_lazy("The archive will be asked as soon as the program that fetches runs.")
    asked = forms.BooleanField()

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        super().__init__(source, *args, **kwargs)
        self.host = archive_asked(source)
        self.fields["asked"].label = _("Send the page's address to %(host)s") % {"host": self.host}
        self.fields["asked"].help_text = _(
            "The archive makes a copy that anybody can see, and knows that somebody asked for it."
        )

    def keep(self, value: Any, reason: str) -> None:
        ask_archive(self.source, self.user)


class RowForm(BareForm):
    """A button for one row of a list, which it names by its key."""

    is_button = True

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        super().__init__(source, *args, **kwargs)
        self.fields[self.about] = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ForgetForm(RowForm):
    """Takes a noted address off the list."""

    about = "forget"
    done = gettext_lazy("The address is not noted any more. What was fetched from it stays.")

    def keep(self, value: Any, reason: str) -> None:
        ArchiveAddress.objects.filter(source=self.source, pk=value).delete()


class TakeForm(RowForm):
    """Notes the address that an archive answered with."""

    about = "take"
    done = gettext_lazy("The address is noted. A copy can be fetched from it.")
    is_noted = True

    def keep(self, value: Any, reason: str) -> None:
        row = ArchiveRequest.objects.to_settle(self.source).filter(pk=value).first()
        if row is None:
            raise ValidationError(_("Somebody has decided about this answer already."))
        settle(row, self.user, is_noted=self.is_noted)


class LeaveForm(TakeForm):
    """Leaves the address that an archive answered with."""

    about = "leave"
    done = gettext_lazy("The address is not noted.")
    is_noted = False


ARCHIVES: dict[str, type[CopyForm]] = {
    one.about: one for one in (NoteForm, AskForm, ForgetForm, TakeForm, LeaveForm)
}


def archives_of(source: Source) -> dict[str, Any]:
    """What the page of copies shows of archives: noted addresses, and answers to be settled."""
    return {
        "noted": ArchiveAddress.objects.filter(source=source),
        "answers": [row for row in ArchiveRequest.objects.to_settle(source) if row.answer],
    }
