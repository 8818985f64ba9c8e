"""The nodes that others are made of: parties, places, sources, quotations, codes, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.edition.documents import CitationRow, CorrectionDocument, SourceDocument
from tracker.edition.documents.marks import CopyTold, Mark
from tracker.public.delivery.addresses import stable
from tracker.public.machines.linked.writing import Node, dated, node, ref
from tracker.record.choices import PartyKind, PlaceKind, Relation, SourceKind
from tracker.words.quotes import state_in_data

PARTY_TYPES = {
    PartyKind.ORGANISATION: "Organization",
    PartyKind.AUTHORITY: "GovernmentOrganization",
    PartyKind.ARMED_GROUP: "Organization",
    # schema.org's Country is a place, and a place makes no statements.
    PartyKind.STATE: "GovernmentOrganization",
    PartyKind.INTERNATIONAL: "Organization",
    PartyKind.MEDIA: "NewsMediaOrganization",
    PartyKind.PERSON: "Person",
}
PLACE_TYPES = {PlaceKind.COUNTRY: "Country", PlaceKind.REGION: "AdministrativeArea"}
SOURCE_TYPES = {
    SourceKind.REPORT: "Report",
    SourceKind.NEWS: "NewsArticle",
    SourceKind.POST: "SocialMediaPosting",
    SourceKind.DATASET: "Dataset",
    SourceKind.VIDEO: "VideoObject",
    SourceKind.PAGE: "WebPage",
}


def site() -> Node:
    """This site, in the words of its every page."""
    about = stable(reverse("about"))
    return node(
        "WebSite",
        reverse("front"),
        name=settings.SITE_NAME,
        url=stable(reverse("front")),
        description=_(
            "This site compiles what others have said, with their sources. It alleges nothing "
            "itself and passes no verdict."
        ),
        publishingPrinciples={"@id": about},
    )


def page_of(record: Any) -> Node:
    """The page of a record, and which state of the record it shows."""
    entry = record.revised
    shown: Node = {"version": str(entry.revision), "dateModified": entry.time} if entry else {}
    url = stable(record.get_absolute_url())
    return node("WebPage", url=url, isPartOf=site(), **shown)


def party(row: Any, **more: Any) -> Node:
    return node(PARTY_TYPES[row.kind], row.get_absolute_url(), name=row.name, **more)


def place(row: Any, **more: Any) -> Node:
    kind = PLACE_TYPES.get(row.kind, "Place")
    return node(kind, row.get_absolute_url(), name=row.name, **more)


def source(row: Any, **more: Any) -> Node:
    """A source; what is cited of it stands at the quotations."""
    return node(
        SOURCE_TYPES.get(row.kind, "CreativeWork"),
        row.get_absolute_url(),
        name=row.title,
        identifier=row.reference,
        inLanguage=language(row.language),
        url=row.url,
        archivedAt=row.archive_url,
        publisher=party(row.publisher) if row.publisher else None,
        **dated("datePublished", row.published_on),
        **more,
    )


def kept_copy(of: SourceDocument, copy: CopyTold) -> Node:
    """A copy as a file with its hash. What it was called and who made it is told nowhere."""
    return _copy(
        of,
        copy.row,
        copy.made_at,
        copy.sha256,
        contentSize=f"{copy.size} B",
        encodingFormat=copy.media_type,
    )


def _found_in(of: SourceDocument, mark: Mark) -> Node | None:
    """The copy in which the words were found."""
    return _copy(of, mark.copy, mark.made_at, mark.sha256) if mark.made_at else None


def _copy(of: SourceDocument, row: int, made_at: datetime, sha256: str, **more: Any) -> Node:
    return node(
        "MediaObject",
        f"{of.get_absolute_url()}#copy-{row}",
        sha256=sha256,
        dateCreated={"@type": "DateTime", "@value": made_at},
        **more,
    )


def language(code: str) -> str:
    return "" if code == "und" else code


def quotation(citation: CitationRow, of: Node, above: SourceDocument | None = None) -> Node:
    """Words with whoever says them; `of` is the source that has them, and `above` that which has
    the words that they are a version of.

    A paraphrase is no quotation: it is its reporter's sentence, and names no party as a speaker.
    """
    translation = None
    if citation.translation:
        signed = {"text": citation.translation, "creditText": citation.translator}
        kind = "CreativeWork" if citation.is_paraphrase else "Quotation"
        translation = node(kind, inLanguage="en", **signed)
    publisher = citation.source.publisher
    reporter = ref(publisher) if publisher else None
    speakers = [ref(speaker) for speaker in citation.speakers]
    is_of_source = not speakers and citation.relation == Relation.OWN_WORDS
    said: Node = {"spokenByCharacter": speakers, "creator": reporter if is_of_source else None}
    if citation.is_paraphrase:
        said = {"creator": reporter, "paraphraseOf": speakers}
    hand, mark = "first-hand" if citation.is_first_hand else "second-hand", citation.mark
    return node(
        "CreativeWork" if citation.is_paraphrase else "Quotation",
        text=citation.quote,
        inLanguage=language(citation.language),
        **said,
        relation=citation.relation,
        quotedBy=reporter if citation.relation == Relation.QUOTED else None,
        isPartOf=of,
        locator=citation.locator,
        versionKind=citation.version_kind,
        versionOf=ref(above) if above else None,
        hand="" if citation.is_first_hand is None else hand,
        keptCopy=state_in_data(mark),
        isBasedOn=_found_in(citation.source, mark) if mark and mark.is_found else None,
        workTranslation=translation,
    )


def code(entry: Any, codebook: str) -> Node:
    """An entry of a codebook, which the About page defines."""
    return node("DefinedTerm", code_path(entry, codebook), name=str(entry), termCode=entry.code)


def code_path(entry: Any, codebook: str) -> str:
    return f"{reverse('about')}#{codebook}-{entry.code}"


def corrections(rows: Iterable[CorrectionDocument]) -> list[Node]:
    return [
        node(
            "CorrectionComment",
            text=row.text,
            inLanguage="en",
            dateCreated=row.made_on,
            correctionKind=row.kind,
            about=_wrong_revision(row),
        )
        for row in rows
    ]


def _wrong_revision(row: CorrectionDocument) -> Node | None:
    if not row.wrong_revision_path:
        return None
    return node("WebPage", url=stable(row.wrong_revision_path), version=str(row.of_revision))
