"""Whether a page is the one asked for, or what a site sends to programs in its place.

A test for humans, a question for consent and a page that is empty without scripts come with any
status, 200 among them. They are told by words that no article has and by how few words there are: a
long page that speaks of such things is a page that speaks of such things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.capture.outcomes import Outcome

# A page with more words than this is read as what it says; a page of consent has more of its own.
FEW_WORDS = 150
MORE_WORDS = 400
# What pages with something to say have, too, tells something of one that says hardly anything.
FEWER_WORDS = 50
HARDLY_ANY = 12
TESTING = re.compile(
    r"cf[-_]chl|just a moment\.\.\.|attention required!|incapsula incident|ddos-guard"
    r"|checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are "
    r"(?:a )?human|are you a robot|anubis_challenge|please complete the security check",
    re.IGNORECASE,
)
# Parts of tests that stand in ordinary pages and their forms as well.
PART_OF_TEST = re.compile(
    r"challenge-platform|/cdn-cgi/challenge|g-recaptcha|h-captcha|hcaptcha|cf-turnstile|px-captcha"
    r"|datadome",
    re.IGNORECASE,
)
CONSENTING = re.compile(
    r"before you continue|consent\.(?:google|yahoo|youtube)|guce\.|collectconsent"
    r"|we and our (?:\d+ )?partners|your privacy choices|manage (?:your )?cookie"
    r"|accept all(?: cookies)?|privacy-gate|consent(?:-|_)?(?:form|wall|management)",
    re.IGNORECASE,
)
CONSENT_HOST = re.compile(r"^(?:consent|guce|cmp|privacy-gate|myprivacy)\.", re.IGNORECASE)
WANTS_SCRIPTS = re.compile(
    r"(?:enable|requires?|turn on|activate|without)\s+java\s?script", re.IGNORECASE
)
GONE = (404, 410)
ASKED_TO_WAIT = (408, 425, 429)


TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
# What is between these is not words of the page.
UNSEEN = ("script", "style", "noscript", "template", "svg", "title")
AFTER = {name: re.compile(f"</{name}", re.IGNORECASE) for name in UNSEEN}
AFTER_TAG, AFTER_COMMENT = re.compile("(?=>)"), re.compile("--(?=>)")


@dataclass
class Words:
    """The words of a page that somebody without scripts would see, and what is around them."""

    count: int = 0
    scripts: int = 0
    without_scripts: str = ""


def judged(
    status: int, headers: Sequence[tuple[str, str]], kind: str, sample: bytes, url: str
) -> Outcome:
    """What an answer is: `KEPT` where it is what was asked for."""
    text = sample.decode("utf-8", "replace") if "html" in kind else ""
    words = _words_of(text)
    if _is_test(status, headers, text, words):
        return Outcome.CHALLENGE
    if status in GONE:
        return Outcome.GONE
    if status in ASKED_TO_WAIT or status >= 500:
        return Outcome.BUSY
    if status >= 400:
        return Outcome.FORBIDDEN
    if not sample.strip() or status in (204, 205):
        return Outcome.EMPTY
    if text and words.count < MORE_WORDS and _asks_consent(text, words, url):
        return Outcome.CONSENT
    if text and _is_shell(text, words):
        return Outcome.SCRIPTS
    return Outcome.KEPT


def _words_of(text: str) -> Words:
    """Reads each character once: the library's parser takes minutes over what is made for that."""
    words, place = Words(), 0
    while (start := text.find("<", place)) >= 0:
        words.count += len(text[place:start].split())
        tag = TAG.match(text, start)
        name = tag[2].lower() if tag and not tag[1] else ""
        words.scripts += name == "script"
        after = AFTER_COMMENT if text.startswith("<!--", start) else AFTER.get(name, AFTER_TAG)
        end = after.search(text, start + 1)
        if end is None:
            return words
        if name == "noscript":
            words.without_scripts += text[start : end.start()]
        place = text.find(">", end.end()) + 1
        if not place:
            return words
    words.count += len(text[place:].split())
    return words


def _is_test(status: int, headers: Sequence[tuple[str, str]], text: str, words: Words) -> bool:
    names = {name.lower(): value.lower() for name, value in headers}
    if names.get("cf-mitigated") == "challenge" or names.get("x-amzn-waf-action") in (
        "challenge",
        "captcha",
    ):
        return True
    if words.count < FEWER_WORDS and PART_OF_TEST.search(text):
        return True
    return words.count < FEW_WORDS and bool(TESTING.search(text))


def _asks_consent(text: str, words: Words, url: str) -> bool:
    if CONSENT_HOST.match(urlsplit(url).hostname or ""):
        return True
    return words.count < FEWER_WORDS and bool(CONSENTING.search(text)) and "<form" in text.lower()


def _is_shell(text: str, words: Words) -> bool:
    if not words.scripts:
        return False
    if words.count <= HARDLY_ANY:
        return True
    return words.count < FEWER_WORDS and bool(
        WANTS_SCRIPTS.search(words.without_scripts) or WANTS_SCRIPTS.search(text)
    )
