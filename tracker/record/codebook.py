"""The two codebooks as shipped. Editors extend them in the admin; migrations load them.

A label never quotes: what one party said is put on many by it. Whoever rewords an entry here writes
a migration that makes it a new version, as `0009_codes_without_quotations` does.

Stances follow Stanley Cohen's reading of governments' answers to human rights reports (1996) and
what answers to such reports contain in practice. Examples use plainly invented parties.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


def as_shipped(words: str) -> str:
    """Words of a codebook in the reader's language while they are those that were shipped.

    What an editor wrote instead stays as it was typed.
    """
    return gettext(words) if words else ""


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
        _("Literal denial"),
        _("The responder says that what is alleged did not happen."),
        _("Party B: “Nobody was beaten in our custody.”"),
    ),
    StanceEntry(
        "interpretive-denial",
        _("Interpretive denial (other name for it)"),
        _(
            "The responder does not rule out that something happened, but says that it was "
            "something else: individual acts and not a practice, another name, another category "
            "of law."
        ),
        _("Party B: “If it occurred, these were individual acts and no policy of ours.”"),
    ),
    StanceEntry(
        "points-to-its-laws",
        _("Points to its own laws"),
        _(
            "The responder says that its laws or rules forbid what is alleged, or that it keeps to "
            "the law, without saying whether it happened."
        ),
        _("Party B: “Our laws prohibit such acts.”"),
    ),
    StanceEntry(
        "justification",
        _("Justification"),
        _(
            "The responder says that what it did was right, necessary or lawful in the "
            "circumstances."
        ),
        _("Party B: “Any state would hold such prisoners in the same way.”"),
    ),
    StanceEntry(
        "partial-acknowledgement",
        _("Partial acknowledgement"),
        _(
            "The responder grants part of the allegation: some cases, or something of what is "
            "alleged."
        ),
        _("Party B: “In two cases the rules were broken.”"),
    ),
    StanceEntry(
        "acknowledgement",
        _("Acknowledgement"),
        _("The responder says that what is alleged is true."),
        _("Party B: “The report describes what happened.”"),
    ),
    StanceEntry(
        "voices-concern",
        _("Voices concern"),
        _(
            "The responder says that it is worried by what is alleged, without saying that it is "
            "true or that it had a part in it."
        ),
        _("Party C: “We share the concern of Party A.”"),
    ),
    StanceEntry(
        "disputes-source",
        _("Disputes source or method"),
        _(
            "The responder questions who was asked, how it was found out, or the terms that are "
            "used."
        ),
        _("Party B: “The report rests on people who have reason to lie.”"),
    ),
    StanceEntry(
        "disputes-jurisdiction",
        _("Disputes jurisdiction or capacity"),
        _(
            "The responder says that it is not the one to answer, or that it has no power over "
            "what is alleged."
        ),
        _("Party B: “That prison is not under our command.”"),
    ),
    StanceEntry(
        "cannot-carry-alone",
        _("Says it cannot carry this alone"),
        _(
            "The responder says that the matter is more than it can bear by itself, or that others "
            "have to take their share."
        ),
        _("Party B: “We cannot carry this burden alone.”"),
    ),
    StanceEntry(
        "promises-action",
        _("Promises inquiry or action"),
        _("The responder says that it will look into the matter, or act on it."),
        _("Party B: “We will open an inquiry.”"),
    ),
    StanceEntry(
        "reports-action",
        _("Reports inquiry or action"),
        _("The responder says that it has already looked into the matter, or acted on it."),
        _("Party B: “Three guards were tried last year.”"),
    ),
    StanceEntry(
        "requests-evidence",
        _("Requests evidence"),
        _("The responder asks for evidence, or makes what it will do depend on it."),
        _("Party B: “Give us the names and we will act.”"),
    ),
    StanceEntry(
        "offers-cooperation",
        _("Offers cooperation"),
        _(
            "The responder says that it cooperates, or is ready to work with the claimant or "
            "others."
        ),
        _("Party B: “Our doors are open to Party A.”"),
    ),
    StanceEntry(
        "counter-allegation",
        _("Counter-allegation"),
        _("The responder alleges something in its turn, of the claimant or of somebody else."),
        _("Party B: “Party A keeps silent about what Party C did.”"),
    ),
    StanceEntry(
        "no-comment",
        _("No comment"),
        _("The responder says that it will not comment. It is a response; silence is not."),
        _("Party B: “We do not comment on reports.”"),
    ),
]

VIOLATIONS = [
    ViolationEntry(
        "torture",
        _("Torture"),
        _(
            "Severe pain or suffering, bodily or mental, inflicted on purpose, for instance to "
            "obtain information, punish or intimidate."
        ),
        _("Party A says that guards of Party B gave prisoners electric shocks."),
        _(
            "Convention against Torture, art. 1; common art. 3 of the Geneva Conventions; Rome "
            "Statute, art. 8(2)(c)(i)"
        ),
    ),
    ViolationEntry(
        "cruel-treatment",
        _("Cruel, inhuman or degrading treatment"),
        _("Treatment that causes serious suffering or humiliation without being called torture."),
        _("Party A says that Party B holds eighty people in a cell for twenty."),
        _("ICCPR, art. 7; common art. 3 of the Geneva Conventions; Rome Statute, art. 8(2)(c)(i)"),
    ),
    ViolationEntry(
        "outrages-dignity",
        _("Outrages upon personal dignity"),
        _(
            "Acts that humiliate or degrade a person to a degree that is generally recognised as "
            "an outrage."
        ),
        _("Party A says that Party B paraded prisoners undressed."),
        _("Common art. 3 of the Geneva Conventions; Rome Statute, art. 8(2)(c)(ii)"),
    ),
    ViolationEntry(
        "deprivation-of-life",
        _("Murder or arbitrary deprivation of life"),
        _("Killing without legal ground, or letting people in custody die."),
        _("Party A says that prisoners of Party B died of untreated disease."),
        _("ICCPR, art. 6; common art. 3 of the Geneva Conventions; Rome Statute, art. 8(2)(c)(i)"),
    ),
    ViolationEntry(
        "attack-on-civilians",
        _("Unlawful attack on civilians"),
        _(
            "An attack aimed at civilians or their property, or one that does not tell them from "
            "those who fight."
        ),
        _("Party A says that Party B shelled a market."),
        _(
            "Additional Protocol II to the Geneva Conventions, art. 13; Rome Statute, art. "
            "8(2)(b)(i) and 8(2)(e)(i)"
        ),
    ),
    ViolationEntry(
        "arbitrary-detention",
        _("Arbitrary detention"),
        _("Arrest or detention without legal ground, without review by a court, or without end."),
        _("Party A says that Party B has held people for five years without charge."),
        _("ICCPR, art. 9"),
    ),
    ViolationEntry(
        "enforced-disappearance",
        _("Enforced disappearance"),
        _("Detention followed by a refusal to acknowledge it or to tell where the person is."),
        _("Party A says that families were never told where Party B took their sons."),
        _(
            "International Convention for the Protection of All Persons from Enforced "
            "Disappearance, art. 2"
        ),
    ),
    ViolationEntry(
        "gender-based-violence",
        _("Gender-based violence"),
        _("Violence directed at a person because of gender, sexual violence included."),
        _("Party A says that guards of Party B threatened women prisoners with rape."),
        _("CEDAW, general recommendation no. 35; Rome Statute, art. 8(2)(e)(vi)"),
    ),
    ViolationEntry(
        "unfair-trial",
        _("Unfair trial"),
        _("Judgement without an independent court, a defence, or the other guarantees of a trial."),
        _("Party A says that a court of Party B convicted people on confessions alone."),
        _("ICCPR, art. 14; common art. 3 of the Geneva Conventions"),
    ),
    ViolationEntry(
        "separation-of-children",
        _("Separation of children"),
        _("Taking children from those who care for them without a decision in their interest."),
        _("Party A says that Party B took boys of twelve from their mothers."),
        _("Convention on the Rights of the Child, art. 9"),
    ),
    ViolationEntry(
        "denial-of-necessities",
        _("Denial of food, water or medical care"),
        _("Withholding, or failing to provide, what people in custody need to live."),
        _("Party A says that prisoners of Party B were given one meal a day."),
        _("ICCPR, art. 10; Additional Protocol II to the Geneva Conventions, art. 5"),
    ),
    ViolationEntry(
        "unlawful-transfer",
        _("Unlawful transfer"),
        _("Sending or taking people to a place, or into hands, where law forbids it."),
        _("Party A says that Party B handed prisoners to a state that tortures."),
        _("Convention against Torture, art. 3"),
    ),
    ViolationEntry(
        "failure-to-ensure-respect",
        _("Failure to ensure respect for humanitarian law"),
        _("Support for, or failure to influence, another party that breaks humanitarian law."),
        _("Party A says that Party C paid for a prison where Party B beats prisoners."),
        _("Common art. 1 of the Geneva Conventions"),
    ),
    ViolationEntry(
        "restriction-of-expression",
        _("Restriction of expression"),
        _("Punishing or preventing speech, reporting or assembly that law protects."),
        _("Party A says that Party B jailed a reporter for an article."),
        _("ICCPR, arts. 19 and 21"),
    ),
    ViolationEntry(
        "deprivation-of-nationality",
        _("Refusal to repatriate or recognise nationals"),
        _("Keeping nationals from returning, or depriving them of nationality."),
        _("Party A says that state D refuses to take back children of its citizens."),
        _("ICCPR, arts. 12(4) and 24(3)"),
    ),
]
