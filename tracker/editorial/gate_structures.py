"""Words by which sentences are built that are unfair though they say who says it.

Phrases as `phrases.py` reads them. What English alone has of the kind is in `gate_english.BUILT`.
"""

from __future__ import annotations

# A part between two commas that begins so tells something of the name before it.
RELATIVE = {
    "en": (
        "which who whose whom ~_whose ~_whom ~_which responsible_for known_for guilty complicit "
        "implicated notorious "
        "accomplice* author*_of architect*_of long_~_known run_by run_from paid_by backed_by "
        "funded_by itself_~_accused himself having behind_the a_known the_same never not "
        "no_stranger no_friend once_again itself long_a ever"
    ),
    "ar": (
        "التي الذي الذين اللذان اللتان وهي وهو وهم معروف* مسؤول* متورط* ضالع* مدان* مشهور* "
        "مذنب* معادي*"
    ),
    "ckb": "کە ناسراو* بەناوبانگ* بەرپرس* تاوانبار*",
    "kmr": "ku navdar* berpirs* sûcdar* naskirî",
}
# And one so, if it is the first after a name.
IN_APPOSITION = {
    "en": "a an the once long one its their this that",
    "ar": "أحد إحدى هذا هذه ذلك تلك صاحب صاحبة ذو ذات أكبر أكثر أشهر",
    "ckb": "ئەو ئەم یەکێک خاوەن گەورەترین",
    "kmr": "ew ev yek xwediyê xwedî mezintirîn",
}
# The first part of a sentence that begins so is set against the rest.
WHILE = {
    "en": "while although though whereas even_as even_though even_while much_as for_all despite",
    "ar": (
        "بينما فيما في_حين في_وقت_الذي رغم_أن مع_أن على_رغم_من_أن برغم_أن ولئن لئن رغم_أنه مع_أنه"
    ),
    "ckb": "لە_کاتێکدا هەرچەندە ئەگەرچی گەرچی لەگەڵ_ئەوەی سەرەڕای_ئەوەی کاتێک_~_~_ڕەت*/نکۆڵی*",
    "kmr": "dema/gava_~_~_~_red/înkar her_çend* herçend* tevî_ku digel_ku her_çiqas* herçiqas",
}
# The first part of a sentence that begins so takes back what somebody says in the rest.
CONCEDES = {
    "en": (
        "although though even_though even_as even_while despite in_spite_of notwithstanding "
        "contrary_to regardless_of never_mind"
    ),
    "ar": "رغم برغم على_رغم مع_أن رغم_أن مع_أنه رغم_أنه وإن_كان ولئن خلافا_ل بخلاف",
    "ckb": "هەرچەندە ئەگەرچی گەرچی سەرەڕای لەگەڵ_ئەوەی پێچەوانەی بە_پێچەوانەی",
    "kmr": "her_çend* herçend* her_çiqas* herçiqas tevî digel_ku tevî_ku berevajî li_dijî_~_rastî",
}
# In these languages the same word is “that”, after a verb of saying.
SAME_AS_THAT = ("ckb", "kmr")
# Harm as a noun beside a name: what somebody is called.
CALLED = {
    "ar": "قاتل* قتلة جلاد* مجرم* عدو* معادي* خصم*",
    "ckb": "بکوژ* جەلاد* دوژمن* نەیار*",
    "kmr": "kujer* celad* dijmin*",
}

