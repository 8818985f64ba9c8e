"""Whether two names are spellings of one, in whichever scripts, and the keys to find them by."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from tracker.editorial.alike.sounds import Sound, is_near, keys_of, sound
from tracker.record.romanise import spelt
from tracker.search.normalise import words

# Articles and small words that come and go between spellings of a name.
SMALL_WORDS = (
    "al el ar as ad an az ash at ez es er ed en the of and for in la le les de du des der die das "
    "und ya û و في من i y"
)
SMALL = frozenset(SMALL_WORDS.split())
SPELT_LETTERS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
WORD = re.compile(
    r"[^\W_]+(?:['’ʼ‘`´ʿʾ\u0610-\u061a\u064b-\u065f\u0300-\u036f\u200c\u200dـ][^\W_]*)*"
)
# Letters that look alike: a word of Latin letters with some of these among them, and the reverse.
LOOKS_LATIN = spelt(
    "аa еe оo рp сc уy хx іi јj ѕs ԁd һh кk мm тt вb нh АA ВB ЕE КK МM НH ОO РP СC ТT ХX "
    "ІI ЈJ ЅS αa οo ρp νv ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX"
)
LOOKS_CYRILLIC = spelt("aа eе oо pр cс yу xх iі jј sѕ AА BВ EЕ KК MМ HН OО PР CС TТ XХ")


class NameKey(NamedTuple):
    """A name as it is compared: its normalised words, and the sounds of those that count."""

    words: tuple[str, ...]
    sounds: tuple[Sound, ...]
    numbers: tuple[str, ...]


def key_of(name: str) -> NameKey:
    """What a name is compared by."""
    said = [_one_script(word) for word in WORD.findall(_joined(name))]
    counted = [word for word in said if word.casefold() not in SMALL] or said
    sounds = [sound(word) for word in counted if not _is_number(word)]
    numbers = sorted(str(int(word)) for word in counted if _is_number(word))
    plain = tuple(words(" ".join(said)))
    return NameKey(plain, tuple(one for one in sounds if one.line), tuple(numbers))


def _is_number(word: str) -> bool:
    return word.isdecimal()


def _joined(name: str) -> str:
    """The name with U.N. as UN, and without what only changes how a letter looks."""
    plain = unicodedata.normalize("NFKC", name)
    return SPELT_LETTERS.sub(lambda one: one[0].replace(".", ""), plain)


def _one_script(word: str) -> str:
    """A word that mixes letters of scripts that look alike, in the script of the others."""
    latin = sum(1 for char in word if "LATIN" in unicodedata.name(char, ""))
    if not latin or latin == sum(map(str.isalpha, word)):
        return word
    as_latin = "".join(LOOKS_LATIN.get(char, char) for char in word)
    if all("LATIN" in unicodedata.name(char, "") for char in as_latin if char.isalpha()):
        return as_latin
    return "".join(LOOKS_CYRILLIC.get(char, char) for char in word)


def keys(name: str) -> set[str]:
    """The keys under which a name is kept: two spellings of one have one in common."""
    of = key_of(name)
    found = {"=" + " ".join(sorted(of.words))} if of.words else set()
    numbers = " ".join(of.numbers)
    joined = "".join(one.line for one in of.sounds)
    found |= {f"{key} {numbers}" for key in keys_of(joined)}
    if len(of.sounds) > 1:
        each = sorted(min(keys_of(one.line), default=one.line) for one in of.sounds)
        found.add(f"{' '.join(each)} {numbers}")
    if joined:
        found.add(f"~{joined} {numbers}")
    return found


def same_name(one: str, other: str) -> bool:
    """Whether two names may be spellings of one."""
    mine, theirs = key_of(one), key_of(other)
    if sorted(mine.words) == sorted(theirs.words) and mine.words:
        return True
    if mine.numbers != theirs.numbers or not mine.sounds or not theirs.sounds:
        return False
    if len(mine.sounds) != len(theirs.sounds):
        return is_near(_whole(mine), _whole(theirs))
    return _each_near(mine.sounds, theirs.sounds) or _each_near(
        tuple(sorted(mine.sounds)), tuple(sorted(theirs.sounds))
    )


def _each_near(mine: tuple[Sound, ...], theirs: tuple[Sound, ...]) -> bool:
    return all(is_near(one, other) for one, other in zip(mine, theirs, strict=True))


def _whole(name: NameKey) -> Sound:
    return Sound("".join(one.line for one in name.sounds), any(one.is_bare for one in name.sounds))
