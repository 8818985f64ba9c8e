"""Words of English that the gate asks about: patterns on plain letters (`framing.plain_letters`).

`BUILT` is asked of each sentence by itself. Words of harm and frames are phrases, as `phrases.py`
reads them.
"""

from __future__ import annotations

from tracker.editorial.gate_advice import (
    ANSWERS_IN_OUR_VOICE,
    AS_IN_THE_PASSAGE,
    BESIDE_A_NAME,
    GRUDGES,
    JUDGES,
    LOADED,
    OF_SO_MANY,
    SAY_WHO,
    SILENCE,
    TAKEN_AS_KNOWN,
    TAKES_AS_TRUE,
    Advice,
)
from tracker.editorial.gate_lexicons.english import DEEDS, THINGS, inflected
from tracker.editorial.gate_lexicons.english_manner import MANNER
from tracker.editorial.gate_lexicons.english_replies import REPLIES

NO_CLAIM = r"(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\ba )(?<!\bits )(?<!\btheir )(?<!'s )(?<!\bof )"
ENGLISH: tuple[tuple[str, Advice], ...] = (
    (
        r"(?<!alleged )(?<!accused )(?<!suspected )"
        r"\b(perpetrators?|torturers?|murderers?|war criminals?|killers?|butchers?|rapists?|"
        r"executioners?|abusers?|assassins?|kidnappers?|culprits?|oppressors?)\b",
        SAY_WHO,
    ),
    (
        r"\b(proved|proven|debunked|refuted|exposed|exposes|whitewash\w*|"
        r"(?:admit(?:s|ted)?|conced(?:es?|ed)|confess(?:es|ed)?)"
        r"(?! (?:that|to (?:the )?(?:hospital|court)|\d|no\b|nobody|only|(?:\w+ )?(?:visitors?|"
        r"patients?|prisoners?|journalists?|inspectors?|observers?|delegat\w+|men|women|children|"
        r"members|students|lawyers|doctors|monitors)))|"
        r"(?:is|are|was|were) lying (?:again|to|about)|"
        r"lied|liars?|lying about|lies about|falsely|proves?|"
        r"(?:denials?|accounts?|versions?|answers?|repl(?:y|ies)) (?:is|are|was|were) (?:a )?lies?|"
        r"(?<!not )(?<!found )(?<!plead )(?<!pleads )(?<!pleaded )guilty(?! verdict| plea)|"
        r"undeniabl\w*|"
        r"obviously|in truth|the truth is|in fact|"
        r"it is (?:now )?(?:true|clear|known|no secret|obvious|certain|evident|plain) that|"
        r"there (?:is|was|can be) (?:no|little) (?:doubt|question)|beyond (?:any |all )?doubt|"
        r"the (?:reality|fact) is|with impunity|g[eo]ts? away with|"
        r"(?:as )?every(?:one|body) knows|(?:as is |it is )?well[- ](?:known|documented)|"
        r"(?:overwhelming|irrefutable|ample|clear) (?:evidence|proof)|caught (?:\w+ing|red-handed)|"
        r"truth be told|make no mistake|"
        r"(?:do|does|did) not (?:stand up|hold (?:up|water)|"
        r"add up)|contradicted by (?:the )?(?:facts?|evidence)|"
        r"blood on (?:its|their|his|her) hands|"
        r"leaves? no (?:room for )?doubt|no question|of course|no doubt|"
        r"needless to say|undisputed|rightly|"
        r"speaks? for itself|speak for themselves|shameful\w*|disgraceful\w*|"
        r"(?:it )?emerged that|it turn(?:s|ed) out|"
        r"finally (?:said|answered|replied|admit\w*|conced\w*|acknowledg\w*))\b",
        JUDGES,
    ),
    (
        r"(?:^|[.;:,] )(?:clearly|evidently|plainly|manifestly|undoubtedly|unquestionably|"
        r"actually)\b",
        JUDGES,
    ),
    (
        r"\b(refused to (?:respond|answer|reply)|ignored the|"
        r"(?:is|are|was|were|remain|remains|remained|stay|stays|stayed|kept|keeps) silent|"
        r"refus(?:al|es|ed|ing) to (?:comment|respond|answer|reply)|bother(?:s|ed)? to|"
        r"(?:has|have|had) (?:yet|still) to (?:respond|answer|reply|explain|account)|stonewall\w*|"
        r"instead of (?:answering|responding|replying)|"
        r"no answer came|(?:still )?(?:no|not a) word (?:yet )?from)\b",
        SILENCE,
    ),
    (
        r"\b((?:does|do|did) not (?:dispute|deny)|(?:doesn|don|didn)'t (?:dispute|deny)|"
        r"continue[sd]? to deny|still den(?:y|ies)|keeps? denying|kept denying|"
        r"(?:offers?|offered|gives?|gave|provides?|provided) no (?:evidence|proof|details?)|"
        r"without (?:giving|providing|offering) (?:\w+ ){0,3}(?:evidence|proof|details?)|"
        r"(?<!alleges a )(?<!alleged a )(?<!of a )cover(?:s|ed|ing)?[- ]up|"
        r"refus(?:es?|ed|ing) to (?:take|accept|acknowledge|admit)|came clean|"
        r"implausibl\w+|unconvincing\w*|flimsy|baselessly|"
        r"(?:can|could) ?not (?:deny|refute|rebut)|can't deny|"
        r", without (?:any )?(?:evidence|proof)|"
        r"the obvious|merely|"
        r"(?:only|just|simply) (?:says?|said|repeat(?:s|ed)?)|(?:says?|said) nothing(?=[.,;]|$)|"
        r"(?:stubborn|dishonest|brazen|cynical|shameless|grudging|reluctant|belated|lame|defiant|"
        r"callous|laughab|absurd|disingenuous|misleading|evasive|weak|half-hearted|grim)ly|"
        r"(?:wrong|incorrect|mistaken)ly (?:says?|said|claim\w*|stat\w+|insist\w*|den\w+)|"
        r"under pressure|tells? another story|says? otherwise|suggests? otherwise|predictably|"
        r"(?:un)?surprisingly|apparently|supposed(?:ly)?|conveniently|brush(?:es|ed)? aside|"
        r"excuses?|as usual|as always|once again den(?:y|ies|ied)|nobody believes|no one believes|"
        r"not a (?:single )?word|tellingly|come clean|"
        r"is (?:right|wrong) about|despite the (?:\w+ )?evidence|waiting for justice|"
        r"sidestep\w*|downplay\w*|dodg(?:e|es|ed)|evad(?:e|es|ed)|pretend(?:s|ed)?|"
        r"(?:tr(?:y|ies|ied)|attempt(?:s|ed)?|s(?:eeks?|ought)|struggl(?:es?|ed)) to "
        r"(?:explain|justify|excuse|deflect|shift|play down|minimi[sz]e|discredit|wash)|"
        r"explain(?:s|ed)? away|"
        r"quietly|once again|yet again|as ever|credible witnesses|"
        r"(?:its|their|the|his|her) (?:usual|familiar|standard|tired|old) "
        r"(?:line|denials?|excuses?|claims?|answer|story)|(?:could|can) only|"
        r"only (?:after|when|once) (?:the |a )?(?:outcry|pressure|protests?|scandal|media)|"
        r"(?:would|wants?|wanted) (?:have )?us (?:to )?believe|(?:does|do|did) not convince|"
        r"fails? to convince|convinces? no ?(?:body|one)|hard to believe|defies belief|"
        r"long hostile|faced with the evidence|"
        r"deserves? (?:an answer|justice|punishment|better)|hides? behind|hid behind|hollow|"
        r"empty promises?|smear\w*)\b",
        GRUDGES,
    ),
    (
        r"\b(document(?:s|ed) how|confirm(?:s|ed) how|show(?:s|ed) how|demonstrate[sd]? how|"
        r"uncover(?:s|ed)|unearth(?:s|ed)|lays? bare|laid bare|brings? to light|brought to light|"
        r"came to light|sheds? light)\b",
        TAKES_AS_TRUE,
    ),
    (
        r"\b(terrorists?|so[- ]called|self[- ]styled|mouthpieces?|butchered|notorious|infamous|"
        r"barbaric|brutal(?:ly|ity)?|savage(?:ly)?|militias?|regimes?|thugs?|"
        r"(?:campaign|reign|rule) of terror|"
        r"henchm[ae]n|puppets?|propaganda|heinous|gangs?|warlords?|"
        r"jihad(?:is|ist)\w*|fanatics?|criminals?(?! (?:law|procedure|code|court|case|"
        r"charges?|responsibility|complaint|proceedings?|investigation|prosecution|trial|acts?))|"
        r"tyrants?|dictators?|stooges?|lackeys?|mercenar(?:y|ies)|bloodthirsty|ruthless(?:ly)?|"
        r"sham|show trials?|kangaroo courts?|monstrous|sadistic\w*|vicious(?:ly)?|atrocious|"
        r"death camps?|hellhole|"
        r"(?:front|facade|cover) for|in the pay of)\b",
        LOADED,
    ),
    (
        r"(?:^|[.;] )(?:after|before|while|by|having|for) "
        r"(?:torturing|beating|killing|murdering|raping|executing|starving)\b",
        TAKES_AS_TRUE,
    ),
)

