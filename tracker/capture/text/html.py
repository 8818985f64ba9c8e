"""Text of a web page: all that stands in it, in order, and which of it is outside menus."""

import re
from html import unescape
from importlib.metadata import version
from typing import NamedTuple

from lxml import etree

from tracker.capture.text.encodings import decoded
from tracker.capture.text.extracted import MOST_TEXT, Extracted, Trouble, storable

VERSION = f"1 (lxml {version('lxml')})"
_NOT_TEXT = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas", "math")
)
_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "ruby", "s", "samp",
        "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
_PARAGRAPH = frozenset(
    ("p", "blockquote", "article", "section", "h1", "h2", "h3", "h4", "h5", "h6")
)
_MENU = frozenset(("nav", "footer", "aside", "form", "menu", "dialog", "button", "select"))
_MENU_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu"))
_MAIN = frozenset(("main", "article"))
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|footer|sidebar|breadcrumbs?|cookies?|related|share|sharing|"
    r"social|newsletter|comments?|skip)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<(script|style|template|noscript)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]*>")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FOOTNOTE = re.compile(r"\s*\[?(\d{1,3})\]?\s*")
# Stretches this short beside <article> are teasers, and the page has no main text of that name.
LEAST_MAIN = 200
LEAST_SHARE = 0.15


class Stretch(NamedTuple):
    """Text outside menus; whether in a main part, and in nothing with a menu's class or id."""

    start: int
    end: int
    is_main: bool
    is_named_well: bool


def parsed(markup: str) -> etree._Element | None:
    """The tree of a page, however broken; None of a page with no elements or nested too deep."""
    # Without a network, and with libxml2's own bounds: it gives up at a depth of 2048.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    try:
        root = etree.fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return None if any("RESOURCE_LIMIT" in error.type_name for error in parser.error_log) else root


def text_of_html(body: bytes, charset: str = "") -> Extracted:
    """The text of a page's bytes; `charset` is what the server says of it."""
    markup, encoding = decoded(body, charset)
    root = parsed(markup)
    text, main = _without_tags(markup) if root is None else written(root)
    trouble = Trouble.CUT if len(text) >= MOST_TEXT else Trouble.NONE
    if not text:
        trouble = Trouble.EMPTY
    return Extracted(text, "html", VERSION, trouble, main=main, encoding=encoding)


def written(root: etree._Element) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a tree, and the stretches of it that are outside menus."""
    return _Writer().written(root)


def _without_tags(markup: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a page of which no tree could be made."""
    bare = unescape(_TAG.sub(" ", _HIDDEN.sub(" ", markup)))
    return _SPACES.sub(" ", storable(bare)).strip()[:MOST_TEXT], ()


class _Writer:
    """Writes the text of a tree: blocks parted by newlines, white space as a browser shows it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.gap = ""
        self.menus = self.by_name = self.mains = self.kept_spaces = 0
        self.stretches: list[Stretch] = []

    def written(self, root: etree._Element) -> tuple[str, tuple[tuple[int, int], ...]]:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if self.length >= MOST_TEXT:
                break
            if event == "start":
                if element.tag in _NOT_TEXT:
                    walk.skip_subtree()
                else:
                    self._open(element)
            elif event == "end":
                if element.tag not in _NOT_TEXT:
                    self._close(element)
                self._write(element.tail)
            else:
                self._write(element.tail)
        return "".join(self.pieces)[:MOST_TEXT], self._main()

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        self._part(tag)
        self.menus += _is_menu(element, inside=bool(self.mains))
        self.by_name += _is_named_menu(element)
        self.mains += tag in _MAIN or element.get("role") == "main"
        self.kept_spaces += tag in ("pre", "textarea")
        footnote = _FOOTNOTE.fullmatch(element.text or "") if tag == "sup" else None
        if footnote and not len(element):
            self._write(footnote[1].translate(_RAISED))
        else:
            self._write(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        self.mains -= tag in _MAIN or element.get("role") == "main"
        self.menus -= _is_menu(element, inside=bool(self.mains))
        self.by_name -= _is_named_menu(element)
        self.kept_spaces -= tag in ("pre", "textarea")
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag in _INLINE:
            return
        if tag in ("td", "th"):
            self.gap = self.gap if "\n" in self.gap else "\t"
        elif tag in _PARAGRAPH:
            self.gap = "\n\n"
        elif tag != "img":
            self.gap = self.gap if "\n\n" in self.gap else "\n"

    def _write(self, text: str | None) -> None:
        if not text:
            return
        text = storable(text)
        shown = text if self.kept_spaces else _SPACES.sub(" ", text)
        if not self.kept_spaces:
            if shown.startswith(" ") or not shown:
                self.gap = self.gap or " "
            ends, shown = shown.endswith(" "), shown.strip(" ")
            if not shown:
                return
        gap = self.gap if self.pieces else ""
        start = self.length + len(gap)
        self.pieces += (gap, shown)
        self.length = start + len(shown)
        self.gap = " " if not self.kept_spaces and ends else ""
        if not self.menus:
            where = (start, self.length)
            self.stretches.append(Stretch(*where, bool(self.mains), not self.by_name))

    def _main(self) -> tuple[tuple[int, int], ...]:
        """Stretches outside menus, of the main part if the page names one, joined if they meet."""
        chosen = _most(self.stretches, [one for one in self.stretches if one.is_main])
        chosen = _most(chosen, [one for one in chosen if one.is_named_well])
        joined: list[tuple[int, int]] = []
        for start, end, *_ in chosen:
            if joined and start - joined[-1][1] <= 2:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return tuple(joined)


def _most(all_of_them: list[Stretch], some: list[Stretch]) -> list[Stretch]:
    """Some of the stretches, unless hardly any text is in them: then the mark-up misleads."""
    length, less = (sum(one.end - one.start for one in few) for few in (all_of_them, some))
    return some if less >= max(LEAST_MAIN, LEAST_SHARE * length) else all_of_them


def _is_menu(element: etree._Element, inside: bool) -> bool:
    """Whether an element is a page's furniture; a heading within the main part is not."""
    if element.tag == "header":
        return not inside
    return element.tag in _MENU or element.get("role") in _MENU_ROLES


def _is_named_menu(element: etree._Element) -> bool:
    if element.tag in ("html", "body", "main", "article"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return len(names) > 1 and bool(_MENU_NAMES.search(names))
