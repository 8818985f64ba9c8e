"""How English sentences colour a reply or a deed: patterns on plain letters, asked of a sentence.

Adverbs and adjectives beside a reply are fair where they tell when, where, in what form or of how
much; any other judges it. The lists hold the fair ones, since the others have no end.
"""

from __future__ import annotations

from tracker.editorial.gate_advice import (
    GRUDGES,
    JUDGES,
    SILENCE,
    TAKEN_AS_KNOWN,
    TAKES_AS_TRUE,
    Advice,
)
from tracker.editorial.gate_lexicons.english_replies import UNSAID

_SAYS = (
    r"(?:says?|said|tells?|told|den(?:y|ies|ied)|answer(?:s|ed)?|repl(?:y|ies|ied)|"
    r"respond(?:s|ed)?|reject(?:s|ed)?|states?|stated|writes?|wrote|explain(?:s|ed)?|"
    r"argue[sd]?|describe[sd]?|refers?|referred|dismiss(?:es|ed)?|promise[sd]?|assert(?:s|ed)?|"
    r"maintain(?:s|ed)?|repeat(?:s|ed)?|add(?:s|ed)?|offer(?:s|ed)?|concludes?|concluded|"
    r"address(?:es|ed)?|mention(?:s|ed)?|declares?|declared|announces?|announced|react(?:s|ed)?)"
)
# Of time, place, form and measure, and words that only end so.
_FAIR_ADVERBS = (
    r"(?:public|private|formal|official|initial|original|former|previous|recent|current|present|"
    r"repeated|joint|separate|direct|personal|express|explicit|specific|oral|verbal|early|dai|"
    r"week|month|year|quarter|similar|like|likewise|simultaneous|consistent|subsequent|immediate|"
    r"prompt|brief|ful|complete|total|entire|part|partial|main|most|categorical|firm|strong|"
    r"unequivocal|expressly|general|alleged|reported|fami|assemb|al|ju|ita|rep|supp|respective|"
    r"individual|collective|unanimous|provisional|legal|internal|external|local|nation|national|"
    r"international|annual|electronic|anonymous|confidential|exclusive|sole|equal|additional|"
    r"further|late|timely|near|approximate|exact|literal|rough|final|exp|app|home|month|"
    r"retrospective|unilateral|bilateral|mutual|temporari|primari|necessari|broad|short|direct)"
)
# Adjectives of the same kind.
_FAIR_ADJECTIVES = (
    r"(?:written|oral|verbal|public|formal|official|full|complete|partial|brief|short|long|joint|"
    r"separate|initial|original|final|second|third|later|earlier|previous|recent|latest|detailed|"
    r"signed|unsigned|dated|undated|translated|printed|published|unpublished|televised|recorded|"
    r"general|legal|national|international|local|medical|military|electronic|confidential|"
    r"anonymous|provisional|internal|annual|weekly|monthly|daily|individual|collective|single|"
    r"additional|following|preceding|above-mentioned|same-day|three-page|kurdish|arabic|english|"
    r"turkish|syrian|iraqi|french|german|own|revised|amended|updated|corrected|edited|shared|"
    r"requested|promised|attached|existing|opening|closing|covering|ministerial|presidential|"
    r"parliamentary|judicial|governmental|political|historical|explanatory|handwritten|typed|"
    r"available|audible|readable|identical|similar|different|explicit|specific|categorical|"
    r"substantive|preliminary|introductory|personal|private|regional|federal|municipal|central|"
    r"expected|awaited|wanted|received|quoted|cited|said|alleged|reported)"
)
_ENDING = r"(?:ful|less|ive|ous|ish|ible|able|ing|ed|ic|ical|al|y|some|ant|ent|ern|id)"
_COLOURED = (
    rf"(?!{_FAIR_ADJECTIVES}\b)(?:[a-z]+{_ENDING}|thin|weak|late|slow|cold|bare|stock|glib|pat|"
    rf"poor|mere|meagre|scant|bland|blunt|sharp|harsh|lame|tame|loud|stiff|rote|tardy)"
)
_REPLY = (
    r"(?:denials?|replies|reply|answers?|responses?|explanations?|defen[cs]e|apolog(?:y|ies)|"
    r"excuses?|assurances?|promises?|reassurances?|rebuttals?|retorts?)"
)
_TORTURES = (
    r"(?:tortur|kill|beat|murder|rap|execut|starv|shell|bomb|abduct|kidnap|loot|burn|shoot|behead|"
    r"enslav|disappear|expel|massacr|detain|jail|imprison|hang)"
)
MANNER: tuple[tuple[str, Advice], ...] = (
    (
        rf"\b(?!{_FAIR_ADVERBS}ly\b)[a-z-]+ly {_SAYS}\b",
        GRUDGES,
    ),
    (
        rf"\b{_SAYS}(?: (?:it|this|that|all|everything|them))? (?!{_FAIR_ADVERBS}ly\b)[a-z-]+ly"
        rf"(?= that\b|[.,;]|$)",
        GRUDGES,
    ),
    (
        rf"\b(?:the|its|their|his|her|a|an|this|another|one|any|'s|party \w's|some|with|in) "
        rf"{_COLOURED} {_REPLY}\b",
        GRUDGES,
    ),
    (
        r"\b(?:under (?:[\w-]+ )*pressure|bow(?:s|ed|ing) to (?:[\w-]+ )?pressure|"
        r"after (?:much |long |many |several )?(?:years?|months?|weeks?|days?|decades?)? ?(?:of )?"
        r"(?:silence|denials?|denying|delays?|evasions?|stalling|prevarication|pressure|protests?|"
        r"outcry|hesitation|excuses)|"
        r"suddenly|at long last|so much for|no coincidence|(?:no|little|small) wonder|"
        r"of all people|time and (?:time )?again|"
        r"again and again|over and over|(?:once|yet) again|in (?:a bid|an attempt|an effort) to|"
        r"(?:scrambl|rush|hasten|hurri)(?:es|ed) to|(?:was|were|is|are) quick to|"
        r"(?:was|were|is|are|felt|found itself) (?:forced|compelled|obliged|pressed|driven|shamed) "
        r"(?:to|into)|(?:had|has|have) (?:no|little) choice|left with no choice|"
        r"(?:see|saw|think|thought)s? fit to|in the face of (?:the |all )?evidence|"
        r"(?:the )?very same|none other than|would rather|prefers? (?:to|not)|preferred (?:to|not)|"
        r"chose to|chooses? to|likes to|fond of|happy to|keen to|eager to|content to|(?:gritted|"
        r"clenched) teeth|"
        r"what it calls|what they call|(?:supposed|purported|ostensible|alleged) "
        r"(?:inquiry|investigation|reply|answer|explanation|justice|court|trial|democracy)|"
        r"(?:still|again|keeps?|kept|goes on|went on|persists in|never tires of) (?:says?|"
        r"saying|said|"
        r"maintains?|repeat(?:s|ing)?|claim(?:s|ing)|insist(?:s|ing)|argu(?:es|ing))|"
        r"at a loss|at a loss to|(?:look|seem|appear|sound)(?:s|ed) (?:\w+ )?(?:uneasy|nervous|"
        r"embarrassed|"
        r"rattled|shaken|confused|lost|unprepared|evasive|uncomfortable|frightened|worried|"
        r"flustered)|"
        r"so to speak|such as (?:it is|they are)|if it can be called|for what it is worth|"
        r"(?:is|are|was|were) worth (?:little|nothing|less)|"
        r"(?:alibi|story|version|account|denial|defen[cs]e|case|claim)s? (?:has |"
        r"have )?(?:collaps|crumbl|"
        r"unravel|f[ae]ll?s? apart|fell|evaporat|melt)\w*|has form|have form|"
        r"word (?:in|has it|is|on the)|talk (?:in|of) the (?:town|valley)|locals (?:say|know|"
        r"whisper)|"
        r"people (?:say|know|whisper)|it is whispered|legend has it|"
        r"(?:death|hit|kill) lists?|in its usual|as (?:it|they|he|she) (?:likes?|always|"
        r"so often|often)|"
        r"(?:how|what) convenient|lip service|crocodile tears|damage control|"
        r"(?:spin|spun|spins) (?:the|its)|paper over|papered over|sweep\w* under|swept under|"
        r"look(?:s|ed)? (?:away|the other way)|wash(?:es|ed)? its hands|"
        r"(?:keep|kept|keeps) (?:its|their) (?:distance|mouth|lips)|"
        r"tongue[- ]tied|mute|tight-lipped|unmoved|deaf to|blind to|"
        r"(?:has|have|had) (?:much|something|a lot|plenty|everything) to (?:hide|answer for|fear)|"
        r"to hide|to answer for|(?:owes?|owed) (?:an|the|its) (?:answer|explanation|apology)|"
        r"in denial|(?:out of|grasping at) (?:excuses|straws)|change of tune|u-turn|about-face|"
        r"climb-?down|backs? down|backed down|gives? in|gave in|cav(?:es|ed) in)\b",
        GRUDGES,
    ),
    (
        rf"^(?!{_FAIR_ADVERBS}ly\b)[a-z-]+ly(?: enough)?,",
        JUDGES,
    ),
    (
        r"^(?:odd|strange|curious|funny|ironic|sad|telling|remarkable|no less|worse|"
        r"worst of all|small "
        r"wonder|surprise|how (?:odd|strange|ironic|sad))(?: enough)?\b(?=,| that\b| it is)|"
        r"^it is (?:odd|strange|curious|funny|ironic|sad|telling|remarkable|striking|tragic|"
        r"shameful|"
        r"revealing|worth remembering|hard to (?:see|understand|imagine)|difficult to (?:see|"
        r"believe))\b|"
        r"^(?:the )?(?:irony|oddity|strange thing|odd thing|tragedy|sad part|point|joke) is\b|"
        r"^thanks to\b|it is now known|we now know|as we know|as is known",
        JUDGES,
    ),
    (
        r"^(?:[^,]*, )?(?:party \w+|it|they|he|she) (?:is|are|was|were) (?:quite |perfectly |only |"
        r"absolutely )?(?:right|wrong|justified|correct|mistaken|unjustified) (?:to|that|when|"
        r"in|about|"
        r"if|here)\b",
        JUDGES,
    ),
    (
        r"\bfor (?:publicity|show|the cameras|its own ends|political (?:gain|ends|reasons)|its "
        r"(?:donors|backers|sponsors|masters|paymasters)|the sake of (?:publicity|appearances))\b|"
        r"\bto (?:please|impress|flatter|serve|satisfy) (?:its|their) (?:donors|backers|"
        r"sponsors|masters|"
        r"paymasters|patrons)\b|\b(?:with an eye (?:to|on)|to score points|to raise (?:money|"
        r"funds)|"
        r"seeking attention|hungry for|to (?:make|win|grab) headlines|hoping to (?:win|gain|please|"
        r"distract|divert|hide|avoid)|anxious to|at the behest of|on orders from|prompted by)\b",
        JUDGES,
    ),
    (
        r"^[^,;]{2,60}, with (?:its|their|his|her|the) (?:back|hands?|eyes?|head|nose|tail|"
        r"usual|customary|"
        r"familiar|long|bloody|dark|well-known)\b[^,;]*,|"
        r"\b(?:back(?:s)? to the wall|on the (?:ropes|defensive)|with a straight face|red-handed|"
        r"running out of|nowhere to hide|in a corner|feeling the heat|caught off guard|on the run|"
        r"egg on its face|cold feet|two faces|fork(?:ed)? tongue)\b",
        GRUDGES,
    ),
    (
        r"^(?:cornered|caught|confronted|faced|embarrassed|exposed|unmasked|shamed|pressed|"
        r"pressured|stung|shaken|desperate|unable|unwilling|undaunted|unperturbed|ignoring|"
        r"refusing|brushing|dismissing|avoiding|dodging|evading|sidestepping|far from|instead of|"
        r"rather than|not content|true to form|as if|despite everything)\b[^,]*,",
        GRUDGES,
    ),
    (
        r"^[^,;]{2,60}, (?:cornered|caught|confronted|faced|embarrassed|exposed|unmasked|shamed|"
        r"pressed|pressured|stung|shaken|desperate|unable|unwilling|eager|keen|anxious|"
        r"undaunted|unperturbed|visibly|clearly|ever|never|always|no stranger|long|widely|"
        r"well known|infamous|not known|hardly|by now|true to|itself|paid|bought|backed by|"
        r"financed|funded|in the|on the payroll|a creature|a tool|a front|a puppet|a friend|"
        r"a known|a self|no friend|no neutral|hostile|biased|sworn|blinded)\b"
        r"(?! (?:charge|view|opinion|words|account|report|name|person|region|north|south|east|"
        r"west|letter|statement|answer|interview|reply|same|capital|town|city|province|area|"
        r"case|presence|absence|hearing|meeting|hospital|prison|camp)\b)[^,;]*,",
        GRUDGES,
    ),
    (
        r"\b(?:silent|silence|mum|wordless|speechless)\b(?! (?:film|reading|protest|march|vigil|"
        r"majority|auction|minute))(?<!right to silence)(?<!minute of silence)",
        SILENCE,
    ),
    (
        r"^(?:in|on|at)? ?(?:nowhere|never|not once|at no (?:point|time)|in no (?:line|part|page|"
        r"paragraph)|not in a single [\w]+|not one|no line|no word|no page|no sentence)\b"
        r"(?!.*\b(?:died|killed|beaten|tortured|said that)\b.*\bsays?\b).*"
        r"\b(?:den(?:y|ies|ied)|disput\w+|say|says|mention\w*|address\w*|explain\w*|answer\w*|"
        r"apologi\w+|regret\w*|contest\w*|rebut\w*|reject\w*|name[sd]?)\b",
        GRUDGES,
    ),
    (
        r"\b(?:has|have|had|did|does|do|would|will|could|can|is|are|was|were)(?: not|n't| never) "
        r"(?:even |ever |once |yet |so much as |really |actually |fully |properly )*"
        r"(?:(?:to |been )?(?:den(?:y|ied)(?! (?:\w+ )?(?:access|entry|food|water|care|visits?))|"
        r"disput\w+|contest\w*|refut\w+|rebut\w*|disprov\w+|disavow\w*|explain\w*|justif\w+|"
        r"apologi[sz]\w+|condemn\w*|regret\w*|punish\w*|prosecut\w+|disciplin\w+|substantiat\w+|"
        r"retract\w*|show\w* (?:remorse|regret|where|how|why)|account(?:ed)? for|deign\w*|"
        r"bother\w*|"
        r"lift\w* a finger|show\w* (?:that|what|any)|talk\w* (?:about|of)|speak (?:about|of)|"
        r"tak\w+ responsibility|accept\w* responsibility|"
        r"h[eo]ld (?:anyone|anybody|any)|car(?:e|ed)(?! for)|dar(?:e|ed)|"
        r"(?:offer|giv|gave|provid|produc|present|suppl)\w* (?:any |a |the |a single )?"
        r"(?:\w+ )?(?:evidence|proof|explanations?|justifications?|reasons?|apolog\w+|answers?|"
        r"alibi|defen[cs]e)))\b(?!.*\b(?:says?|said|according to|told|wrote)\b)",
        GRUDGES,
    ),
    (
        r"\b(?:den(?:y|ies|ied)(?: (?:any|all|its|their|his|her))? "
        r"(?:responsibility|role|part|involvement|knowledge|blame|guilt)|"
        r"(?:admit|accept|reject|shift|assum|disclaim)\w* (?:any |all |the |its )?"
        r"(?:responsibility|blame|guilt)) for "
        r"(?:the|its|their|those|these)\b(?! (?:alleged|reported))[^.;]*"
        r"\b(?:murders?|massacres?|killings?|torture|deaths of|crimes?|abuses?|atrocit\w+|"
        r"bombing|shelling|burning|rapes?|disappearances?|executions?|slaughter|starvation|"
        r"attacks? on)\b",
        TAKEN_AS_KNOWN,
    ),
    (
        r"\b(?:knows?|says?|tells?|told|suggests?|speaks?|shows?|proves?|indicates?|thinks?|has|"
        r"have)"
        r" (?:otherwise|better|differently|the (?:opposite|contrary|reverse)|(?:a|quite a|"
        r"an)(?:nother"
        r"| different) (?:story|tale|tune|picture))\b",
        GRUDGES,
    ),
    (
        r"\b(?:(?:brush|wave|sweep|swept|shove|laugh|shrug|cast)\w*"
        r"(?: [\w-]+){0,4} (?:aside|away|off|out of hand)|out of hand|time to \w+ itself|"
        r"(?:one-line|two-line|one-word|single-sentence|boilerplate|copy-paste|stock|pro forma|"
        r"knee-jerk|token|canned) (?:denials?|reply|answer|response|statement|explanation)|"
        r"but not (?:to|a word|how|why)|not (?:mention|address|explain|answer)\w* .* at all)\b",
        GRUDGES,
    ),
    (
        r"^(?:and |but |so )?(?:who (?:will|would|could|can|still|gave|else|really)|"
        r"what (?:else|kind|sort|more|"
        r"right)|(?:what|whom?|why) (?:is|are|was|were|does|do|did|has|have|can|could|should)\b.*\b"
        r"(?:hid(?:e|ing)|afraid|fear\w*|believe|trust|waiting for|conceal\w*|protect\w*|cover\w*|"
        r"gain|hope to)|is (?:it|this|that) any|is (?:it|this) (?:really|not)|isn't|wasn't|"
        r"aren't|doesn't|"
        r"didn't|hasn't|haven't|how dare|how much longer|since when|whose side|for how long|"
        r"how many more|how long (?:must|will|can|before)|when will|must)\b.*\?$",
        TAKEN_AS_KNOWN,
    ),
    (
        rf"^(?:inside|how|why|when|where|meet|watch|see|behind) (?!.*\b(?:alleg\w*|says?|said|"
        rf"according|asked|whether|report was|letter)\b)[^?]*\b{_TORTURES}\w*\b[^?]*$",
        TAKEN_AS_KNOWN,
    ),
    (
        r"\b(?:verif(?:y|ies|ied)|authenticat\w+|substantiat\w+|corroborat\w+|prov(?:e|es|en)|"
        r"proof (?:that|of)|establish(?:es|ed) (?:that|how|the)|certif(?:y|ies|ied) that|"
        r"discover(?:s|ed)? (?:that|how)|uncover\w*|unmask\w*|unveil\w*|expos(?:e|es|ed|ing|ure)|"
        r"laid bare|lays bare|pull\w* back the (?:curtain|veil)|lift\w* the (?:curtain|veil|lid)|"
        r"blow\w* the (?:lid|whistle)|bring\w* to light|sh(?:ed|eds|one) (?:new )?light|"
        r"put\w* (?:\w+ )?beyond|make\w* (?:it )?(?:plain|clear) (?:that|how)|"
        r"made (?:it )?(?:plain|clear) (?:that|how)|(?:has|have|had) (?:shown|documented|proved|"
        r"confirmed|established|demonstrated|detailed) (?:that|how)|chronicles? (?:how|the)|"
        r"detail(?:s|ed) how|trace[sd]? how|bear(?:s)? witness|bore witness|"
        r"illustrate[sd]? (?:how|that)|remind(?:s|ed)? (?:us|the world|readers)|"
        r"realis(?:es|ed) that|realiz(?:es|ed) that|knows? that|knew that|learn(?:s|ed|t) (?:that|"
        r"how)|observ(?:es|ed) that|recogni[sz](?:es|ed) that|warn(?:s|ed) us that)\b"
        r"(?! the allegation)(?=.*\b(?:\w*tortur\w*|kill\w*|beat\w*|murder\w*|rap(?:e|ed|es|ing)|"
        r"execut\w+|starv\w+|shell\w*|bomb\w*|abduct\w*|kidnap\w*|loot\w*|burn\w*|shot|massacre\w*|"
        r"abus\w+|disappear\w*|crimes?|violat\w+|atrocit\w+|prison\w*|victims?|bodies|graves?|"
        r"detain\w*|jail\w*|arrest\w*|guards?|died|dead)\b)",
        TAKES_AS_TRUE,
    ),
    (
        rf"{UNSAID}\b((?:is|are|was|were) (?:a |an |the |all |pure |nothing but |simply |"
        rf"plainly |clearly |"
        r"just )*(?:liars?|lies?|lying|fabrications?|fictions?|falsehoods?|untruths?|invention|"
        r"nonsense|propaganda|deception|hoax|sham|farce|joke|disgrace|outrage|insult|mockery|"
        r"smokescreen|charade|dishonest|untrue|false|worthless|meaningless|empty))\b"
        r"(?!.*\b(?:says?|said|according to|told|wrote|calls?|called|replied|answered)\b)",
        JUDGES,
    ),
)