# The first part of a sentence, up to its comma, that begins so tells when, as if it had happened.
WHEN = {
    "en": (
        "responsible_for guilty_of complicit_in implicated_in known_for notorious_for fresh_from "
        "unmoved_by undeterred_by not_content_with having by ~_after ~_before ~_since "
        "weeks_after days_after hours_after months_after years_after shortly_after soon_after "
        "days_before hours_before in_response_to in_the_wake_of amid following rather_than while "
        "when after before as even_as even_while even_after even_though although since once "
        "now_that because given_that despite in_spite_of notwithstanding"
    ),
    "ar": (
        "مسؤول*_عن متورط* ضالع* مدان* على_رغم لما رغم برغم ~_بعد ~_عقب بعد عقب إثر أثناء خلال "
        "وسط قبل بعيد بينما فيما عندما حين حينما بعدما قبلما بعد_أن قبل_أن منذ_أن رغم_أن مع_أن "
        "لأن في_وقت_الذي وسط أعقاب في_أعقاب غداة عشية على_إثر على_خلفية"
    ),
    "ckb": (
        "بەرپرس*_لە تاوانبار*_بە گەرچی سەرەڕای هەرچەندە هەرچەند ئەگەرچی دوای پاش پێش ~_دوای "
        "~_پاش چەند_~_دوای چەند_~_پاش لە_کاتی لە_کاتێکدا کاتێک دوای_ئەوەی پێش_ئەوەی لەگەڵ_ئەوەی "
        "سەرەڕای_ئەوەی چونکە لەوەتەی"
    ),
    "kmr": (
        "berpirs* sûcdarê herçiqas her_çiqas her_çend herçend ~_piştî ~_berî piştî berî di_dema "
        "çend_~_piştî dema_ku dema gava_ku gava piştî_ku berî_ku tevî_ku digel_ku ji_ber_ku "
        "ji_dema_ku"
    ),
}

