"""Words beside names of people and bodies: titles before them, and words that are no names."""

# Before the name of a person.
TITLES = {
    "en": (
        "president minister commissioner governor general colonel captain major lieutenant "
        "sergeant commander director secretary spokesman spokeswoman spokesperson attorney lawyer "
        "judge senator representative ambassador professor doctor dr mr mrs ms sir king queen "
        "prince sheikh imam bishop pope mayor sheriff chief chairman chairwoman chair officer "
        "analyst researcher activist journalist reporter editor author photo by sultan emir "
        "activists"
    ),
    "ar": (
        "الرئيس الوزير رئيس وزير الوزيرة المتحدث المتحدثة الناطق الناطقة الدكتور الدكتورة السيد "
        "السيدة الناشط الناشطة الصحفي الصحفية الصحافي الصحافية اللواء العميد العقيد المقدم الرائد "
        "القائد القائدة النائب النائبة المحامي المحامية الشيخ القاضي الأمير الملك السفير الباحث "
        "الباحثة المدير المديرة المفوض المحافظ الأمين حوار مشاركة"
    ),
    "ckb": "سەرۆک وەزیر پارێزگار وتەبێژی پارێزەر ڕۆژنامەنووس چالاکوان دکتۆر شێخ فەرماندە جەنەڕاڵ",
    "kmr": (
        "serok serokê wezîr wezîrê parêzger parêzgerê berdevk berdevkê parêzer rojnamevan çalakvan "
        "doktor dr şêx fermandar fermandarê general"
    ),
}
# Between words of a name.
WITHIN = "of for the and de del la von van bin ibn al el du da dos di"
# Words with a capital, for they begin a sentence, that begin no name.
FIRST_WORDS = (
    "a an the this that these those he she it they we i you his her its their our my one two three "
    "some many most all any each every no not in on at by to from for of with without within into "
    "after before during since until while when where why how what who which as if because "
    "although though but and or so yet also then thus now today yesterday tomorrow here there "
    "however meanwhile moreover according among between over under about against despite instead "
    "thanks both other others another such more less few several last next first second third "
    "three former acting senior deputy chief early late only even just perhaps is are was were be "
    "been has have had do does did will would could should may might can must let via per read "
    "read related follow click share sign support stop good new black white through across often "
    "thankfully many adults young defendants authorities police officials people men women "
    "children"
)
# Days, months and adjectives of nations: not names of anybody.
NO_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december"
)
# Given names by which the name of a person begins in Arabic script.
GIVEN = (
    "محمد أحمد محمود علي حسن حسين عمر عثمان خالد عبد عبدالله إبراهيم يوسف موسى عيسى مصطفى كمال "
    "جمال سعيد سعد سالم سليم سليمان صالح صادق الصادق طارق طاهر عادل عامر عباس فاضل فارس فهد فؤاد "
    "فيصل قاسم كريم ماجد مازن ماهر منصور مظلوم مروان معاذ نبيل ناصر نزار هاني هشام هيثم وليد ياسر "
    "ياسين زياد زكي رامي رياض رشيد رضا حمد حمزة حيدر جلال جعفر بشار بدران أمين أنور أسعد أكرم "
    "أيمن أسامة إسماعيل فاطمة عائشة مريم زينب ليلى سارة نور هدى أمل منى رنا ريم سعاد سميرة آسيا "
    "إلهام نادية نوري مسعود نێچیرڤان مەسرور بەرهەم قوباد ئەحمەد محەمەد عەلی حەسەن حوسێن عومەر "
    "خالید ئیبراهیم یوسف مستەفا سالار ئازاد ئاراس هیوا شێرکۆ ڕێبوار کاروان بەختیار شوان شیلان ژیان "
    "نەسرین فاتمە"
)
# These are words, too: behind a title alone they are names.
ALSO_WORDS = (
    "صالح عادل كريم سعيد جمال كمال نور هدى أمل منى أمين أنور ناصر طاهر صادق سالم جلال ماهر نبيل "
    "ماجد حسن علي سعد أكرم حمد عبد سارة ژیان ئازاد"
)
# Bodies that an adjective with a capital stands before: “the Kurdish authorities”.
BODIES = (
    "authorities government military army police forces administration ministry parliament "
    "officials council"
)
# Words with capitals about a site and not in what it tells.
FURNITURE = "card policy account newsletter offers privacy cookie cookies terms photo category"
# A name in Arabic script does not go over these.
STOPS = (
    "في من على إلى عن مع بين خلال منذ بعد قبل أن إن التي الذي الذين الى لدى ضمن عبر حول خلف ضد قد "
    "لم لا هو هي كان كانت يكون و أو ثم لـ ب لە بە بۆ کە لەگەڵ تا و هەروەها"
)
