"""Words that this site does not use in its own voice, in each of its languages, each with advice.

English is matched by patterns on its plain letters. The others are phrases of words as the search
folds them (`phrases.py`), so that an odd space, a vowel mark or another keyboard's letter hides
nothing.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tracker.editorial import gate_arabic, gate_english, gate_kurmanji, gate_sorani
from tracker.editorial.gate_advice import (
    GRUDGES,
    JUDGES,
    LOADED,
    NEUTRAL_VERB_OF_THE_DESK,
    SAY_WHO,
    SILENCE,
    TAKES_AS_TRUE,
    TELLS_OF_HARM,
    Advice,
)
from tracker.editorial.gate_lexicons import arabic, english, fields, kurmanji, sorani
from tracker.editorial.gate_lexicons.manner import FACTIVE, MANNER
from tracker.editorial.gate_lexicons.replies import SIDED


class WordKind(TextChoices):
    """What is the matter with words that the desk adds to these."""

    NAMES = "names", _("calls somebody guilty of something (stops publication)")
    JUDGES = "judges", _("passes judgement (stops publication)")
    SILENCE = "silence", _("says that somebody is silent (stops publication)")
    GRUDGES = "grudges", _("doubts or grudges what is said")
    TAKES_AS_TRUE = "true", _("takes as true what is only said")
    LOADED = "loaded", _("is a word of one side")
    HARM = "harm", _("tells of harm: the sentence must say who says so")
    VERB = (
        "verb",
        _("is a verb of saying that grudges or takes as true (elsewhere than beside harm, advice)"),
    )
    SAYS = "says", _("is a fair verb of saying: with it a sentence says who says so")


ADVICE: dict[str, Advice] = {
    WordKind.NAMES: SAY_WHO,
    WordKind.JUDGES: JUDGES,
    WordKind.SILENCE: SILENCE,
    WordKind.GRUDGES: GRUDGES,
    WordKind.TAKES_AS_TRUE: TAKES_AS_TRUE,
    WordKind.LOADED: LOADED,
    WordKind.HARM: TELLS_OF_HARM,
    # Nothing is the matter with it.
    WordKind.SAYS: "",
    WordKind.VERB: NEUTRAL_VERB_OF_THE_DESK,
}

OTHERS = {"ar": gate_arabic, "ckb": gate_sorani, "kmr": gate_kurmanji}
PHRASES = {code: (*module.PHRASES, *SIDED[code], *MANNER[code]) for code, module in OTHERS.items()}
_SAID = {"ar": "قال", "ckb": "گوتی", "kmr": "got"}
VERBS = {
    code: (*module.VERBS, (FACTIVE[code], TAKES_AS_TRUE, _SAID[code]))
    for code, module in OTHERS.items()
}
_BY_CODE = {"en": gate_english, **OTHERS}
# Words of harm: a sentence with one says who says it.
HARM = {code: f"{module.HARM} {fields.HARM[code]}" for code, module in _BY_CODE.items()}
# Words that judge: a sentence with one says who says it, too.
BLAME = {
    "en": f"{english.BLAME} {fields.BLAME['en']}",
    "ar": f"{arabic.BLAME} {fields.BLAME['ar']}",
    "ckb": f"{sorani.BLAME} {fields.BLAME['ckb']}",
    "kmr": f"{kurmanji.BLAME} {fields.BLAME['kmr']}",
}
# Anything by which a sentence says that it is somebody's word, or about words.
FRAMES = {code: module.FRAMES for code, module in _BY_CODE.items()}
TO_DEATH = {code: module.TO_DEATH for code, module in _BY_CODE.items()}
DEATHS = {code: module.DEATHS for code, module in _BY_CODE.items()}

# A question that begins so asks whether something happened; any other takes it to have happened.
ASKS_WHETHER = (
    "did do does has have had is are was were can could may might will would whether هل أ أو "
    "ئایا gelo ma"
)
# Unless it is asked with its answer: “is it any wonder”, “was it not”.
KNOWS_ITS_ANSWER = (
    "~_not any_wonder it_any_wonder didn don doesn isn wasn aren weren hasn haven couldn wouldn "
    "still any_doubt ever_going ليس أليس يعقل يمكن_أن_نصدق عجب بقي_أحد بقي_~_لم ألا ألم أما "
    "kes*_maye kesek_maye anyone_left anybody_left there_anyone نەکردووە ne_wisa"
)
# One that begins so tells what is disputed.
WHETHER = "whether ما_إذا إذا_ما ئایا ئەوەی_~_ئایا gelo"
# By which the site says what it has and reads itself.
OF_THIS_SITE = "this_site هذا_الموقع ئەم_ماڵپەڕە ئەم_سایتە ev_malper vê_malperê"
