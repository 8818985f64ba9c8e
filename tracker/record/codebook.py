"""The two codebooks as shipped. Editors extend them in the admin; a migration loads them once.

Stances follow Stanley Cohen's reading of governments' answers to human rights reports (1996) and
what answers to such reports contain in practice. Examples use plainly invented parties.
"""

from __future__ import annotations

from typing import NamedTuple


class StanceEntry(NamedTuple):
    """A stance as shipped."""

    code: str
    label: str
    definition: str
    example: str


class ViolationEntry(NamedTuple):
    """A violation as shipped, with the provision of international law that names it, if any."""

    code: str
    label: str
    definition: str
    example: str
    provision: str = ""


STANCES = [
    StanceEntry(
        "literal-denial",
        "Literal denial",
        "The responder says that what is alleged did not happen.",
        "Party B: “Nobody was beaten in our custody.”",
    ),
    StanceEntry(
        "interpretive-denial",
        "Interpretive denial (“individual acts”)",
        "The responder does not rule out that something happened, but says that it was something "
        "else: individual acts and not a practice, another name, another category of law.",
        "Party B: “If it occurred, these were individual acts and no policy of ours.”",
    ),
    StanceEntry(
        "justification",
        "Justification",
        "The responder says that what it did was right, necessary or lawful in the circumstances.",
        "Party B: “Any state would hold such prisoners in the same way.”",
    ),
    StanceEntry(
        "partial-acknowledgement",
        "Partial acknowledgement",
        "The responder grants part of the allegation: some cases, a lack of means, a shared "
        "concern about it.",
        "Party B: “In two cases the rules were broken.”",
    ),
    StanceEntry(
        "acknowledgement",
        "Acknowledgement",
        "The responder says that what is alleged is true.",
        "Party B: “The report describes what happened.”",
    ),
    StanceEntry(
        "disputes-source",
        "Disputes source or method",
        "The responder questions who was asked, how it was found out, or the terms that are used.",
        "Party B: “The report rests on people who have reason to lie.”",
    ),
    StanceEntry(
        "disputes-jurisdiction",
        "Disputes jurisdiction or capacity",
        "The responder says that it is not, or not alone, the one to answer, or that it lacks the "
        "means to do otherwise.",
        "Party B: “We cannot carry this burden alone.”",
    ),
    StanceEntry(
        "promises-action",
        "Promises inquiry or action",
        "The responder says that it will look into the matter, or act on it.",
        "Party B: “We will open an inquiry.”",
    ),
    StanceEntry(
        "reports-action",
        "Reports inquiry or action",
        "The responder says that it has already looked into the matter, or acted on it.",
        "Party B: “Three guards were tried last year.”",
    ),
    StanceEntry(
        "requests-evidence",
        "Requests evidence",
        "The responder asks for evidence, or makes what it will do depend on it.",
        "Party B: “Give us the names and we will act.”",
    ),
    StanceEntry(
        "offers-cooperation",
        "Offers cooperation",
        "The responder says that it cooperates, or is ready to work with the claimant or others.",
        "Party B: “Our doors are open to Party A.”",
    ),
    StanceEntry(
        "counter-allegation",
        "Counter-allegation",
        "The responder alleges something in its turn, of the claimant or of somebody else.",
        "Party B: “Party A keeps silent about what Party C did.”",
    ),
    StanceEntry(
        "no-comment",
        "No comment",
        "The responder says that it will not comment. It is a response; silence is not.",
        "Party B: “We do not comment on reports.”",
    ),
]

