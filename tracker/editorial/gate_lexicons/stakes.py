"""Whom and what an unnamed harm would be done to, and what is neutral to tell of them.

No list has every deed. A sentence that is nobody's and tells something of people, homes, crops or
money is asked about, unless it only counts, names, hands over, writes or meets. As `phrases.py`
reads them.
"""

from __future__ import annotations

AT_STAKE = {
    "en": (
        "prisoner* detainee* inmate* captive* hostage* child children boy boys girl girls women "
        "woman men man people minor* baby babies infant* teenager* pupil* student* teacher* "
        "villager* farmer* "
        "peasant* shepherd* fisherm* miner* worker* labourer* laborer* trader* shopkeeper* driver* "
        "family families patient* nurse* doctor* journalist* reporter* civilian* refugee* migrant* "
        "displaced protester* demonstrator* resident* neighbour* neighbor* mother* father* son "
        "sons "
        "daughter* brother* sister* orphan* elder elders mourner* worshipper* believer* minority "
        "homes houses land lands field fields crop* harvest* orchard* grove* well wells river* "
        "livestock cattle sheep flock* money aid wage* salar* pension* savings grain flour bread "
        "ration* medicine* ballot* vote votes voter* tax taxes treasury budget corpse* dead_bodies"
    ),
    "ar": (
        "سجين سجناء سجينات محتجز محتجزين محتجزون محتجزات معتقل معتقلين معتقلون معتقلات أسير أسرى "
        "رهين* طفل طفلة أطفال فتى فتية فتاة فتيات امرأة نساء رجل رجال رجلين قاصر* رضيع رضع تلميذ* "
        "تلاميذ طالب طلاب طلبة معلم* قروي قرويين قرويون فلاح* مزارع* راع رعاة صياد* عامل عمال "
        "عاملات تاجر تجار سائق* عائلة عائلات أسرة أسر مريض مرضى ممرض* طبيب أطباء صحفي صحفيين "
        "صحفيون "
        "صحفيات صحافي* مدني مدنيين مدنيون لاجئ لاجئين لاجئون مهاجر* نازح* متظاهر* محتج* سكان أهالي "
        "أهل جيران أم أمهات أب آباء ابن أبناء ابنة بنات شقيق* أيتام مسنين مصلين معزين أقلية "
        "بيت بيوت منازل منزل أرض أراضي أراض حقل حقول محصول محاصيل بستان بساتين بئر آبار نهر ماشية "
        "مواشي أغنام أبقار مال أموال معونات مساعدات أجور رواتب معاشات مدخرات حبوب طحين خبز دواء "
        "أدوية "
        "ناخب* أصوات ضريبة ضرائب خزينة ميزانية جثة جثث"
    ),
    "ckb": (
        "زیندانیی* زیندانییە* زیندانیان گیراو* دەستبەسەرکراو* دیل دیلەک* دیلان بارمتە* منداڵ* کوڕ "
        "کوڕە* کوڕان کچ کچە* کچان ژن ژنان ژنە* پیاو پیاوان پیاوە* ساوا* قوتابی* خوێندکار* مامۆستا* "
        "گوندنشین* جووتیار* شوان شوانە* ڕاوچی* ماسیگر* کرێکار* بازرگان* شۆفێر* خێزان* نەخۆشەک* "
        "پزیشک* "
        "پەرستار* ڕۆژنامەنووس* مەدەنی* پەنابەر* کۆچبەر* ئاوارە* خۆپیشاندەر* دانیشتوو* دراوسێ* "
        "دایک* "
        "باوک* برا براک* خوشک* هەتیو* پیر پیران کەمینە* خەڵک* هاووڵاتی* "
        "ماڵەک* ماڵان ماڵی خانوو* زەوی* کێڵگە* بەروبووم* دروێنە* باخ* بیر بیرەک* ڕووبار* ئاژەڵ* "
        "مەڕ* "
        "پارە* یارمەتی* کرێی مووچە* گەنم* ئارد* نان دەرمان* دەنگ_دەر* باج* خەزێنە* بودجە* تەرم* "
        "لاشە*"
    ),
    "kmr": (
        "girtiyan girtiyên girtî girtiyek* dîl dîlan dîlên rehîne* zarok zarokan zarokên kur "
        "kuran kurên "
        "keç keçan keçên jin jinan jinên mêr mêran mêrên pitik* xwendekar* mamoste* gundî gundiyan "
        "gundiyên cotkar* şivan* masîgir* karker* bazirgan* ajokar* malbat* nexweşan nexweşên "
        "bijîşk* "
        "hemşîre* rojnamevan* sivîl* penaber* koçber* xwepêşander* niştecih* şênî* cîran* "
        "dayik* bav "
        "bavên bira birayên xwişk* sêwî* kalan pîran kêmîne* xelk* welatî* "
        "malên malan xanî xaniyên erd erdê axa zevî zeviyên dexl* baxçe* rez bîr bîrên çem* "
        "dewar* pez "
        "pere* alîkarî* heqdest* meaş* genim* ard nan derman* dengder* bac* xezîne* budçe* "
        "cenaze* laş*"
    ),
}
NEUTRAL = {
    "en": (
        "held number figure count list name named give given gave hand* transfer* repatriat* "
        "returned "
        "return arriv* interview* met meet wrote write letter report page chapter file record "
        "court "
        "hearing judge visit* open opened live lives lived regard* publish* translat* born elect* "
        "appoint* is_a is_an are_the is_the translat* question* point* allegation* answer* "
        "reply repl* "
        "claim* source* document* statement release* register* asked meeting delegation"
    ),
    "ar": (
        "عدد أعداد قائمة أسماء اسم سلم* تسليم تسلم* أعيد* إعادة وصل* مقابل* قابل* التقى التقت "
        "كتب* رسالة "
        "تقرير صفحة فصل ملف سجل محكمة جلسة قاض* زيار* زار زارت افتتح* يعيش* نشر* ترجم* ولد "
        "انتخب* عين* "
        "سؤال أسئلة نقطة نقاط ادعاء* جواب رد مصدر وثيقة وثائق بيان أفرج* إفراج أطلق_سراح وفد "
        "يحصي تحصي أحصى اجتماع قلق* سحب*"
    ),
    "ckb": (
        "ژمارە* لیست* ناو ناوی ناوەک* ڕادەست* گەڕێندرا* گەیشت* چاوپێکەوتن* نووسی* نامە* ڕاپۆرت* "
        "لاپەڕە* "
        "بەش* دۆسیە* تۆمار* دادگا* دانیشتن* دادوەر* سەردان* کرایەوە* دەژی* دەژین بڵاو* وەرگێڕ* "
        "هەڵبژێر* دامەزر* پرسیار* خاڵ* تۆمەت* وەڵام* سەرچاوە* بەڵگەنامە* بەیاننامە* ئازاد_کر* "
        "ئازادکر* "
        "شاند* کۆبوونەوە* زیندانێکە قسە*"
    ),
    "kmr": (
        "hejmar* lîste* nav navê navên radest* vegerand* gihîşt* hevpeyvîn* nivîs* name nameya "
        "nameyê "
        "rapor* rûpel* beş* dosye* tomar* dadgeh* rûniştin* dadger* serdan* vebû* vekir* dijî "
        "dijîn "
        "weşand* werger* hilbijart* pirs* xal* îdia* bersiv* çavkanî* belge* daxuyan* berdan "
        "hatin_berdan "
        "şande* civîn* girtîgehek berdan* berdana dijmêre dihejmêre axiv* diaxiv*"
    ),
}
