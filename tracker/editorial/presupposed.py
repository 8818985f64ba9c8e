"""Harm that an English sentence takes as known: “the torture”, “Party B's massacre”.

A definite noun of harm says that there was such a thing, whatever is said of it. It is fair where
somebody is said to say so: as what a claim or an accusation is about (“blamed for the massacre”),
as what somebody alleges (“the beatings it describes”), as the subject of what is said (“Party A
says that the beatings were systematic”), or as what the speaker saw or says was done. What the
other languages have of this is in `gate_structures.TAKEN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.editorial.gate_english import CRIME, NOT_SURE

DEFINITE = re.compile(
    rf"(?:\b(?:the|its|their|his|her|these|those|such|both|all(?: of)?(?: the)?|every|each of the|"
    rf"more|further)|[\w.]'s|s') (?:(?:war|mass|recent|latest|own|daily|nightly|ongoing|continued|"
    rf"continuing|systematic|widespread|many|two|three|four|five|ten|dozens of) )?"
    rf"{NOT_SURE}(?:{CRIME})\b(?!')"
)
_ALLEGES = (
    r"(?:alleg\w*|describ\w*|report(?:s|ed)|mention(?:s|ed)|list(?:s|ed)|claim(?:s|ed)|attribut\w+|"
    r"accus\w+|charged|denie[sd]|deny|recount\w*|cite[sd]?|name[sd]|record(?:s|ed)|call(?:s|ed)|"
    r"rais(?:es|ed)|speaks? of|spoke of|writes? of|wrote of|says? it|quot\w+|asks? about)"
)
# Just after it: “the beatings it describes”, “the torture allegation”, “the crime of murder”.
ALLEGED_AFTER = re.compile(
    rf"^(?: (?:and|or|of|in|at|against|by) [\w.'-]+){{0,2}}"
    rf"(?: (?:that |which |of which )?(?:(?:the |its |their )?[\w.'-]+ ){{0,4}}{_ALLEGES}\b|"
    r" (?:allegations?|claims?|charges?|accusations?|cases?|trials?|sections?|chapters?|counts?|"
    r"figures?|complaints?|provisions?|articles?|bans?|prohibitions?|law|convention|statute|"
    r"definitions?|questions?|code|categor(?:y|ies)|labels?)\b|"
    r" of (?:murder|torture|genocide|rape|aggression|persecution|enforced|apartheid|assault|"
    r"pillage|extermination|slavery|deportation|wilful|perfidy|starvation|hostage)\b)"
)
# Before it: what somebody is accused, blamed or tried for.
ACCUSED_BEFORE = re.compile(
    r"\b(?:accus\w+|alleg\w+|blam\w+|charg(?:es?|ed|ing)|claims? (?:of|about|that)|acquit\w+|"
    r"convict\w+|sentenc\w+|indict\w+|suspect\w*|holds? [^,;.]{1,40} responsible for|on trial|"
    r"attribut\w+|reports? (?:of|that)|denies ordering|denied ordering|denies any|denied any|"
    r"den(?:y|ies|ied) (?:having|taking|that)|definition of|categor\w+ of|section on|chapter on)\b"
    r"[^,;.]{0,60}$"
)
WHETHER_BEFORE = re.compile(r"\b(?:whether|if)\b[^,;.]*$")
# The subject of what is said: at the beginning of it, before its verb.
FIRST_OF_SAID = re.compile(
    r"(?:^|[,:;] |\bthat |\b(?:says?|said|told [\w.' -]{1,30}?|writes?|wrote|argu\w+|maintain\w*|"
    r"alleg\w+|believ\w+|calls?|called|considers?|considered|describe[sd]?) )$"
)
BEFORE_ITS_VERB = re.compile(
    r"^(?: of [\w.' -]{1,40}?| (?:in|at|on|near) [\w.' -]{1,30}?)?(?:,| (?:was|were|is|are|had|has|"
    r"have|did|do|took|lasted|happened|began|went|continued?|left|caused|occurred|stopped|ended|"
    r"amounts?|amounted|constitutes?|constituted|took|as|may|might|could|would)\b|$)"
)
SOMEBODY_SAYS = re.compile(
    r"\b(?:says?|said|told|wrote|writes?|according|alleg\w+|argu\w+|believ\w+|maintain\w*|view|"
    r"account|opinion|calls?|called|considers?|describe[sd]?|testif\w+|words)\b"
)
# What whoever speaks says was done, or saw.
WAS_DONE = re.compile(
    r"\b(?:says?|said|told|wrote|writes?|alleg\w+|testif\w+|argu\w+|according|recall\w*|recount\w*|"
    r"describe[sd]?)\b.*\b"
    r"(?:order(?:s|ed|ing)|carried out|carry out|carries out|carrying out|commit\w*|took part in|"
    r"take part in|taking part in|witness\w*|saw|see|seen|led|leads|plan(?:s|ned)|film(?:s|ed)|"
    r"watch(?:ed)?|heard|began|starts?|started|surviv\w+|was behind|were behind|is behind|caused|"
    r"allow(?:s|ed)|direct(?:s|ed)|oversaw|oversees|supervis\w+|part in|role in|knew of|"
    r"aware of(?: any)?)$"
)


def taken_as_known(plain: str) -> Iterator[re.Match[str]]:
    """Where a sentence in plain letters takes harm as known."""
    for found in DEFINITE.finditer(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        if not (
            ALLEGED_AFTER.match(after)
            or ACCUSED_BEFORE.search(before)
            or WHETHER_BEFORE.search(before)
            or _is_subject_of_what_is_said(plain, before, after)
            or WAS_DONE.search(before.rstrip())
        ):
            yield found


def _is_subject_of_what_is_said(plain: str, before: str, after: str) -> bool:
    return bool(
        FIRST_OF_SAID.search(before)
        and BEFORE_ITS_VERB.match(after)
        and SOMEBODY_SAYS.search(f"{before} {after}")
    )
