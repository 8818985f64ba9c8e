"""The terms that schema.org has no word for. The About page defines each at `#term-<name>`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TERMS = {
    "accused": _("From a claim to a party it is made of. Being named is no finding."),
    "response": _("From a claim or a request to a response that addresses it."),
    "answer": _("From an allegation to an answer to it; the answer's words are its citations."),
    "answers": _("From an answer to the allegation it answers."),
    "stance": _("A code of the codebook that sums up an answer. The words stand beside it."),
    "otherWords": _(
        "From an allegation to words that are no reply of an accused: of others, said before the "
        "claim, or without reference to it."
    ),
    "silence": _(
        "What is known of a missing reply, in the sentence that the page shows. No reply is never "
        "called a refusal."
    ),
    "responseState": _(
        "What is known of the reply of a party to an allegation made of it: answered, declined, "
        "not_on_file, not_addressed, overdue, open, none; with the sentence that the page shows."
    ),
    "spokesperson": _("Who spoke for the responder, where the source names somebody."),
    "characterisation": _("The claimant's own legal characterisation, with its hedge."),
    "hand": _(
        "first-hand: the speaker's own words, put out by the speaker; second-hand: all others."
    ),
    "relation": _(
        "Whose words a citation has: own_words, the party's own; quoted, the party's as another "
        "quotes them; paraphrased, a sentence of the source's publisher, which is not the party's."
    ),
    "quotedBy": _("Who quotes the words: the publisher of the source."),
    "paraphraseOf": _("Whose words a paraphrase is about. They did not say it in these words."),
    "versionKind": _(
        "What the words are of what was first said: translation, agency, reprint, edited, "
        "transcript. Missing where that is not known."
    ),
    "versionOf": _("The source that has the words which these are a version of."),
    "keptCopy": _(
        "Whether the words are in a kept copy of the source: found word for word, found with "
        "differences, not found, cannot be checked, not checked. Where they were found, the copy "
        "is what the quotation is based on."
    ),
    "textSha256": _(
        "Hash (SHA-256) of the text taken from a kept copy, in which annotations count positions."
    ),
    "correctionKind": _(
        "What a published record had wrong: fact, wording, attribution, translation or coding."
    ),
    "locator": _("Where in the source the words stand."),
    "dateAsWritten": _(
        "A date or period that is not a plain day, month or year, in EDTF (ISO 8601-2) as it is "
        "kept: about, perhaps, before, between."
    ),
    "precision": _("What the position of a place marks: the site, the town, the region."),
    "due": _("The day by which a request asks for an answer, in EDTF."),
    "pausedSince": _("The day since when the deadline of a request does not run."),
    "step": _("From a request to what happened after it was sent, the first that happened first."),
    "stepKind": _(
        "What happened to a request: reminded, extended, paused, resumed, replied. “due” is the "
        "deadline from then on."
    ),
    "dueBefore": _("The deadline of a request that was in force until then, in EDTF."),
    "askedForBy": _("The party that asked for more time, or for a pause."),
    "outcome": _("What came of a request, as far as this site has found."),
}
