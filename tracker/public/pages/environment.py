"""What the templates of public pages may ask for, beside what a view gives them.

A partial is a macro in a file of its own: it sees what it is given and what stands here, not the
page around it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial
from types import CodeType
from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.template.defaultfilters import filesizeformat, linebreaks_filter, linebreaksbr
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import (
    get_language,
    get_language_bidi,
    gettext,
    ngettext,
    npgettext,
    pgettext,
)
from jinja2 import BytecodeCache, Environment, StrictUndefined
from jinja2.bccache import Bucket

from tracker.edition.documents.named import code_name, in_english
from tracker.public.delivery.addresses import answer_address
from tracker.public.drawing.mapping.places import position_of
from tracker.public.lists.facets_in_html import facet_groups
from tracker.public.lists.rows_in_html import claim_row, found_text, marked
from tracker.public.lists.snippets import NOWHERE
from tracker.public.machines.cited import of_row
from tracker.public.machines.embedding import frame_of, iframe
from tracker.public.machines.linked import pages
from tracker.public.machines.linked.writing import ForHtml, Node
from tracker.public.telling import (
    at_a_glance,
    both_sides,
    checked_quotes,
    in_short,
    own_reading,
    page_words,
    response_words,
    versions,
    whose_words,
)
from tracker.public.telling.enumeration import comma, semicolon
from tracker.record.sentences import Reference
from tracker.words import quotes, requests, states


class PerLanguage(Jinja2):
    """Django's backend for Jinja2, with an environment for each language.

    A page says hundreds of words and addresses; what they are in a language is found once.
    """

    def __init__(self, params: dict[str, Any]) -> None:
        self._made: dict[tuple[str | None, str], Environment] = {}
        super().__init__(params)

    @property
    def env(self) -> Environment:
        key = get_language(), get_script_prefix()
        if key not in self._made:
            self._made[key] = self._make()
        return self._made[key]

    @env.setter  # type: ignore[override]
    def env(self, make: Callable[[], Environment]) -> None:
        self._make = make


class CompiledOnce(BytecodeCache):
    """The code of each template, which is the same in every language: 8 ms each to make of it.

    No template may hand words of its own to a filter that asks for the language: what is the same
    at each call is worked out as the code is made.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


def environment(**options: Any) -> Callable[[], Environment]:
    """What makes an environment of the language that is active; `options` are Django's."""
    return partial(in_language, options, CompiledOnce())


def in_language(options: dict[str, Any], compiled: BytecodeCache) -> Environment:
    """An environment whose words, addresses and comma are those of the language that is active.

    A name that nobody gave is an error.
    """
    kept = lru_cache(4096)
    made: Any = Environment(  # noqa: S701  (Django gives `autoescape`, True)
        **{
            **options,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n"],
            "bytecode_cache": compiled,
        }
    )
    made.install_gettext_callables(
        *(kept(gettext), kept(ngettext)),
        newstyle=True,
        pgettext=kept(pgettext),
        npgettext=kept(npgettext),
    )
    made.filters |= FILTERS
    made.globals |= GLOBALS
    made.globals |= {
        "comma": cache(comma),
        "semicolon": cache(semicolon),
        "is_rtl": cache(get_language_bidi),
        "language": cache(get_language),
        "url": kept(url),
    }
    environment: Environment = made
    return environment


def url(name: str, *args: str | int) -> str:
    """The path of a page of this site."""
    return reverse(name, args=args)


def linked_data(data: Node) -> SafeString:
    """The page once more for programs."""
    return format_html('<script type="application/ld+json">{}</script>', ForHtml(data))


def in_lines(text: str) -> SafeString:
    """A text with its line breaks."""
    found: SafeString = linebreaksbr(text, autoescape=True)
    return found


def in_paragraphs(text: str) -> SafeString:
    found: SafeString = linebreaks_filter(text, autoescape=True)
    return found


def most(text: str, length: int) -> str:
    """The first words of a text, of so many characters at most, and a sign where there are more."""
    return text if len(text) <= length else f"{in_short.cut(text, length).text}…"


def claim_in_words(claim: Any) -> str:
    """What the card of a claim shows."""
    return both_sides.of_claim(claim).in_words()


def response_in_words(response: Any, groups: Any) -> str:
    """What the card of a response shows."""
    return both_sides.of_response(response, groups).in_words()


def dossier_in_words(dossier: Any) -> str:
    """What the card of a dossier shows."""
    return both_sides.of_dossier(dossier).in_words()


def site_in_words() -> str:
    """What the card of all other pages shows."""
    return both_sides.of_site().in_words()


def embed_code(record: Any) -> str:
    """The HTML that shows a record in somebody else's page, as text to be copied."""
    return "".join([iframe(frame_of(record), record.title)])


GLOBALS: dict[str, Any] = {
    "answer_address": answer_address,
    "as_printed": page_words.as_printed,
    "claim_in_words": claim_in_words,
    "claim_row": claim_row,
    "copied_as": whose_words.copied_as,
    "dossier_in_words": dossier_in_words,
    "embed_code": embed_code,
    "facet_groups": facet_groups,
    "found_text": found_text,
    "history_address": page_words.history_address,
    "holds_in_short": in_short.dossier_holds,
    "in_english": in_english,
    "linked_data": linked_data,
    "marked": marked,
    "nowhere": NOWHERE,
    "name": page_words.name,
    "of_this_page": pages.page,
    "response_in_words": response_in_words,
    "site_in_words": site_in_words,
    "static": static,
    "version_kind": versions.kind_words,
    "view_link": page_words.view_link,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "capfirst": capfirst,
    "answered_in_html": in_short.claim_answered_in_html,
    "answered_in_short": in_short.claim_answered,
    "answers_in_html": in_short.response_answers_in_html,
    "answers_in_short": in_short.response_answers,
    "as_shipped": code_name,
    "cited_as": page_words.cited_as,
    "counted_by": whose_words.counted_by,
    "cut": in_short.cut,
    "day": page_words.day,
    "deadline_told": requests.deadline_told,
    "direction": page_words.direction,
    "file_size": filesizeformat,
    "first_quotes": in_short.first_quotes,
    "in_full": page_words.in_full,
    "in_lines": in_lines,
    "in_paragraphs": in_paragraphs,
    "in_reading_order": whose_words.in_reading_order,
    "language_name": page_words.language_name,
    "live_link": checked_quotes.live_link,
    "mark_sentence": quotes.mark_sentence,
    "moment": page_words.moment,
    "most": most,
    "nearness": whose_words.nearness_in_html,
    "numbers": page_words.numbers,
    "plain_words": page_words.plain_words,
    "reference": Reference,
    "of_row": of_row,
    "position": position_of,
    "actor_words": page_words.actor_words,
    "answer_marks": states.answer_marks,
    "is_own_coding": own_reading.is_own_coding,
    "unnamed_parties": own_reading.unnamed_parties,
    "unnamed_places": own_reading.unnamed_places,
    "other_words": at_a_glance.other_words,
    "points_put": at_a_glance.points_put,
    "coverage": states.coverage,
    "point_sentences": states.point_sentences,
    "reports": whose_words.reports,
    "said_by": whose_words.said_by,
    "spoken_for": response_words.spoken_for,
    "standing_words": response_words.to_claim,
    "state_label": states.point_label,
    "steps_told": requests.steps_told,
    "still_missing": states.still_missing,
    "ties": response_words.ties,
    "translated_by": page_words.translated_by,
    "whose_turn": page_words.whose_turn,
    "words": page_words.words,
}