VIOLATIONS = [
    ViolationEntry(
        "torture",
        "Torture",
        "Severe pain or suffering, bodily or mental, inflicted on purpose, for instance to obtain "
        "information, punish or intimidate.",
        "Party A says that guards of Party B gave prisoners electric shocks.",
        "Convention against Torture, art. 1; common art. 3 of the Geneva Conventions; "
        "Rome Statute, art. 8(2)(c)(i)",
    ),
    ViolationEntry(
        "cruel-treatment",
        "Cruel, inhuman or degrading treatment",
        "Treatment that causes serious suffering or humiliation without being called torture.",
        "Party A says that Party B holds eighty people in a cell for twenty.",
        "ICCPR, art. 7; common art. 3 of the Geneva Conventions; Rome Statute, art. 8(2)(c)(i)",
    ),
    ViolationEntry(
        "outrages-dignity",
        "Outrages upon personal dignity",
        "Acts that humiliate or degrade a person to a degree that is generally recognised as an "
        "outrage.",
        "Party A says that Party B paraded prisoners undressed.",
        "Common art. 3 of the Geneva Conventions; Rome Statute, art. 8(2)(c)(ii)",
    ),
    ViolationEntry(
        "deprivation-of-life",
        "Murder or arbitrary deprivation of life",
        "Killing without legal ground, or letting people in custody die.",
        "Party A says that prisoners of Party B died of untreated disease.",
        "ICCPR, art. 6; common art. 3 of the Geneva Conventions; Rome Statute, art. 8(2)(c)(i)",
    ),
    ViolationEntry(
        "arbitrary-detention",
        "Arbitrary detention",
        "Arrest or detention without legal ground, without review by a court, or without end.",
        "Party A says that Party B has held people for five years without charge.",
        "ICCPR, art. 9",
    ),
    ViolationEntry(
        "enforced-disappearance",
        "Enforced disappearance",
        "Detention followed by a refusal to acknowledge it or to tell where the person is.",
        "Party A says that families were never told where Party B took their sons.",
        "International Convention for the Protection of All Persons from Enforced Disappearance, "
        "art. 2",
    ),
    ViolationEntry(
        "gender-based-violence",
        "Gender-based violence",
        "Violence directed at a person because of gender, sexual violence included.",
        "Party A says that guards of Party B threatened women prisoners with rape.",
        "CEDAW, general recommendation no. 35; Rome Statute, art. 8(2)(e)(vi)",
    ),
    ViolationEntry(
        "unfair-trial",
        "Unfair trial",
        "Judgement without an independent court, a defence, or the other guarantees of a trial.",
        "Party A says that a court of Party B convicted people on confessions alone.",
        "ICCPR, art. 14; common art. 3 of the Geneva Conventions",
    ),
    ViolationEntry(
        "separation-of-children",
        "Separation of children",
        "Taking children from those who care for them without a decision in their interest.",
        "Party A says that Party B took boys of twelve from their mothers.",
        "Convention on the Rights of the Child, art. 9",
    ),
    ViolationEntry(
        "denial-of-necessities",
        "Denial of food, water or medical care",
        "Withholding, or failing to provide, what people in custody need to live.",
        "Party A says that prisoners of Party B were given one meal a day.",
        "ICCPR, art. 10; Additional Protocol II to the Geneva Conventions, art. 5",
    ),
    ViolationEntry(
        "unlawful-transfer",
        "Unlawful transfer",
        "Sending or taking people to a place, or into hands, where law forbids it.",
        "Party A says that Party B handed prisoners to a state that tortures.",
        "Convention against Torture, art. 3",
    ),
    ViolationEntry(
        "failure-to-ensure-respect",
        "Failure to ensure respect for humanitarian law",
        "Support for, or failure to influence, another party that breaks humanitarian law.",
        "Party A says that Party C paid for a prison where Party B beats prisoners.",
        "Common art. 1 of the Geneva Conventions",
    ),
    ViolationEntry(
        "restriction-of-expression",
        "Restriction of expression",
        "Punishing or preventing speech, reporting or assembly that law protects.",
        "Party A says that Party B jailed a reporter for an article.",
        "ICCPR, arts. 19 and 21",
    ),
    ViolationEntry(
        "deprivation-of-nationality",
        "Refusal to repatriate or recognise nationals",
        "Keeping nationals from returning, or depriving them of nationality.",
        "Party A says that state D refuses to take back children of its citizens.",
        "ICCPR, arts. 12(4) and 24(3)",
    ),
]