# Harm as a thing that somebody inquires into, stops or condemns, unless it is called alleged.
_AR = (
    "تعذيب/قتل/جرائم/جريمة/اغتصاب/إعدام/إعدامات/ضرب/مقتل/خطف/قصف/نهب/مجزرة/مجازر/مذبحة/مذابح/"
    "انتهاك*/إبادة/تجويع/تهجير/فظائع/اعتداء*/وحشية/قمع/تنكيل/إحراق/إغراق/شنق"
)
_CKB = (
    "ئەشکەنجە*/کوشتن*/لێدان*/تاوان/تاوانی/تاوانەکان*/تاوانەکانی/دەستدرێژی*/کۆمەڵکوژی*/ڕفاندن*/"
    "تۆپباران*/بۆردوومان*/تاڵان*/پێشێلکاری*/سووتاندن*/خنکاندن*/جینۆساید*"
)
_KMR = (
    "îşkence*/kuştin*/lêdan*/tecawiz*/îdam*/komkuj*/revandin*/topbaran*/bombebaran*/talan*/"
    "binpêkirin*/şewitandin*/xeniqandin*/jenosîd*/sûcên/sûcê/qetlîam*"
)
TAKEN = {
    "ar": (
        f"تحقيق*/تحقق/يحقق/حقق*/ستحقق/سيحقق ~ في {_AR}",
        f"تحقيق*/تحقق/يحقق/حقق*/ستحقق/سيحقق ~ في عمليات/حوادث {_AR}",
        f"أدان*/تدين/يدين/ندد*/تندد/يندد ~ {_AR}",
        f"مسؤول* عن {_AR}",
        f"مسؤول* عن عمليات/حوادث {_AR}",
        f"وقف/إنهاء {_AR}",
        f"وقف/إنهاء عمليات {_AR}",
        f"تفسير/تبرير/توضيح/تبرر/يبرر/يفسر/تفسر ~ {_AR}",
        f"ضحايا/ضحية/ناجين/ناجون/ناجيات ~ {_AR}/مجزرة/مجازر/مذبحة",
        f"اعتذر*/يعتذر/تعتذر/اعتذار*/تعويض*/تكفير ~ عن {_AR}",
        f"اعتذر*/يعتذر/تعتذر/اعتذار* ~ عن عمليات/حوادث {_AR}",
        f"استمر*/يستمر/تستمر/واصل*/يواصل/تواصل/استأنف*/يستأنف ~ {_AR}",
        f"ناقش*/يناقش/تناقش/بحث*/يبحث ~ {_AR}",
        f"أيام/أسابيع/أشهر/شهر/شهرين/شهور/سنوات/سنة/عام/عامين/يوم/ساعات بعد/من/على {_AR}",
        f"{_AR} ~ التي/الذي ارتكب*/يرتكب*/ترتكب*/اقترف*",
        f"معاقبة/سيعاقب/ستعاقب/محاسبة ~ على {_AR}",
        f"وراء/خلف ~ {_AR}",
        f"موقع/مكان/ساحة/مسرح/ليلة/ذكرى/صور/مشاهد/حجم/مدى/تفاصيل/حقيقة ~ {_AR}",
        f"دور*/ضلوع*/تورط*/مشاركت*/علم* ~ في/ب {_AR}",
        f"مسؤوليت*/مسؤولية ~ عن {_AR}",
        "ذوي/أهالي/أسر/عائلات ~ ضحايا",
        f"مرتكبي/منفذي/مدبري ~ {_AR}",
        f"سكوت*/صمت*/تستر* ~ على/عن {_AR}",
        f"عزى/نعى/أسف*/يأسف/تأسف/آسف/حزن*/ندم* ~ على/ل/في {_AR}",
        f"كف*/يكف/تكف/توقف*/يتوقف/تتوقف/امتنع* ~ عن {_AR}",
        f"منع/وضع_حد/حد ~ ل {_AR}",
        f"استذكر*/ينسى/تنسى/نسي* ~ {_AR}",
    ),
    "ckb": (
        f"لێکۆڵینەوە*/لێپێچینەوە* لە {_CKB}",
        f"بەرپرس* لە {_CKB}",
        f"{_CKB} ~ ~ شەرمەزار*/ئیدانە*",
        f"{_CKB} ~ بوەست*/ڕابگر*",
        f"{_CKB} ~ ~ ڕوون",
        f"{_CKB} ~ پاساو*",
        f"کۆتایی* ~ بە {_CKB}",
        f"سزای {_CKB}",
        f"{_CKB} خۆی/خۆیان",
        f"مانگ*/هەفتە*/ڕۆژ*/ساڵ*/کاتژمێر* دوای/پاش ~ {_CKB}",
        f"{_CKB}/تاوانانە* ~ کردوویەتی",
        f"لێبوردن* ~ لە/بۆ {_CKB}",
        f"بەردەوام* ~ لە {_CKB}",
        f"لە پشت {_CKB}",
        f"{_CKB} ~ ~ دەکۆڵ*/کۆڵی*",
        f"لە {_CKB} ~ ~ دەکۆڵ*/کۆڵی*",
        f"ساڵیادی/وردەکارییەکانی {_CKB}",
        f"ڕۆڵی/دەستی/بەشداریی/بەشداری ~ لە {_CKB}",
        f"ڕزگاربوو* ~ لە {_CKB}",
        f"ڕزگاربووانی/شایەتانی/شایەتەکانی {_CKB}",
        f"بەرپرسیارێتی*/بەرپرسیاریەتی* ~ {_CKB}",
        f"بکەرانی/ئەنجامدەرانی {_CKB}",
        f"ئاگاداری/ئاگای ~ لە {_CKB}",
        f"واز/دەست* ~ لە {_CKB} ~ بهێن*/هەڵبگر*/دەهێن*/هەڵدەگر*",
        f"پەشیمان* ~ لە {_CKB}",
        f"{_CKB} ~ ~ بوەستێن*/دەوەستێن*/ڕادەگر*/بووەستێن*",
        f"لەبەر/بەهۆی/پاش/دوای {_CKB} ~ ~ داوای_لێبوردن*/لێبوردن*",
        f"قوربانی* ~ {_CKB}/کۆمەڵکوژی*",
    ),
    "kmr": (
        f"lêpirsîna/lêkolîna {_KMR}",
        f"{_KMR} ~ lêkolîn/lêpirsîn bik*/dik*/kir*",
        f"{_KMR} ~ ~ şermezar",
        f"{_KMR} rawest*",
        f"berpirs* ji/ya/yê {_KMR}",
        f"berpirs* {_KMR}",
        f"{_KMR} ~ rave/şîrove bik*/dik*/kir*",
        f"dawî ~ li/bi {_KMR}",
        f"bo/ber {_KMR} ~ ~ lêborîn",
        f"lêborîn* ~ bo/ber {_KMR}",
        f"{_KMR} xwe",
        f"meh*/hefte*/heft*/roj*/sal*/saet* piştî ~ {_KMR}",
        f"{_KMR} ku ~ kir*",
        f"{_KMR} ~ didom*",
        f"qurbani* ~ {_KMR}/komkuj*",
        f"ji {_KMR} ~ ~ rizgar/filitî*",
        "sûcên/sûcê ~ ~ şermezar",
        f"li pişt/paş {_KMR}",
        f"cihê/şeva/roja/salvegera/bîranîna/wêneyên/dîmenên/rastiya/hûrguliyên {_KMR}",
        f"rola/destê/beşdariya ~ ~ di {_KMR}",
        f"rizgarbûyên/filitiyên/şahidên/mexdûrên {_KMR}",
        f"berpirsiyari*/berpirsyari* ~ {_KMR}",
        f"kiryarên/pêkanînerên {_KMR}",
        f"hay* ~ ji {_KMR}",
        f"dev ~ ji {_KMR}",
        f"poşman* ~ ji {_KMR}",
        f"ji ber {_KMR} ~ ~ lêborîn",
        f"dê {_KMR} ~ ~ lêkolîn/lêpirsîn",
        f"dê ~ ~ {_KMR} ~ ~ lêkolîn/lêpirsîn",
        f"nehişt*/nahêl*/rê ~ li {_KMR}",
        f"ceza* {_KMR}",
    ),
}
ALLEGED = {
    "ar": (
        "محكمة محاكم قاض* قضاء مزعوم* ادعاء* مزاعم اتهام* تهم* يقال تقول يقول تصف* يصف* تذكر* "
        "يذكر* تورد* يورد* ينسب* تنسب*"
    ),
    "ckb": "تۆمەت* ئیدیعا* باس* گوایە بانگەشەکراو* بانگەشە*",
    "kmr": "îdia* tawanbar* behs* tên_gotin",
}

