"""What English sentences say of a reply, or of the lack of one: patterns on plain letters.

Each is asked of a sentence by itself. `UNSAID` stands before what is fair once somebody says it.
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

SAID = (
    r"\b(?:says?|said|told|tells?|according to|writes?|wrote|argu\w+|complain\w+|accus\w+|"
    r"alleg\w+|reports?|reported|states?|stated)\b"
)
# Up to here nobody has said anything in the sentence, and nobody does so after it.
UNSAID = rf"^(?:(?!{SAID})[^.;])*?"
NOBODY_AFTER = r"(?!.*\b(?:says?|said|according to|told|wrote|reports?|reported|writes?)\b)"
ANSWER = (
    r"(?:answer|respond|reply|comment|address|explain|account|speak|clarify|engage|acknowledge|"
    r"react|elaborate|say (?:anything|why|how|where|who|what|whether)|tell|cooperate|disclose)"
)
WHY = r"(?:why|how|where|who|what|whether|when|which)"
ASKED = (
    r"(?:letters?|questions?|requests?|allegations?|appeals?|calls?|e-?mails?|enquir\w+|"
    r"inquir\w+|messages?|pleas?|findings|charges?|accusations?)"
)
REPLY = (
    r"(?:denials?|answers?|repl(?:y|ies)|explanations?|accounts?|statements?|defen[cs]e|response)"
)
PROOF = r"(?:evidence|proof|explanations?|justifications?|reasons?|apolog(?:y|ies)|remorse|regret)"
REPLIES: tuple[tuple[str, Advice], ...] = (
    (
        rf"{UNSAID}\b((?:refus\w+|fail\w*|declin\w+|neglect\w*|omit\w*|opt\w* not|chose not|"
        rf"(?:has|have|had) (?:yet|still)|(?:would|will) not|wouldn't|won't|could not|couldn't|"
        rf"(?:was|were|is|are) (?:not willing|unwilling|unable|reluctant)|never bothered|"
        rf"(?:did|does|do) not (?:even |once |ever )?)(?: to)? "
        rf"(?!comment\b){ANSWER})\b{NOBODY_AFTER}",
        SILENCE,
    ),
    (
        rf"{UNSAID}\b((?:has|have|had) (?:never|not (?:yet|once|ever)) "
        rf"(?:answered|responded|replied|commented|addressed|explained|accounted|reacted))\b"
        rf"{NOBODY_AFTER}",
        SILENCE,
    ),
    (
        rf"{UNSAID}\b({ASKED} (?:\w+ ){{0,6}}(?:went|go|goes|remain\w*|(?:was|were|is|are) left|"
        rf"(?:was|were|is|are|has been|have been|still|all)) ?(?:un(?:answered|heeded|explained|"
        rf"addressed)|ignored|unread|brushed))\b",
        SILENCE,
    ),
    (
        rf"{UNSAID}\b((?:met|greeted|answered|responded|replied|reacted)(?: \w+){{0,4}} "
        rf"(?:with|by) (?:\w+ )?(?:silence|a shrug|evasions?|contempt|nothing))\b",
        SILENCE,
    ),
    (
        r"\b((?:wall|code|veil) of silence|deafening silence|(?:its|their|his|her) silence|"
        r"s silence|silence (?:is|was|speaks?|from|of the)|(?:tight|close)-lipped|kept mum|"
        r"nothing to say|not (?:a|one) (?:line|syllable|sentence) (?:on|about|from)|"
        r"no (?:answer|reply|response|comment|word) (?:came|has come|ever came|was given|"
        r"was forthcoming|followed|arrived)|lost for words|looked the other way|"
        r"turn(?:s|ed) a (?:blind eye|deaf ear))\b",
        SILENCE,
    ),
    (
        rf"{UNSAID}\b(fail(?:s|ed|ing)? to \w+|(?:contains?|contained|has|had|holds?) (?:no|not a|"
        rf"not one) (?:\w+ )?(?:mention|word|line|reference|trace)|leav(?:es?|ing) out|left out|"
        rf"omit(?:s|ted))\b",
        GRUDGES,
    ),
    (
        rf"{UNSAID}\b((?:shrug(?:s|ged)?|laugh(?:s|ed)?|wav(?:es?|ed)|brush(?:es|ed)?|"
        rf"play(?:s|ed)?|gloss(?:es|ed)?|skat(?:es?|ed)|pass(?:es|ed)?|skip(?:s|ped)?) "
        rf"(?:off|away|aside|down|over))\b",
        GRUDGES,
    ),
    (
        rf"{UNSAID}(?<!we )\b(stop(?:s|ped)? short of (?:deny|disput|contest|apolog|condemn|"
        rf"admit)\w*|"
        rf"without (?:denying|disputing|explaining|addressing|answering|apologi[sz]ing|saying "
        rf"{WHY})|(?:avoid|skirt|evad|duck|dodg|bypass|circumvent)\w* (?:[\w'-]+ ){{0,4}}"
        rf"(?:questions?|issue|subject|matter|point|answer\w*|topic)|"
        rf"chang(?:es?|ed) the subject|(?:has|had|have) no (?:real |good |ready )?"
        rf"(?:answer|reply|response|explanation|excuse)|no (?:answer|reply) to the (?:testimon|"
        rf"evidence|witness)\w*|(?:cannot|could not|can't|couldn't) (?:explain|account|"
        rf"justify)|"
        rf"(?:says?|said|has|had) nothing (?:about|on|of)|mak(?:es?|ing) no mention of|"
        rf"made no mention of|ignor(?:es?|ed|ing) (?:the|its|their|this|these|all)|"
        rf"(?:limit|confin|restrict|content)\w* (?:itself|themselves|himself|herself) "
        rf"(?:to|with)|in passing|all it (?:says?|said|offers?|offered)|trot\w* out|"
        rf"fall(?:s|ing)? back on|fell back on|clings? to|clung to|sticks? to (?:its|their) "
        rf"(?:story|version|line)|stuck to (?:its|their) (?:story|version|line)|"
        rf"chang(?:es?|ed) (?:its|their) (?:story|version|tune)|"
        rf"(?:tri(?:es|ed)|trying|try|sought|seeks?|attempt\w*) to (?:bury|hide|conceal|silence|"
        rf"suppress|shift|divert|distract|discredit|downplay|minimi[sz]e|avoid|evade))\b",
        GRUDGES,
    ),
    (
        rf"{UNSAID}\b({REPLY} (?:of (?:\w+ ){{1,5}})?(?:(?:that )?(?:does|do|did|has|have|is|are|"
        rf"was|were|rings?|rang|sounds?|"
        rf"falls?|fell|lacks?|lacked|leaves?|left|strains?|beggars?|collapses?|crumbles?|"
        rf"contradicts?) )(?:not )?(?:\w+ )?(?:withstand|survive|hold|stand|convinc\w*|persua\w*|"
        rf"hollow|false|flat|short|thin|lame|weak|worthless|belie[fv]\w*|credib\w*|credulity|"
        rf"incredible|untrue|nonsense|fiction|much to be|everything|itself|the facts|empty|"
        rf"ludicrous|laughable|absurd|add up))\b",
        JUDGES,
    ),
    (
        rf"{UNSAID}\b((?:no ?one|nobody|none|not one|not a single \w+)(?: [\w'-]+){{0,6}} "
        rf"(?:held (?:to account|accountable|responsible)|punished|prosecuted|charged|tried|"
        rf"arrested|paid|answered|believes?|resigned|dismissed|sacked|apologi[sz]ed)|"
        rf"(?:go|goes|went|gone|walk\w*|got|get) (?:free|unpunished|scot-free|away))\b"
        rf"{NOBODY_AFTER}",
        JUDGES,
    ),
    (
        r"\b(?:is|are|was|were) (?:lying|a lie|all lies|nothing but)\b(?! (?:in|on|at|under|dead|"
        r"near|down|along|between|there|face|beside|open|ill))",
        JUDGES,
    ),
    (
        r"(?:^|, )(?:(?:and|but|so) )?(?:as (?:the |its |their |this |these )?(?:[\w'-]+ ){1,4}"
        r"(?:confirms?|confirmed|shows?|showed|(?:has|have) (?:shown|proved|proven|documented|"
        r"established|confirmed)|prov\w+|reveals?|revealed|documents?|documented|attests?|"
        r"demonstrates?|established|establishes|makes? clear))\b",
        TAKES_AS_TRUE,
    ),
    (
        r", (?:the |its |their |a |this )?(?:[\w'-]+ ){1,4}(?:confirms?|confirmed|"
        r"proves?|proved|reveals?|revealed|establish(?:es|ed)|demonstrates?|demonstrated)\.?$",
        TAKES_AS_TRUE,
    ),
    (
        r"\b(evidence (?:shows?|proves?|is|confirms?|mounts?|leaves|points)|"
        r"(?:photographs?|pictures|footage|videos?|satellite images?|documents|bodies|graves|"
        r"witnesses|survivors|facts|records|images|numbers|scars|wounds|ruins) "
        r"(?:(?:clearly|plainly) )?(?:show|prove|confirm|reveal|expose|attest|demonstrate|"
        r"tell (?:a|an|the|another)|say otherwise|speak|contradict|belie|leave no)\w*)\b",
        TAKES_AS_TRUE,
    ),
    (
        rf"{UNSAID}\b((?:only|not) (?:after|once|when|until|because) (?:[\w'-]+ ){{0,8}}"
        rf"(?:did|published|emerged|surfaced|leaked|appeared|broke|protest\w*|pressure|outcry))\b",
        GRUDGES,
    ),
    (
        r"\b(?:in the pocket of|in the pay of|bought by|in league with|arm of (?:party|the)|"
        r"mouth of|voice of its masters|does the bidding|do the bidding|did the bidding|"
        r"axe to grind|partisan|biased|(?:well-)?known for its (?:hostility|bias|hatred|lies)|"
        r"discredited|disgraced|self-appointed|self-proclaimed|self-declared|would-be|"
        r"pseudo-\w+|fake|phoney|phony|bogus)\b",
        JUDGES,
    ),
    (
        r"\b(?:the (?:simple |plain |sad |bitter |ugly )?(?:truth|fact) (?:is|remains)|"
        r"it (?:is|was) (?:a fact|undeniable|indisputable|beyond dispute|an open secret|"
        r"no accident|no coincidence|no wonder|no surprise|telling)|history (?:will|shows)|"
        r"as (?:expected|anyone|everybody|we all|is its habit|so often)|"
        r"(?:even|especially) (?:party \w+'s )?(?:its|their|his|her) own|"
        r"even (?:[\w']+ ){1,4}own|no sane|any fair-minded|anyone can see|plain for all|"
        r"(?:rightly|justly|correctly|truthfully|honestly|bravely|courageously|wisely) "
        r"(?:says?|said|points?|pointed|accus\w+|warn\w+|calls?|called|demands?)|"
        r"(?:tell|explain|say) (?:that|it|this) to)\b",
        JUDGES,
    ),
    (
        r"\b(?:grudgingly|reluctantly|belatedly|begrudgingly|sheepishly|lamely|weakly|feebly|"
        r"brazenly|shamelessly|cynically|defiantly|dismissively|disingenuously|evasively|"
        r"vaguely|meekly|coldly|angrily|arrogantly|smugly|glibly|hastily|suddenly|at last|"
        r"at long last|after long denials?|after (?:weeks|months|years) of (?:denial\w*|denying|"
        r"silence|evasion)|eventually|in the end|when (?:pressed|cornered|confronted)|"
        r"cornered|confronted with|forced to (?:admit|concede|acknowledge|say|accept)|"
        r"had to (?:admit|concede|acknowledge|accept)|could no longer (?:deny|hide|conceal)) "
        r"(?:[\w']+ ){0,6}?(?:says?|said|den\w+|admit\w*|accept\w*|answer\w*|repl\w+|"
        r"respond\w*|acknowledg\w*|conced\w*|promis\w+|reject\w*|agree\w*|explain\w*|state\w*)\b",
        GRUDGES,
    ),
    (
        rf"\b(?:grudging|reluctant|belated|lame|feeble|hollow|brazen|shameless|cynical|evasive|"
        rf"vague|unconvincing|blanket|usual|curt|terse|brusque|ritual|routine|predictable|tired|"
        rf"threadbare|"
        rf"ludicrous|laughable|implausible|far-fetched|half-hearted) "
        rf"(?:{REPLY}|excuses?|apolog\w+|assurances?|promises?|words)\b",
        GRUDGES,
    ),
    (
        r"\b(?:den(?:y|ies|ied)|promis\w+|pledg\w+|vow\w*) (?:[\w'-]+ ){0,4}(?:still|stop|cease|"
        r"no longer|again|resum\w+|continu\w+) (?:to )?(?:tortur|kill|beat|murder|rap|execut|starv|"
        r"shell|bomb|abduct|kidnap|loot|recruit|extort|harass|persecut|whip|flog)\w*",
        TAKEN_AS_KNOWN,
    ),
)