CRIME = (
    r"(?:torture|killings?|murders?|massacres?|abuses?|rapes?|crimes?|atrocit\w+|beatings?|"
    r"executions?|abductions?|kidnappings?|genocide|ethnic cleansing|torture chambers?|lynchings?|"
    r"disappearances?|mistreatment|ill-treatment|maltreatment|persecution|looting|plunder|"
    r"slaughter|starvation|carnage|bloodshed|brutality|cruelty|violence|violations?|oppression|"
    r"repression|harassment|intimidation|extortion|slavery|enslavement|expulsions?|deportations?|"
    r"displacement|shelling|bombings?|bombardment|shootings?|stabbings?|poisoning|burnings?|"
    r"drownings?|floggings?|rapists?|crackdown|terror|injustices?|mutilations?|assaults?|"
    r"neglect|negligence|corruption|theft|cover-up)"
)
DONE = (
    r"(?:tortured|killed|beaten|murdered|raped|executed|massacred|starved|shot|hanged|burned|"
    r"drowned|strangled|poisoned|lynched|flogged|stabbed|slaughtered|abducted|kidnapped|enslaved|"
    r"disappeared|mutilated|suffocated|electrocuted|gassed|whipped|maimed)"
)
# What else tells of harm beside a name.
DEED = (
    r"(?:(?:behead|bomb|shell|abduct|kidnapp?|loot|burn|expell|poison|raz|demolish|conscript|"
    r"gass)ed|"
    r"bombings?|shelling|looting|expulsions?|recruiting children)"
)
NOT_SURE = r"(?:(?!alleged|reported|claimed|suspected)\w+ )?"
OWNED = r"(?:the|its|their|his|her|(?:[\w.-]+ ){0,4}[\w.-]+'s)"
# Faults of how a sentence is built, though it says who says it. A passage that is cited for the
# record and says the same makes it right.
# Up to here nobody has said anything in the sentence.
UNSAID = (
    r"^(?:(?!\b(?:says?|said|told|tells?|according to|writes?|wrote|argu\w+|complain\w+|accus\w+|"
    r"alleg\w+|reports?|reported)\b)[^.;])*?"
)
# And nobody does so after it.
NOBODY_AFTER = r"(?!.*\b(?:says?|said|according to|told)\b)"
# What a reply is about, and not a deed: “denied access”.
DEED_DENIED = r"(?! (?:\w+ )?(?:access|entry|entrance|food|water|care|medic\w+|visits?|lawyers?))"
PROOF = r"(?:evidence|proof|explanations?|justifications?|details?|reasons?|apolog(?:y|ies))"
# Faults of how a sentence is built, though it says who says it. A passage that is cited for the
# record and says the same makes it right.
BUILT: tuple[tuple[str, Advice], ...] = (
    (
        rf"^[^,;]{{2,80}}, (?![^,;]*\b(?:says?|accus\w+|alleg\w+|according|reports?|denie[sd])\b)"
        rf"(?:whose|which|who|a|an|the) [^,;]*\b(?:{DONE}|{CRIME}|{DEED})\b[^,;]*,",
        BESIDE_A_NAME,
    ),
    (
        rf"\b(?:investigat\w*(?: into)?|inquir\w+ into|looks? into|looking into|condemn\w*|"
        rf"stop\w*|(?:an )?end(?:s|ed)?(?: to)?|halt\w*|regret\w*|apologi\w* for|explain\w*|"
        rf"justif\w+|defend\w*|excus\w+|continu\w+|"
        rf"resum\w+|atone for|pay for|paid for|silent (?:on|about)|put an end to|face\w* up to|"
        rf"conceal\w*|hid(?:e|es|ing)?|mourn\w*|discuss\w*|aveng\w+|compensat\w+ for|"
        rf"acknowledg\w+|admit\w*|(?:those|people|anyone|guards|officers|soldiers) responsible for|"
        rf"survivors? of|victims? of|answer\w* for|"
        rf"punish\w*|still den(?:y|ies)|comment on) "
        rf"{OWNED} {NOT_SURE}{CRIME}\b",
        TAKEN_AS_KNOWN,
    ),
    (
        rf"\b\d[\d,.]* (?:(?!sa(?:y|id)\b)[\w-]+ ){{0,4}}(?:were|are|was|is|been) (?:[\w-]+ "
        rf"){{0,2}}{DONE}\b",
        OF_SO_MANY,
    ),
    (
        rf"^(?:the|those|an?) (?:[\w-]+ ){{1,3}}(?:who|which|whose) "
        rf"(?![^,;]*\b(?:says?|said|accus\w+|alleg\w+|den(?:y|ies|ied)|told|allegedly)\b)"
        rf"[^,;]*\b(?:{DONE}|{CRIME})\b",
        BESIDE_A_NAME,
    ),
    (
        rf"\b(?:weeks?|months?|days?|hours?|years?|long|shortly|soon|only) (?:after|since|before) "
        rf"(?:the|its|their|his|her|these|those|(?:[\w.-]+ ){{0,2}}[\w.-]+'s) {CRIME}\b",
        TAKEN_AS_KNOWN,
    ),
    (
        rf"\b(?:its|their|his|her) own {CRIME}\b",
        TAKEN_AS_KNOWN,
    ),
    (
        rf"\b(?:the|its|their|these|those) (?:\w+ ){{0,2}}(?:{CRIME}|fires?|deaths?|(?:war "
        rf")?crimes?) "
        rf"(?:that |which )?(?:it|they|he|she|its \w+|party \w) (?:(?:has|have|had) )?"
        rf"(?:committed|carried out|inflicted|ordered|perpetrated|set|caused|meted out|lit|"
        rf"unleashed)\b",
        TAKEN_AS_KNOWN,
    ),
    (
        rf"\bknown for (?:its |their )?(?:{CRIME}|lies|lying)\b",
        TAKEN_AS_KNOWN,
    ),
    (
        rf"(?:^|; )the {CRIME} by\b",
        TAKEN_AS_KNOWN,
    ),
    (
        r"(?<!likely )(?<!allegedly )(?<!reportedly )(?<!probably )(?<!possibly )(?<!may have )"
        r"(?<!might have )\bcommit(?:s|ted)? (?:murder|rape|genocide|massacres?|killings?)\b",
        AS_IN_THE_PASSAGE,
    ),
    (
        r"\brel(?:y|ies|ied) on [^.;]{0,60}\bto (?:say|allege|claim)\b",
        GRUDGES,
    ),
    (
        r"\b(?:says?|said|den(?:y|ies|ied)|reject(?:s|ed)?)\b[^.;]*, (?:but|although|though|yet) "
        r"(?!.*\b(?:says?|said|according|reports?|alleges?|alleged)\b)[^.]*",
        ANSWERS_IN_OUR_VOICE,
    ),
    # What is said of a reply, by nobody.
    (
        rf"{UNSAID}\b((?:never|(?:does|do|did|has|have|had)(?: not|n't)(?: ever| once| even)?) "
        rf"(?:disput\w+|den(?:y|ied){DEED_DENIED}|contest\w*|challeng\w+|rebut\w*|disavow\w*|"
        rf"explain\w*|address\w*(?! (?:points?|questions?|items?|paragraphs?) \d)|justif\w+))\b",
        GRUDGES,
    ),
    (
        rf"{UNSAID}\b((?:offer\w*|g[ai]ves?|provid\w+|produc\w+|present\w*|suppl\w+|submit\w*|"
        rf"cit\w+|furnish\w*|publish\w*|had|has) (?:no|little|scant|hardly any) "
        rf"(?:\w+ ){{0,2}}{PROOF})\b",
        GRUDGES,
    ),
    (
        rf"{UNSAID}\b((?:refus\w+|declin\w+) to (?:explain|discuss|disclose|justify|name|identify|"
        rf"apologi[sz]e|condemn|investigate|address|engage|deny))\b",
        GRUDGES,
    ),
    (
        rf"{UNSAID}\b(ignor(?:es|ed|ing) (?:[\w'-]+ ){{0,4}}(?:letters?|questions?|requests?|"
        rf"allegations?|appeals?|calls?|findings|reports?|evidence|e-?mails?))\b",
        SILENCE,
    ),
    (
        rf"{UNSAID}\b((?:did not|didn't|does not|doesn't|failed to|never) "
        rf"(?:respond(?:ed)?|answer(?:ed)?|repl(?:y|ied)))\b{NOBODY_AFTER}",
        SILENCE,
    ),
    (
        r"^(?:despite|in spite of|notwithstanding|contrary to|for all) [^,]*"
        r"\b(?:denials?|denying|assurances?|promises?|claims?|statements?|words|insistence)\b",
        GRUDGES,
    ),
    (
        rf"{UNSAID}\b(document(?:s|ed|ing)? (?:\w+ ){{0,3}}{CRIME})\b",
        TAKES_AS_TRUE,
    ),
    (
        rf"^(?:how|inside|why) (?!.*\b(?:alleg\w*|says?|said|according)\b).*\b(?:{DONE}|{CRIME})\b"
        rf"(?!.*\?$)",
        TAKEN_AS_KNOWN,
    ),
    (
        rf"^(?:the|a|an|those|some|one|two|three|party \w's) (?:[\w-]+ ){{1,3}}(?:that|who|which) "
        rf"(?:(?:had|have|has|once|later|then|allegedly(?!)) )?{DONE}\b",
        BESIDE_A_NAME,
    ),
    (
        rf"\bconfirm(?:s|ed|ing) (?:the |its |their |all )?(?:[\w'-]+ ){{0,3}}?(?:{CRIME}|"
        rf"deaths?)\b",
        TAKES_AS_TRUE,
    ),
    *REPLIES,
    *MANNER,
)
# Verbs of saying that grudge or take as true, and another for each: beside harm they stop.
VERBS: tuple[tuple[str, Advice, str], ...] = (
    (
        r"\b(?:admit(?:s|ted)?|conced(?:es?|ed)|confess(?:es|ed)?) that\b",
        JUDGES,
        "says",
    ),
    (
        rf"\b(?:insist(?:s|ed)?|{NO_CLAIM}claim (?:that|to have|it|they)|"
        rf"(?<!\bthe )(?<!\bthese )(?<!\bits )(?<!\btheir )claim(?:s|ed)"
        rf"(?: (?:that|to have|it|they|no|nobody)\b|,))",
        GRUDGES,
        "says",
    ),
    (
        r"\backnowledg(?:es?|ed|ing)\b(?! (?:the )?receipt)",
        GRUDGES,
        "says",
    ),
    (
        r"\b(?:reveal(?:s|ed)?|(?:confirm|show|establish|document|demonstrate)(?:s|es|ed|d)? that|"
        r"not(?:es?|ed) that|point(?:s|ed) out|(?:draws?|drew|called|calls) attention to|"
        r"highlight(?:s|ed)?|"
        r"underlin(?:es|ed)|underscor(?:es|ed)|spotlight(?:s|ed)?|remind(?:s|ed)|verif(?:ies|"
        r"ied) that|"
        r"attest(?:s|ed)? (?:that|to)|corroborate[sd]? that|recogni[sz]e[sd]? that)\b",
        TAKES_AS_TRUE,
        "says",
    ),
)
TO_DEATH = "to_death"
# Deaths need nobody who says so, but a fair verb.
DEATHS = "die* died dead death* dying"
_EXPRESSIONS = (
    "tortur* beaten beat beating* murder* kill* rape* raped execut* massacr* slaughter* starv* "
    "disappeared abused imprisoned unlawful* mistreat* ill-treat* enslav* genocid* crime* "
    "behead* gunned bomb* shelled shelling abduct* kidnap* loot* burned burnt conscript* "
    "forcib* by_force expel* cleans* raz* bulldoz* demolish* poison* steal* stole stolen rob "
    "robbed robs drove_them_out hanged hung electric_shock* chemical_weapon* gassed lynch* "
    "stabbed assault* abus* electrocut* suffocat* strangl* drown* flog* whip* dismember* "
    "decapitat* crucif* molest* sexual_violence torment* maltreat* ill_treat* shot_dead "
    "persecut* silenced threw_in_jail maim* mutilat* human_shield* sent_to_die child_soldier* "
    "arson* burn set_fire set_~_on_fire set_alight fire_on fired_on fired_at opened_fire "
    "open_fire gun_down shoot shooting* wip*_out wiped_~_out flatten* rained_down evict* "
    "drove_out driven_out driven_from_~_homes uproot* child_recruit* recruit*_~_child* "
    "sent_to_~_front sending_~_children sends_~_children terroriz* terroris* terror reign_of "
    "crush* drag*_away ravag* devastat* decimat* annihilat* exterminat* liquidat* mass_grave* "
    "bludgeon* choke* hung_from blackmail* extort* harass* intimidat* disappear* "
    "vanished_in_custody war_crime* atrocit* brutaliz* mow*_down perish* ethnic_cleansing "
    "summar*_kill* assassinat* castrat* burnt* scald* deprived_of forced_to hostage* ransom "
    "humiliat* degrad* insult* confessions_~_beaten confessions_~_extracted forced_confession* "
    "locks_up locked_up rot_in rots_in languish* threaten* enslaved"
)
HARM = f"{_EXPRESSIONS} {inflected(DEEDS)} {THINGS}"
FRAMES = (
    "say* said allege alleged alleges alleging allegation* report reported reporting accus* "
    "according told tell* stated wrote "
    "write* reject* call* ask* describ* mention* claim* found condemn* warn* urge* demand* "
    "prohibit* forbid* forbad* outlaw* ban_on bans_~_of punishable convict* plead* acquit* "
    "estimat* maintain* argu* believ* consider* attribut* "
    "explain* disput* in_~_view in_~_opinion view_that opinion_that withdr* testif* complain* "
    "recount* recall* state_that states_that deny denied denying denial concern_over concern_about "
    "concerned_that put_on_trial on_trial objects objected charged charges_of count_~_~_as "
    "counted recorded replied reply replies responded responds answered in_~_account "
    "by_~_account account_of in_~_words words_of under_~_law finds finding interviewed spoke_of "
    "speaks_of spoke_about words_are_about quoted quotes suspected voic* hold_~_~_responsible "
    "holds_~_~_responsible witnesses_told testimony_to publishes_allegations word_it word_that "
    "put/puts_~_number/figure/toll charge_sheet indict* counts_of warrant_for ascrib* wounded_at "
    "add added adds adding stress* emphasi* clarif* contend* assert* notif* inform* "
    "correct*_~_number/figure/count/toll blam* put_the_blame puts_the_blame"
)