# So many of whom harm is told: the words just before the number, or soon after it.
BEFORE_NUMBER = {"ar": "قتل قتلت قتلوا قتلن مقتل عذب* إعدام أعدم* تعذيب", "ckb": "", "kmr": ""}
# “The number of the dead: 17” tells how many there are said to be, not of a deed.
HOW_MANY = {"ar": "عدد أعداد حصيلة", "ckb": "ژمارەی", "kmr": "hejmara"}
AFTER_NUMBER = {
    "ar": ("قتلوا عذبوا أعدموا ضربوا اغتصبوا قتلن عذبن تعرض*_تعذيب/ضرب/قتل/اغتصاب ماتوا_تحت_تعذيب"),
    "ckb": "کوژرا کوژران کوژراون کوژرابوون ئەشکەنجە_در* سێدارە_در* لێدرا* لێیان_در*",
    "kmr": (
        "hat*_kuştin hat*_îşkencekirin hat*_îdamkirin hat*_îşkence_kirin hat*_îdam_kirin "
        "hat*_xistin"
    ),
}
# A number after one of these is a date or a place in a list.
NO_COUNT = {
    "ar": "في عام سنة منذ رقم يوم مادة صفحة",
    "ckb": "لە ساڵی ژمارە ڕۆژی ماددەی",
    "kmr": "di li sala hejmar roja",
}

# After one of these a sentence that told somebody's words must say whose the rest is.
BUT = {
    "en": "but although though yet whereas even_though even_as however while",
    "ar": "بينما فيما في_حين لكن* غير_أن* إلا_أن* رغم_أن* مع_أن* بيد_أن*",
    "ckb": "بەڵام هەرچەندە کەچی لەگەڵ_ئەوەی سەرەڕای_ئەوەی",
    "kmr": "lê lêbelê her_çend* tevî_ku digel_ku",
}
# Also a particle of verbs; it is “but” after a comma.
BUT_AFTER_COMMA = {
    "en": "but although though yet whereas even however while",
    "kmr": "lê",
}
# After a denial and a semicolon, harm that nobody says answers back.
DENIES = {
    "en": "den* reject*",
    "ar": "نفى نفت ينفي* تنفي* رفض*",
    "ckb": "ڕەت*",
    "kmr": "red înkar*",
}

