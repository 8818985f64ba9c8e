"""What is the matter with words that this site does not use, and what to do about each."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Advice = str | Promise

SAY_WHO: Advice = _("say “alleged”, or quote who says it")
JUDGES: Advice = _("it passes judgement; say who says what")
SILENCE: Advice = _("silence is worked out from the record; leave it out")
GRUDGES: Advice = _("it doubts or grudges what is said; “says” is enough")
TAKES_AS_TRUE: Advice = _("it takes as true what is only said; “says” is enough")
LOADED: Advice = _("it is a word of one side; quote who says it")
TELLS_OF_HARM: Advice = _("it tells of harm; say who says so")
ANSWERS_BACK: Advice = _("say who says what follows “but”")
BESIDE_A_NAME: Advice = _(
    "the harm stands beside a name as if it were known; say it in a sentence of its own"
)
TAKEN_AS_KNOWN: Advice = _("it takes the harm as known: say “alleged”, or “allegations of”")
OF_SO_MANY: Advice = _(
    "no passage that is cited says this of that many; keep the number with what it counts"
)
SCARE_QUOTES: Advice = _("quote words that a cited passage has, or write them without the marks")

AS_IN_THE_PASSAGE: Advice = _("say it as the passage does, with its “likely” or “may”")
ANSWERS_IN_OUR_VOICE: Advice = _(
    "it answers back in the site's own voice; say who says the second part"
)
# Of a verb in a sentence without a word of harm: it stops nothing.
NEUTRAL_VERB: Advice = _("it grudges what is said, or takes it as true; “%(verb)s” is neutral")

NOBODY_SAYS: Advice = _("say who says so, unless nobody disputes it")
NEUTRAL_VERB_OF_THE_DESK: Advice = _("it grudges what is said, or takes it as true")

# What nobody may publish over: verdicts, and silence, which is worked out and never said.
VERDICTS = (SAY_WHO, JUDGES, SILENCE)
