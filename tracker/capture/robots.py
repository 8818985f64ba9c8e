"""What a site's robots.txt asks of this program (RFC 9309).

Python's own reader knows no `*` and no `$` in paths, with which most sites write their rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, unquote

# Bytes of a robots.txt that are read; the standard asks for no more.
MOST_READ = 500 * 1024
LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
WORD = re.compile(r"[A-Za-z_-]+")


class Rule(NamedTuple):
    """Whether paths that a pattern matches may be read."""

    pattern: str
    may: bool


class Rules:
    """The rules of one site for one program."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(rules)

    def allow(self, target: str) -> bool:
        """Whether a path with its query may be read: the longest pattern says so."""
        path = _as_compared(target)
        found = [rule for rule in self.rules if _matches(rule.pattern, path)]
        # Of two equally long ones, that which allows.
        return max(found, key=lambda rule: (len(rule.pattern), rule.may)).may if found else True


def read_rules(text: str, agent: str) -> Rules:
    """The rules for a program by its name, `Tracker/1 (…)`; those for everybody, where none are."""
    found = WORD.match(agent)
    name = found.group().lower() if found else ""
    groups: dict[str, list[Rule]] = {}
    named: list[str] = []
    is_after_rules = False
    for line in text.splitlines():
        if not (said := LINE.match(line)):
            continue
        key, value = said[1].lower(), said[2].strip()
        if key == "user-agent":
            named = [] if is_after_rules else named
            word = WORD.match(value)
            named.append(word.group().lower() if word else value)
            groups.setdefault(named[-1], [])
            is_after_rules = False
        elif key in ("allow", "disallow"):
            is_after_rules = True
            if value:
                for one in named:
                    groups[one].append(Rule(_as_compared(value), key == "allow"))
    return Rules(groups[name] if name in groups else groups.get("*", ()))


def _as_compared(path: str) -> str:
    return quote(unquote(path, errors="replace"), safe="/?&=*$%:@!,;+()'~[]")


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and a final `$` matches the beginning of a path."""
    is_whole = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if is_whole and is_last:
            return len(path) - len(part) >= place and path.endswith(part)
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return not is_whole or place == len(path)
