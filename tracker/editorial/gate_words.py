"""Words that this site does not use in its own voice, in each of its languages, each with advice.

English is matched by patterns on its plain letters. The others are phrases of words as the search
folds them (`phrases.py`), so that an odd space, a vowel mark or another keyboard's letter hides
nothing.
"""

from __future__ import annotations

from django.db.models import TextChoices
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


class WordKind(TextChoices):
    """What is the matter with words that the desk adds to these."""

    NAMES = "names", _("calls somebody guilty of something (stops publication)")
    JUDGES = "judges", _("passes judgement (stops publication)")
    SILENCE = "silence", _("says that somebody is silent (stops publication)")
    GRUDGES = "grudges", _("doubts or grudges what is said")
    TAKES_AS_TRUE = "true", _("takes as true what is only said")
    LOADED = "loaded", _("is a word of one side")
    HARM = "harm", _("tells of harm: the sentence must say who says so")
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
}

# What nobody may publish over: verdicts, and silence, which is worked out and never said.
VERDICTS = (SAY_WHO, JUDGES, SILENCE)

# --- English --------------------------------------------------------------------------------------

NO_CLAIM = r"(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\ba )(?<!\bits )(?<!\btheir )(?<!'s )(?<!\bof )"
ENGLISH: tuple[tuple[str, Advice], ...] = (
    (
        r"(?<!alleged )(?<!accused )(?<!suspected )"
        r"\b(perpetrators?|torturers?|murderers?|war criminals?|killers?|butchers?)\b",
        SAY_WHO,
    ),
    (
        r"\b(proved|proven|debunked|refuted|exposed|exposes|admitted|admits|whitewash\w*|"
        r"conceded?s?|confess(?:ed|es)?|(?:is|are|was|were) lying (?:again|to|about)|"
        r"lied|liars?|lying about|lies about|falsely|proves?|"
        r"(?<!not )(?<!found )(?<!plead )(?<!pleads )(?<!pleaded )guilty(?! verdict| plea)|"
        r"undeniabl\w*|"
        r"obviously|in truth|the truth is|in fact|it is (?:true|clear|known|no secret) that|"
        r"(?:as )?every(?:one|body) knows|(?:as is |it is )?well[- ](?:known|documented)|"
        r"(?:overwhelming|irrefutable|ample|clear) (?:evidence|proof)|caught (?:\w+ing|red-handed)|"
        r"truth be told|the fact is|make no mistake|"
        r"(?:do|does|did) not (?:stand up|hold (?:up|water)|"
        r"add up)|contradicted by (?:the )?(?:facts?|evidence)|"
        r"blood on (?:its|their|his|her) hands|"
        r"of course|no doubt|needless to say|undisputed|rightly|"
        r"speaks? for itself|speak for themselves|shameful\w*|disgraceful\w*|"
        r"(?:it )?emerged that|it turn(?:s|ed) out|"
        r"finally (?:said|answered|replied|admit\w*|conced\w*))\b",
        JUDGES,
    ),
    (
        r"\b(did not respond|didn't respond|failed to (?:respond|answer|reply)|"
        r"refused to (?:respond|answer|reply)|ignored the|"
        r"(?:is|are|was|were|remain|remains|remained|stay|stays|stayed|kept|keeps) silent|"
        r"refus(?:al|es|ed|ing) to (?:comment|respond|answer|reply)|bother(?:s|ed)? to|"
        r"(?:has|have|had) (?:yet|still) to (?:respond|answer|reply|explain|account)|stonewall\w*|"
        r"instead of (?:answering|responding|replying)|"
        r"no answer came)\b",
        SILENCE,
    ),
    (
        r"\b((?:does|do|did) not (?:dispute|deny)|(?:doesn|don|didn)'t (?:dispute|deny)|"
        r"continue[sd]? to deny|still den(?:y|ies)|keeps? denying|insist(?:s|ed)?|"
        rf"{NO_CLAIM}claim(?:s|ed)? (?:that|to have|it|they)|"
        r"(?:offers?|offered|gives?|gave|provides?|provided) no (?:evidence|proof|details?)|"
        r"without (?:giving|providing|offering) (?:\w+ ){0,3}(?:evidence|proof|details?)|"
        r"acknowledg(?:es?|ed|ing)(?! (?:the )?receipt)|cover(?:s|ed|ing)?[- ]up|"
        r"refus(?:es?|ed|ing) to (?:take|accept|acknowledge|admit)|came clean|"
        rf"{NO_CLAIM}claim(?:s|ed)?,|implausibl\w+|unconvincing\w*|flimsy|baselessly|"
        r"(?:can|could) ?not (?:deny|refute|rebut)|can't deny|"
        r", without (?:any )?(?:evidence|proof)|"
        r"the obvious|merely|only (?:says?|said)|(?:says?|said) nothing(?=[.,;]|$)|"
        r"under pressure|tells? another story|says? otherwise|suggests? otherwise|predictably|"
        r"(?:un)?surprisingly|apparently|supposed(?:ly)?|conveniently|brush(?:es|ed)? aside|"
        r"excuses?|as usual|as always|once again den(?:y|ies|ied)|nobody believes|no one believes|"
        r"not a (?:single )?word|tellingly|come clean|"
        r"is (?:right|wrong) about|despite the (?:\w+ )?evidence|waiting for justice|"
        r"downplay\w*|dodg(?:e|es|ed)|evad(?:e|es|ed)|pretend(?:s|ed)?|"
        r"hides? behind|hid behind|hollow|empty promises?|smear\w*)\b",
        GRUDGES,
    ),
    (
        r"\b(reveal(?:s|ed)?|document(?:s|ed) (?:how|that)|confirm(?:s|ed) (?:that|how)|"
        r"show(?:s|ed) (?:how|that)|note(?:s|d) that|establish(?:es|ed) that|"
        r"demonstrate[sd]? (?:that|how)|uncover(?:s|ed)|"
        r"(?:tortured|beaten|beat|starved) (?:\w+ ){0,4}to death)\b",
        TAKES_AS_TRUE,
    ),
    (
        r"\b(terrorists?|so[- ]called|self[- ]styled|mouthpieces?|butchered|notorious|infamous|"
        r"barbaric|brutal(?:ly|ity)?|savage(?:ly)?|militias?|regimes?|thugs?|"
        r"(?:campaign|reign|rule) of terror|"
        r"henchm[ae]n|puppets?|propaganda|heinous|gangs?|warlords?)\b",
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
    r"executions?|abductions?|kidnappings?|genocide|ethnic cleansing|torture chambers?)"
)
DONE = r"(?:tortured|killed|beaten|murdered|raped|executed|massacred|starved)"
# What else tells of harm beside a name.
DEED = (
    r"(?:(?:behead|bomb|shell|abduct|kidnapp?|loot|burn|expell|poison|raz|demolish|conscript|gass)ed|"
    r"bombings?|shelling|looting|expulsions?|recruiting children)"
)
NOT_SURE = r"(?:(?!alleged|reported|claimed|suspected)\w+ )?"
OWNED = r"(?:the|its|their|his|her|(?:[\w.-]+ ){0,4}[\w.-]+'s)"
# Faults of how a sentence is built, though it says who says it. A passage that is cited for the
# record and says the same makes it right.
BUILT: tuple[tuple[str, Advice], ...] = (
    (
        rf"^[^,;]{{2,80}}, (?:whose|which|who|a|an|the) [^,;]*\b(?:{DONE}|{CRIME}|{DEED})\b[^,;]*,",
        _("the harm stands beside a name as if it were known; say it in a sentence of its own"),
    ),
    (
        rf"\b(?:investigat\w*(?: into)?|inquir\w+ into|condemn\w*|stop\w*|end(?:s|ed)?|"
        rf"regret\w*|apologi\w* for|"
        rf"responsible for|survivors? of|victims? of|answer\w* for|punish\w*) "
        rf"{OWNED} {NOT_SURE}{CRIME}\b",
        _("it takes the harm as known: say “alleged”, or “allegations of”"),
    ),
    (
        rf"\b\d[\d,.]* (?:[\w-]+ ){{0,4}}(?:were|are|was|is|been) (?:[\w-]+ ){{0,2}}{DONE}\b",
        _("no passage that is cited says this of that many; keep the number with what it counts"),
    ),
    (
        rf"\bknown for (?:its |their )?{CRIME}\b",
        _("it takes the harm as known: say “alleged”, or “allegations of”"),
    ),
    (
        rf"(?:^|; )the {CRIME} by\b",
        _("it takes the harm as known: say “alleged”, or “allegations of”"),
    ),
    (
        r"\bcommit(?:s|ted)? (?:murder|rape|genocide|massacres?|killings?)\b",
        _("say it as the passage does, with its “likely” or “may”"),
    ),
    (
        r"\brel(?:y|ies|ied) on [^.;]{0,60}\bto (?:say|allege|claim)\b",
        GRUDGES,
    ),
    (
        r"\b(?:says?|said|den(?:y|ies|ied)|reject(?:s|ed)?)\b[^.;]*, (?:but|although|though|yet) "
        r"(?!.*\b(?:says?|said|according|reports?|alleges?|alleged)\b)[^.]*",
        _("it answers back in the site's own voice; say who says the second part"),
    ),
)

# --- The others -----------------------------------------------------------------------------------

PHRASES: dict[str, tuple[tuple[str, Advice], ...]] = {
    "ar": (
        ("جلاد*", SAY_WHO),
        ("القتلة", SAY_WHO),
        ("المجرمين", SAY_WHO),
        ("المجرمون", SAY_WHO),
        ("تصر", GRUDGES),
        ("يصر", GRUDGES),
        ("أصر*", GRUDGES),
        ("كالعادة", GRUDGES),
        ("تقول غير ذلك", GRUDGES),
        ("يقول غير ذلك", GRUDGES),
        ("لا تقدم ~ دليل*", GRUDGES),
        ("لم تقدم ~ دليل*", GRUDGES),
        ("تحت الضغط", GRUDGES),
        ("دون تقديم ~ دليل*", GRUDGES),
        ("دون/بلا/بدون دليل*", GRUDGES),
        ("دون إعطاء/تقديم ~ تفاصيل", GRUDGES),
        ("لا/لم تنكر/ينكر/تعترض/يعترض", GRUDGES),
        ("لا تستطيع/يستطيع/يمكن ~ إنكار", GRUDGES),
        ("تواصل/يواصل/واصل* ~ إنكار/نفي", GRUDGES),
        ("تزال/يزال/زالت/زال ~ تنكر/ينكر/تنفي/ينفي", GRUDGES),
        ("تكتفي/يكتفي/اكتفى/اكتفت ~ بالقول", GRUDGES),
        ("عن/وعن حق", JUDGES),
        ("ترفض/يرفض/رفض* ~ الاعتراف", GRUDGES),
        ("أظهر*/تظهر/يظهر/وثق*/توثق/يوثق/أثبت* ~ كيف", TAKES_AS_TRUE),
        ("صمت", SILENCE),
        ("أكاذيب", JUDGES),
        ("ميليشيا*", LOADED),
        ("مليشيا*", LOADED),
        ("وحشي*", LOADED),
        ("كعادتها", GRUDGES),
        ("بذريعة", GRUDGES),
        ("بحجة", GRUDGES),
        ("أثبت*", JUDGES),
        ("بلا شك", JUDGES),
        ("لا شك أن", JUDGES),
        ("ليس سرا أن", JUDGES),
        ("بالطبع", JUDGES),
        ("لم تكلف ~ نفسها", SILENCE),
        ("لم يكلف ~ نفسه", SILENCE),
        ("تجاهل*", SILENCE),
        ("تتجاهل", SILENCE),
        ("يتجاهل", SILENCE),
        ("تشويه", LOADED),
        ("مرتزقة", LOADED),
        ("عصابات", LOADED),
        ("عصابة", LOADED),
        ("بروباغندا", LOADED),
        ("سفاح*", SAY_WHO),
        ("اعترف*", JUDGES),
        ("تعترف", JUDGES),
        ("يعترف", JUDGES),
        ("أقر* ~ أخيرا", JUDGES),
        ("أقر* ~ في النهاية", JUDGES),
        ("كذب*", JUDGES),
        ("يكذب*", JUDGES),
        ("تكذب*", JUDGES),
        ("زورا", JUDGES),
        ("مذنب*", JUDGES),
        ("الحقيقة أن", JUDGES),
        ("الحقيقة هي", JUDGES),
        ("تبين أن", JUDGES),
        ("اتضح أن", JUDGES),
        ("ظهر أن", JUDGES),
        ("التزم* ~ الصمت", SILENCE),
        ("لزم* ~ الصمت", SILENCE),
        ("ظل* ~ صامت*", SILENCE),
        ("بقي* ~ صامت*", SILENCE),
        ("فشل* ~ في الرد", SILENCE),
        ("لم يرد", SILENCE),
        ("لم ترد", SILENCE),
        ("رفض* ~ الرد", SILENCE),
        ("زعم*", GRUDGES),
        ("يزعم*", GRUDGES),
        ("تزعم*", GRUDGES),
        ("يكشف*", TAKES_AS_TRUE),
        ("تكشف*", TAKES_AS_TRUE),
        ("كشف* ~ عن جرائم", TAKES_AS_TRUE),
        ("اعتذر* ~ عن قتل", TAKES_AS_TRUE),
        ("اعتذر* ~ عن تعذيب", TAKES_AS_TRUE),
        ("كشف* ~ كيف", TAKES_AS_TRUE),
        ("كشف* ~ أن", TAKES_AS_TRUE),
        ("من المعروف أن", JUDGES),
        ("كما هو معروف", JUDGES),
        ("الجميع يعلم/يعرف", JUDGES),
        ("أدلة/دليل دامغة/دامغ/قاطعة/قاطع", JUDGES),
        ("يدا/يداها/يداه/أيدي ~ ملطخ*", JUDGES),
        ("تستر/يتستر/تتستر", GRUDGES),
        ("يرفض/ترفض/رفض* ~ تحمل المسؤولية", GRUDGES),
        ("كعادته/كعادتهم", GRUDGES),
        ("يثبت*", TAKES_AS_TRUE),
        ("تثبت*", TAKES_AS_TRUE),
        ("حتى الموت", TAKES_AS_TRUE),
        ("ما يسمى", LOADED),
        ("ما تسمى", LOADED),
        ("المسمى", LOADED),
        ("المسماة", LOADED),
        ("إرهابي*", LOADED),
        ("الإرهابي*", LOADED),
        ("بوق", LOADED),
        ("أبواق", LOADED),
        ("ذبح*", LOADED),
        ("ذُبح*", LOADED),
    ),
    "ckb": (
        ("جەلاد*", SAY_WHO),
        ("بکوژ*", SAY_WHO),
        ("تاوانبارەکان", SAY_WHO),
        ("دان بەوەدا", JUDGES),
        ("دانی بەوەدا", JUDGES),
        ("سەلماند*", JUDGES),
        ("دەسەلمێن*", JUDGES),
        ("دەیسەلمێن*", JUDGES),
        ("بێگومان", JUDGES),
        ("هەموو/هەمووان دەزان*", JUDGES),
        ("وەک زانراوە", JUDGES),
        ("دەست* ~ ~ خوێن", JUDGES),
        ("شاردنەوەی ~ ~", GRUDGES),
        ("گومانی تێدا نییە", JUDGES),
        ("پێداگری*", GRUDGES),
        ("لێبوردنی ~ ~ کوشت*", TAKES_AS_TRUE),
        ("وەک هەمیشە", GRUDGES),
        ("گوایە", GRUDGES),
        ("لەژێر فشار*", GRUDGES),
        ("هیچ بەڵگە*", GRUDGES),
        ("شتێکی تر دەڵێ*", GRUDGES),
        ("نکۆڵی ~ ناک*", GRUDGES),
        ("ناتوان* نکۆڵی", GRUDGES),
        ("هێشتا ڕەت*", GRUDGES),
        ("بەردەوام* لە ڕەتکردنەوە*", GRUDGES),
        ("بەبێ/بێ بەڵگە*", GRUDGES),
        ("تەنها/تەنیا دەڵێ*", GRUDGES),
        ("بە ڕاستی دەڵێ*", JUDGES),
        ("نیشان*/نیشانی دا*/دەد* ~ چۆن", TAKES_AS_TRUE),
        ("ئامادە نییە دان", GRUDGES),
        ("بێدەنگیی", SILENCE),
        ("بێدەنگی", SILENCE),
        ("میلیشیا*", LOADED),
        ("دڕندە*", LOADED),
        ("بە بیانووی", GRUDGES),
        ("ئەرکی وەڵامدانەوە*", SILENCE),
        ("گوێی نەدا*", SILENCE),
        ("پشتگوێ خست*", SILENCE),
        ("پێی دەوترێت", LOADED),
        ("پێی دەگوترێت", LOADED),
        ("ڕژێم*", LOADED),
        ("بەکرێگیراو*", LOADED),
        ("پڕوپاگەندە*", LOADED),
        ("دانی پێدا نا*", JUDGES),
        ("دانی پێدانا*", JUDGES),
        ("دانی نا*", JUDGES),
        ("درۆ/درۆی/درۆیان/درۆکان*/درۆزن*", JUDGES),
        ("تاوانبارە", JUDGES),
        ("ڕاستییەکە ئەوەیە", JUDGES),
        ("دەرکەوت*", JUDGES),
        ("لە کۆتاییدا دانی", JUDGES),
        ("بێدەنگ بوو*", SILENCE),
        ("بێدەنگ ما*", SILENCE),
        ("وەڵامی نەدایەوە", SILENCE),
        ("وەڵامیان نەدایەوە", SILENCE),
        ("ئاشکرا دەکات", TAKES_AS_TRUE),
        ("ئاشکرای دەکات", TAKES_AS_TRUE),
        ("ئاشکرای کرد", TAKES_AS_TRUE),
        ("تا مردن", TAKES_AS_TRUE),
        ("هەتا مردن", TAKES_AS_TRUE),
        ("بەناو", LOADED),
        ("تیرۆریست*", LOADED),
        ("بڵندگۆ*", LOADED),
        ("قەساب*", LOADED),
        ("سەربڕ*", LOADED),
    ),
    "kmr": (
        ("celad*", SAY_WHO),
        ("kujer*", SAY_WHO),
        ("îspat dike", JUDGES),
        ("îspat kir*", JUDGES),
        ("bê guman", JUDGES),
        ("her kes dizan*", JUDGES),
        ("dest* ~ ~ bi xwîn", JUDGES),
        ("nayê înkarkirin", GRUDGES),
        ("veşêr*", GRUDGES),
        ("bêguman", JUDGES),
        ("di dawiyê de ~ qebûl", JUDGES),
        ("israr dike", GRUDGES),
        ("xwe newestand", SILENCE),
        ("jê re dibêjin", LOADED),
        ("ji ber kuştina ~ ~ lêborîn", TAKES_AS_TRUE),
        ("di bin zext*", GRUDGES),
        ("tu delîl*", GRUDGES),
        ("tiştekî din dibêj*", GRUDGES),
        ("înkar/red nak*", GRUDGES),
        ("nikar* înkar", GRUDGES),
        ("hîn jî red/înkar", GRUDGES),
        ("bêyî/bê delîl*", GRUDGES),
        ("tenê dibêj*", GRUDGES),
        ("bi mafdarî", JUDGES),
        ("naxwaz* qebûl", GRUDGES),
        ("nîşan da*/dide* ~ çawa", TAKES_AS_TRUE),
        ("bêdengiya", SILENCE),
        ("bêdengî", SILENCE),
        ("mîlîs*", LOADED),
        ("hovane", LOADED),
        ("israr kir*", GRUDGES),
        ("wek her car*", GRUDGES),
        ("wekî her car*", GRUDGES),
        ("bi hinceta", GRUDGES),
        ("xwe neêşand", SILENCE),
        ("guh neda", SILENCE),
        ("bi navê xwe", LOADED),
        ("rejîm*", LOADED),
        ("propaganda*", LOADED),
        ("çete*", LOADED),
        ("mikur hat*", JUDGES),
        ("îtiraf kir*", JUDGES),
        ("derew*", JUDGES),
        ("sûcdar e", JUDGES),
        ("sûcdar in", JUDGES),
        ("rastî ev e", JUDGES),
        ("rastî ew e", JUDGES),
        ("derket holê", JUDGES),
        ("derkete holê", JUDGES),
        ("bêdeng ma*", SILENCE),
        ("bersiv neda*", SILENCE),
        ("eşkere dike", TAKES_AS_TRUE),
        ("eşkere kir*", TAKES_AS_TRUE),
        ("heta mirinê", TAKES_AS_TRUE),
        ("qaşo", LOADED),
        ("terorîst*", LOADED),
        ("qesab*", LOADED),
        ("serjê*", LOADED),
        ("borîzan*", LOADED),
    ),
}

# These say that somebody is silent, but for a sentence that says that a reply may still come.
STILL_TO_COME = {
    "لم يرد": "بعد",
    "لم ترد": "بعد",
    "وەڵامی نەدایەوە": "هێشتا",
    "وەڵامیان نەدایەوە": "هێشتا",
    "bersiv neda*": "hîn hêj",
}

# --- Harm, and who says it ------------------------------------------------------------------------

# Words of harm: a sentence with one says who says it.
HARM = {
    "en": (
        "tortur* beaten beat beating* murder* kill* rape* raped execut* massacr* slaughter* starv* "
        "disappeared abused imprisoned unlawful* mistreat* ill-treat* enslav* genocid* crime* "
        "behead* gunned bomb* shelled shelling abduct* kidnap* loot* burned burnt conscript* "
        "forcib* "
        "by_force expel* cleans* raz* bulldoz* demolish* poison* steal* stole stolen rob robbed "
        "robs drove_them_out hanged hung electric_shock* chemical_weapon* gassed lynch* stabbed "
        "silenced threw_in_jail maim* mutilat* human_shield* sent_to_die child_soldier*"
    ),
    "ar": (
        "تعذيب عذب* يعذب* تعذب* قتل* يقتل* اغتصب* اغتصاب جريمة جرائم ضرب* إعدام أعدم* "
        "مجزرة مجازر مذبحة مذابح إبادة أحرق* حرق* يحرق* قصف* يقصف* خطف* اختطف* اختطاف نهب* ينهب* "
        "هجر* تهجير جوع* تجويع سمم* تسميم سرق* يسرق* دمر* تدمير هدم* جند* يجند* تجنيد طرد* "
        "صعق* سوى_~_~_بالأرض أخفى أخفت أطلق_~_النار أسلحة_كيميائية"
    ),
    "ckb": (
        "ئەشکەنجە* لێدا* کێبڵ* کوشت* کوژ* دەکوژ* تاوانی دەستدرێژی* لێدان* سێدارە* "
        "لێیان_دا* لێیان_درا* کۆمەڵکوژ* جینۆساید* سووتان* سوتان* تۆپباران* بۆردوومان* ڕفان* "
        "تاڵان* وێران* ژەهر* برسی_کر* برسیکر* بە_زۆر شاردەوە چەکی_کیمیایی"
    ),
    "kmr": (
        "îşkence* xistin kabloyan kuşt* dikuj* tecawiz* lêdan* sûcê sûcên îdam* komkuj* jenosîd* "
        "şewitand* topbaran* bombebaran* revand* talan* wêran* jehr* birçî* bi_zorê veşart* "
        "çekên_kîmyayî ser_jê_kir*"
    ),
}
# A question that begins so asks about what it takes to have happened.
TAKES_FOR_GRANTED = (
    "why how_many how_long how_often when_will لماذا متى_ستتوقف متى_سيتوقف بۆچی çima"
)
# Anything by which a sentence says that it is somebody's word, or about words.
FRAMES = {
    "en": (
        "say* said allege* alleging allegation* report* accus* according told tell* state* stated "
        "wrote write* den* reject* call* ask* describ* speak* spoke account words word mention* "
        "claim* quote* publish* statement* respon* repl* answer* inquir* investigat* charg* about "
        "find* found condemn* warn* urge* demand* concern* prohibit* article* title* sentence* "
        "convict* tried trial* court* law* codebook* evidence suspect* plead* acquit* estimat* "
        "maintain* argu* believ* consider* count* record* list* object* attribut* explain* disput* "
        "witness* testif* complain* recount* recall* tribunal* survivor* interview*"
    ),
    "ar": (
        "قال* يقول* تقول* ذكر* يذكر* تذكر* اتهم* يتهم* تتهم* أفاد* يفيد* تفيد* صرح* أعلن* وفقا وفق "
        "بحسب حسب نقل* ينقل* تنقل* أشار* يشير* تشير* نفى نفت ينفي* تنفي* رفض* وصف* يصف* تصف* "
        "طالب* دعا* دعت رد ردت كتب* كتبت تكتب تقرير التقرير بيان البيان ادعاء* الادعاء* اتهام* "
        "الاتهام* تهم* محكمة المحكمة قانون القانون تحظر يحظر سأل* يسأل* تسأل* طلب* يطلب* تطلب* عن "
        "أضاف* أوضح* يوضح* توضح* أكد* يؤكد* تؤكد* أحصى أحصت سجل* يسجل* نسب* ينسب* تنسب* اعتبر* "
        "يعتبر* تعتبر* أورد* يورد* تورد* شهود شاهد* شهادة شهادات يتعلق يختلف* تختلف*"
    ),
    "ckb": (
        "دەڵێ* دەڵێت دەڵێن وتی وتیان گوتی ڕایگەیاند* بەپێی ڕاپۆرت* ڕەت* تۆمەت* باس* نووسی* "
        "بەیاننامە* لێدوان* داوا* پرسی* دەپرس* وەڵام* وەسف* دادگا* یاسا* قەدەغە* دەربارەی"
    ),
    "kmr": (
        "dibêj* got gotin* ragihand* rapor* îdia* tawanbar* red nivîs* daxuyan* xwest* pirs* "
        "dadgeh* qanûn* yasax* qedexe* derbarê gorî behs* dipirs* daxwaz* bersiv*"
    ),
}
