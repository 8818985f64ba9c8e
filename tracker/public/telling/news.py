"""What is new on record: publications, corrections and withdrawals, in the order of their days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tracker.edition import lists, news
from tracker.edition.documents import CorrectionDocument, Document, Notice
from tracker.edition.news import Happening
from tracker.edition.readers import NOW
from tracker.record.fields import WRITTEN_IN

PUBLISHED, CORRECTED, WITHDRAWN = "published", "corrected", "withdrawn"
WHAT = {
    PUBLISHED: gettext_lazy("Published"),
    CORRECTED: gettext_lazy("Correction"),
    WITHDRAWN: gettext_lazy("Withdrawn"),
}


@dataclass
class News:
    """One thing that happened to the record; `about` is what a correction corrects."""

    what: str
    when: datetime
    record: Document | Notice
    about: Any

    @property
    def what_in_words(self) -> str:
        return str(WHAT[self.what])

    @property
    def is_publication(self) -> bool:
        return self.what == PUBLISHED

    @property
    def is_withdrawal(self) -> bool:
        return self.what == WITHDRAWN

    @property
    def text(self) -> str:
        """What a correction says, or why a record was withdrawn; a publication says itself."""
        if isinstance(self.record, Notice):
            return self.record.withdrawn_reason
        return self.record.text if isinstance(self.record, CorrectionDocument) else ""

    @property
    def language(self) -> str:
        """The language of what the record is called."""
        return getattr(self.about, "title_language", WRITTEN_IN)


def all_news() -> Any:
    """Rows of Happenings of everything, newest first: one query, to be cut into pages."""
    return news.happenings(*news.TOLD)


def loaded(rows: Iterable[tuple[str, str, bool, datetime]]) -> list[News]:
    """The records behind some happenings, in a fixed number of queries."""
    happened = [Happening(*row) for row in rows]
    found = lists.heads(NOW, [one.key for one in happened if not one.is_notice])
    notices = NOW.notices(one.key for one in happened if one.is_notice)
    told = []
    for one in happened:
        record = notices.get(one.key) if one.is_notice else found.get(one.key)
        about = found.get(record.target_id) if isinstance(record, CorrectionDocument) else record
        # Gone since the rows were read.
        if record is not None and about is not None:
            told.append(News(_what(one), one.when, record, about))
    return told


def _what(one: Happening) -> str:
    if one.is_notice:
        return WITHDRAWN
    return CORRECTED if one.noun == "correction" else PUBLISHED