# Harm first and, after one of these, who says so: too late, the site has said it.
THEN = {
    "en": "and then but yet so while whereas though although even",
    "ar": "ثم فيما بينما لكن* غير_أن* إلا_أن*",
    "ckb": "و پاشان دواتر ئینجا بەڵام کەچی هەرچەندە",
    "kmr": "û paşê piştre dûre lê lêbelê her_çend*",
}
# “And” is a letter of the next word, but for “according to” and what tells of the name before it.
AND_OF_A_WORD = {"ar": ("و", ("وف", "وهو", "وهي", "وهم", "وحسب", "وبحسب", "وكما"))}
# The same without a comma: “killed prisoners and said …”.
AND_SAID = {
    "en": "and/then/but_said/say/told/denied/deny/blamed/blame/called/call/rejected/reject",
    "ar": "ثم_قال*/نفى/نفت/أعلن*/ادعى/ادعت/زعم*",
    "ckb": "و/پاشان_گوتی/وتی/گوتیان/وتیان/ڕەتی",
    "kmr": "û/paşê_got/gotin/red/înkar",
}
# What a sentence is about is not yet who says it.
ABOUT = {"en": "about concern*", "ar": "عن يتعلق", "ckb": "دەربارەی", "kmr": "derbarê"}
# “And”, before another clause; in Arabic it is a letter of the next word.
AND = {"en": "and while yet", "ar": "بينما فيما", "ckb": "و", "kmr": "û"}
# Deeds as verbs in the past; their nouns may be joined to others by “and”.
DEED = {
    "en": (
        "killed murdered tortured beat raped burned shot executed starved abducted massacred bombed"
    ),
    "ar": "قتل قتلت قتلوا عذب عذبت أحرق أعدم ضرب",
    "ckb": "کوشت کوشتی کوشتیان خێزانێکیان_کوشت ئەشکەنجە_دا سووتاند سووتاندیان",
    "kmr": "kuşt kuştin şewitand şewitandin îdam_kir îşkence_kir",
}
# What becomes of people: who grudges what is said of it takes a side, though no harm is named.
FATES = {
    "en": (
        "sank sunk sink capsiz* storm boat fire fires cell cells prisoner* detainee* inmate* "
        "arrest* "
        "detain* custody evict* boy boys girl girls child children woman women man men body bodies "
        "dead missing wounded injur* casualt* suicide himself herself themselves will voluntar* "
        "willingly fell jumped accident* illness heart overcrowd* released hospital patient* "
        "villager* farmer* worker* fighter* hostage* captive* grave* food water"
    ),
    "ar": (
        "غرق* قارب مركب حريق زنزان* زنازين سجين سجناء سجينات محتجز* معتقل* نزيل نزلاء اعتقل* "
        "احتجز* "
        "فتى فتية فتاة فتيات طفل أطفال امرأة نساء رجل رجال رجلين جثة جثث مفقود* جريح جرحى مصاب* "
        "انتحر* شنق* نفسه أنفسهم بإرادت* بإرادتهم طوعا طوعية سقط* قفز* حادث* مرض* نوبة قلبية أفرج* "
        "مستشفى مريض مرضى قروي* فلاح* عامل عمال مقاتل* رهين* أسير أسرى قبر قبور مدني* مدنيين"
    ),
    "ckb": (
        "نوقم* بەلەم* ئاگر* ژوور* زیندان* گیراو* دەستبەسەر* کوڕ* کچ* منداڵ* ژن* پیاو* تەرم* لاشە* "
        "بێسەروشوێن* بریندار* خۆکوژ* خۆی_کوشت خۆیان ئارەزو* ویستی_خۆ* کەوت* ڕووداو* نەخۆش* ئازاد* "
        "گوندنشین* جووتیار* کرێکار* چەکدار* دیل* گۆڕ* مەدەنی* دڵ"
    ),
    "kmr": (
        "noq* keştî qeyik agir* şane* hucre* zindan* girti* kur kurên keç keçên keçik* zarok* jin* "
        "mêr* cenaze* winday* birîn* xwekuj* xwe_kuşt dilê_xwe bi_dilê_xwe xwestina_xwe ket ketin "
        "qeza* bûyer* nexweş* berdan gundî* cotkar* karker* şervan* dîl* gor* goristan sivîl* dil"
    ),
}
# A noun between commas after a name: what somebody is called, unless it is an office or a kind.
A_NOUN = {"en": "a an the", "ar": "", "ckb": "", "kmr": ""}
OFFICES = {
    "en": (
        "minister* ministry secretary spokes* director* head heads chief* president* chair* "
        "commander* "
        "governor* mayor* lawyer* judge* prosecutor* officer* official* general colonel major "
        "captain "
        "ambassador* envoy* adviser* advisor* member* leader* deputy organisation* "
        "organization* group "
        "agency body authority authorities party company council committee commission court "
        "newspaper "
        "daily weekly broadcaster station channel paper website city town village camp prison "
        "province "
        "region district country state union association institute university hospital clinic "
        "centre "
        "center school network coalition army force* unit brigade police doctor* teacher* nurse* "
        "engineer* farmer* trader* journalist* editor* researcher* expert* student* resident* "
        "witness* "
        "mother father brother sister son daughter wife husband uncle aunt cousin relative* former "
        "capital river border one two three four five first second third last day month year week "
        "same date number report letter statement article law charity foundation owner manager "
        "elder "
        "guard* soldier* guardian warden shepherd* detainee* prisoner* headquarters office "
        "department "
        "responder claimant accused others latter"
    ),
    "ar": "",
    "ckb": "",
    "kmr": (
        "serok* wezîr* wezaret* berdevk* rêvebir* rêveber* parêzer* parêzger* dadger* dozger* "
        "fermandar* "
        "şêwirmend* sekreter* endam* rêxistin* desthilat* mamoste* bijîşk* rojnamevan* walî "
        "şaredar* "
        "general* efser* nûner* lêkolîner* ajans* komele* dezge* partî* hêz* bajar* gund* kamp* "
        "girtîgeh* "
        "gerînende* midûr* alîkar* cîgir* balyoz* pispor* şahid* malbat* dayik* bav* bira* "
        "xwişk* jin* "
        "mêr* xwendekar* karker* cotkar* kesê kesa"
    ),
}
# What may stand beside a name and is no noun: when, where, by what, or a clause of its own.
ADJUNCTS = {
    "en": (
        "in on at by for with from of to as which who whose whom that speaking asked citing "
        "quoting "
        "answering interviewed quoted dated writing too also however then later meanwhile again "
        "instead moreover like unlike through under since after before during among and or both "
        "according when where while if once not only unnamed himself herself itself themselves"
    ),
    "kmr": (
        "di li bi ji ku piştî berî wekî wek her jî û an lê gava dema tevî digel bêyî ligel gorî "
        "herwiha paşê niha îro do"
    ),
}
# A verb by which somebody says something, or denies it.
TELLS = {
    "en": (
        "say* said den* reject* told tell* wrote write* repl* answer* claim* maintain* insist* "
        "argu*"
    ),
    "ar": (
        "قال* يقول* تقول* نفى نفت ينفي* تنفي* يرفض* رفض* أعلن* يعلن* ذكر ذكرت كتب كتبت ادعى "
        "يدعي* زعم*"
    ),
    "ckb": "دەڵێ* گوتی گوتیان وتی وتیان ڕەت* ڕایگەیاند* نکۆڵی* نووسی",
    "kmr": "dibêj* got gotin red înkar ragihand* nivîsî dinivîs* soz*",
}
# What begins so tells of a time or a place, and names nobody.
IN_A_PLACE = {
    "en": "in on at by during",
    "ar": "في خلال",
    "ckb": "لە بە لەسەر دوای پاش پێش لەنێوان",
    "kmr": "di li bi ji piştî berî",
}
