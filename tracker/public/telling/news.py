"""What happened to what readers see, newest first: the list of changes, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.edition import lists, news
from tracker.edition.documents import CodeDocument, CorrectionDocument, Document, Name, Notice
from tracker.edition.models import Happening
from tracker.edition.news import Told
from tracker.edition.readers import NOW
from tracker.public.telling.page_words import cited_as, history_address
from tracker.record.fields import UNKNOWN, WRITTEN_IN
from tracker.record.nouns import NOUNS
from tracker.record.sentences import Sentence

What = Happening.What
WHAT = {
    What.PUBLISHED: gettext_lazy("Published"),
    What.CORRECTED: gettext_lazy("Correction"),
    What.WITHDRAWN: gettext_lazy("Withdrawn"),
    What.CHANGED: gettext_lazy("Changed"),
    What.RENAMED: gettext_lazy("Renamed"),
    What.MERGED: gettext_lazy("Merged"),
    What.PARTED: gettext_lazy("Merge undone"),
    What.ERASED: gettext_lazy("Words erased"),
    What.FOLLOWED: gettext_lazy("Changed with another record"),
}


@dataclass
class News:
    """One thing that happened to the record; `about` is what a correction corrects."""

    what: str
    when: datetime
    record: Document | Notice
    about: Any
    told: Told = news.NOTHING
    # Whether whoever published it wrote part of it.
    is_by_author: bool = False

    @property
    def what_in_words(self) -> str:
        if isinstance(self.record, CorrectionDocument) and self.record.kind:
            return _("Correction (%(kind)s)") % {"kind": self.record.get_kind_display()}
        return str(WHAT[What(self.what)])

    @property
    def is_withdrawal(self) -> bool:
        """Whether the record is withdrawn now, and no more is told of it than that."""
        return isinstance(self.record, Notice)

    @property
    def title(self) -> str:
        """What the record is called; of a withdrawn one no more than its address says."""
        if isinstance(self.record, Notice):
            return cited_as(self.record)
        about: Any = self.about
        return str(getattr(about, "title", "") or about)

    @property
    def reference(self) -> str:
        """How the record is cited; of what has a name alone, what it is."""
        if hasattr(self.about, "reference"):
            return cited_as(self.about)
        return str(NOUNS[self.about.noun].model._meta.verbose_name)

    @property
    def language(self) -> str:
        """The language of what the record is called."""
        about = self.about
        told = getattr(about, "title_language", "") or getattr(about, "name_language", "")
        return str(told or WRITTEN_IN)

    @property
    def address(self) -> str:
        """The record's page; of a codebook's entry the page that explains it."""
        if isinstance(self.about, CodeDocument):
            return reverse("about")
        return str(self.about.get_absolute_url())

    @property
    def text(self) -> str:
        """What editors say: a correction, why a record was withdrawn, or why it was changed."""
        if isinstance(self.record, Notice):
            return self.record.withdrawn_reason
        if isinstance(self.record, CorrectionDocument):
            return self.record.text
        # Of a merge the site says the same in the reader's language.
        return (
            "" if self.what in (What.MERGED, What.PARTED) and self.explained else self.told.reason
        )

    @property
    def is_in_english(self) -> bool:
        """Whether `text` is in the language of the record; a reason may be in any other."""
        return isinstance(self.record, Notice | CorrectionDocument)

    @property
    def explained(self) -> Sentence | str:
        """What the site says of it, in a sentence."""
        told = self.told
        if self.what == What.RENAMED and told.was_called:
            return Sentence(
                _("Before, it was called “%(name)s”."), name=Name(told.was_called, UNKNOWN)
            )
        if self.what == What.MERGED and told.other:
            return Sentence(
                _("“%(name)s” is now part of this record."), name=Name(told.other, UNKNOWN)
            )
        if self.what == What.PARTED and told.other:
            return Sentence(
                _("“%(name)s” is a record of its own again."), name=Name(told.other, UNKNOWN)
            )
        if self.what == What.FOLLOWED:
            return _(
                "Something that it names or cites was published or changed, or is no longer shown."
            )
        return ""

    @property
    def correction(self) -> CorrectionDocument | None:
        """The record, where it is a correction."""
        return self.record if isinstance(self.record, CorrectionDocument) else None

    @property
    def comparison(self) -> str:
        """Where what changed is set side by side; empty where there is nothing to compare."""
        if not self.told.earlier or isinstance(self.about, CodeDocument) or self.is_withdrawal:
            return ""
        if isinstance(self.record, CorrectionDocument):
            return ""
        query = f"?from={self.told.earlier}&to={self.told.revision}"
        return f"{history_address(self.about)}{query}"


def all_news() -> Any:
    """All that happened, newest first: one query, to be cut into pages."""
    return news.happenings()


def loaded(happened: Iterable[Happening]) -> list[News]:
    """The records behind some happenings and what is told of each, in a fixed number of queries."""
    happened = list(happened)
    found = lists.heads(NOW, {one.key for one in happened})
    missing = {one.key for one in happened if one.what == What.WITHDRAWN} - found.keys()
    notices = NOW.notices(missing) if missing else {}
    more = news.told_of(happened) if happened else {}
    told = []
    for one in happened:
        record = found.get(one.key) or notices.get(one.key)
        about = found.get(record.target_id) if isinstance(record, CorrectionDocument) else record
        # Gone since the rows were read.
        if record is not None and about is not None:
            told.append(
                News(
                    one.what,
                    one.when,
                    record,
                    about,
                    more.get(one.pk, news.NOTHING),
                    is_by_author=one.is_by_author,
                )
            )
    return told
