"""Words beside numbers: how sure a reporter is of them, what they count, and what is no figure."""

from __future__ import annotations

from functools import cache

from tracker.editorial.intake.sentences import key_of
from tracker.record.choices import Qualifier

# Before a number; `_` for a space. The longest that fits is taken.
BEFORE = {
    "en": {
        Qualifier.ABOUT: "about around some approximately roughly circa close_to approx",
        Qualifier.ESTIMATED: "estimated an_estimated a_estimated estimated_at estimated_to_be "
        "believed_to_be thought_to_be",
        Qualifier.MORE_THAN: "more_than over above in_excess_of upwards_of well_over just_over "
        "well_more_than greater_than",
        Qualifier.AT_LEAST: "at_least no_fewer_than no_less_than not_less_than a_minimum_of "
        "at_the_very_least minimum_of",
        Qualifier.NEARLY: "nearly almost just_under fewer_than less_than under nearing approaching "
        "just_shy_of",
        Qualifier.AT_MOST: "up_to as_many_as at_most no_more_than a_maximum_of not_more_than "
        "maximum_of",
        Qualifier.EXACT: "exactly only just",
    },
    "ar": {
        Qualifier.ABOUT: "نحو حوالي حوالى زهاء ما_يقارب ما_يقرب_من بحدود في_حدود بنحو بحوالي لنحو",
        Qualifier.ESTIMATED: "يقدر_بـ يقدر_ب تقدر_ب يقدر_عددهم_ب يقدر_عددهم_بنحو يقدر_بنحو "
        "تقدر_بنحو يقدر_بحوالي يقدر تقدر ما_يقدر بما_يقدر",
        Qualifier.MORE_THAN: "أكثر_من ما_يزيد_على ما_يزيد_عن يزيد_على يزيد_عن تزيد_على تزيد_عن "
        "أكثر أزيد_من لأكثر_من بأكثر_من يفوق تفوق يتجاوز تتجاوز تجاوز تجاوزت يربو_على فاق",
        Qualifier.AT_LEAST: "ما_لا_يقل_عن لا_يقل_عن لا_تقل_عن بما_لا_يقل_عن",
        Qualifier.NEARLY: "قرابة أقل_من بأقل_من",
        Qualifier.AT_MOST: "ما_يصل_إلى يصل_إلى تصل_إلى لا_يزيد_عن لا_يتجاوز لا_تتجاوز بحد_أقصى",
        Qualifier.EXACT: "فقط",
    },
    "ckb": {
        Qualifier.ABOUT: "نزیکەی نزیکە دەوروبەری نزیکی نزیک_لە بە_نزیکەیی",
        Qualifier.MORE_THAN: "زیاتر_لە پتر_لە زیاد_لە زیاترە_لە",
        Qualifier.AT_LEAST: "لانیکەم لایەنی_کەم بەلایەنی_کەم بەلایەنی_کەمەوە لانی_کەم",
        Qualifier.NEARLY: "کەمتر_لە",
        Qualifier.AT_MOST: "تا هەتا",
        Qualifier.EXACT: "تەنها تەنیا",
    },
    "kmr": {
        Qualifier.ABOUT: "nêzî nêzîkî nêzîk derdora dora li_dora bi_qasî qasî",
        Qualifier.ESTIMATED: "texmînen",
        Qualifier.MORE_THAN: "zêdetirî bêhtirî bêtirî zêdeyî zêdetir_ji bêtir_ji bêhtir_ji "
        "pitirî pitir_ji",
        Qualifier.AT_LEAST: "herî_kêm bi_kêmanî kêmanî bi_kêmasî",
        Qualifier.NEARLY: "kêmî kêmtir_ji kêmtirî",
        Qualifier.AT_MOST: "heta",
        Qualifier.EXACT: "tenê",
    },
}
# Between a qualifier and its number.
FILLERS = "another a an further additional other total overall the its"
# Before the first of two numbers.
BETWEEN = "between from بين نێوان navbera"
# Behind what is counted.
BEHIND = {
    "en": {Qualifier.AT_LEAST: "or_more at_least and_more", Qualifier.ABOUT: "or_so"},
    "ar": {Qualifier.AT_LEAST: "على_الأقل أو_أكثر فأكثر", Qualifier.ABOUT: "تقريبا"},
    "ckb": {
        Qualifier.AT_LEAST: "لانیکەم بەلایەنی_کەم",
        Qualifier.MORE_THAN: "زیاتر پتر تێپەڕاند تێپەڕاندووە تێپەڕیوە تێپەڕی",
    },
    "kmr": {
        Qualifier.AT_LEAST: "û_zêdetir",
        Qualifier.MORE_THAN: "zêdetir bêtir bêhtir pitir derbas",
    },
}
PERCENT = {
    "en": "percent per_cent percentage_points pct pc",
    "ar": "بالمئة بالمائة في_المئة في_المائة",
    "ckb": "لە_سەد لە_سەدا لەسەدا لەسەد لەسەدە لەسەدی",
    "kmr": "ji_sedî sedî",
}
# Before the number.
PERCENT_BEFORE = {
    "ar": "",
    "ckb": "لە_سەدا لەسەدا سەدا ڕێژەی_سەدی",
    "kmr": "ji_sedî sedî ji_sedê ji_sedi",
}
# How long and how old something is, how far and how hot: no figures of a population.
MEASURES = {
    "ar": (
        "سنة سنوات سنين عام عاما أعوام شهر شهرا أشهر شهور أسبوع أسبوعا أسابيع يوم يوما أيام ساعة "
        "ساعات دقيقة دقائق ثانية عقد عقدا عقود قرن قرون كيلومتر كيلومترا كم متر مترا درجة درجات "
        "مرة مرات مرتين صباحا مساء ظهرا ليلا نقطة نقاط أمتار سنتيمتر غرام كيلوغرام هدف أهداف"
    ),
    "ckb": "ساڵ ساڵی ساڵە ساڵان مانگ مانگی مانگە هەفتە هەفتەی ڕۆژ ڕۆژی ڕۆژە کاتژمێر کاتژمێری کاژێر "
    "کاژێری خولەک خولەکی چرکە سەدە سەدەی دەیە دەیەی کیلۆمەتر کیلۆمەتری کم مەتر مەتری پلە پلەی جار "
    "جاری خاڵ گۆڵ سەعات",
    "kmr": "sal salî salan salên salek meh mehan mehî hefte hefteyan roj rojan rojî saet saetan "
    "saetên saeta saetê rojên roja mehên hefteyên salekê deqe deqeyên "
    "deqeyan çirke sedsal kîlometre kîlometreyan kîlometroyan km metre metro metreyan caran car "
    "pileyî pileyan kîlometreyî kîlometreyên metreyî "
    "carî gol xal pile",
}
# Of these any form: what they begin with, and how they go on.
STEMS = {
    "kmr": "saet deq deqe sal meh heft hefte roj çirk çirke kîlometr metr pil car alî",
    "ckb": "ساڵ مانگ هەفتە ڕۆژ کاتژمێر کاژێر خولەک چرکە سەدە دەیە کیلۆمەتر مەتر پلە خاڵ",
}
ENDINGS = {
    "kmr": "an ên ê a î yî yan yên eyan eyên eyî ek ekê ekî e yek",
    "ckb": "ی ە ان دا یدا یەوە ەوە ێک ێکدا یی ییەوە انی یە ەکە ەکەی ەکەدا ەکەیان ەکان ەکانی",
}
# Behind these a number is the name of something.
LABELS = (
    "article articles page pages p pp paragraph paragraphs section chapter no number resolution "
    "rule "
    "category common annex index version week part volume issue case room route camp january "
    "february march april may june july august september october november december since "
    "المادة المواد مادة صفحة الصفحة ص فقرة الفقرة رقم القرار قرار البند بند الفصل الباب القانون "
    "قانون الساعة الطابق سن عمر كوفيد القناة قناة فرانس معسكر اللواء لواء طراز صاروخ شارع "
    " "
    "کۆڤید کۆرۆنای مادەی ماددەی بڕگەی بڕیاری لاپەڕەی یاسای کاتژمێر کاژێر سەعات تەمەنی "
    "covid covîd madeya madeyê rûpela biryara saet saeta qanûna xala"
)
# Before a number of which so many are a share: “five of every 100,000”.
RATES = {
    "ar": "لكل من_كل",
    "ckb": "لە_هەر بۆ_هەر لە_کۆی_هەر",
    "kmr": "ji_her ji_bo_her",
}
# Who is counted: before these even 1556 is no year.
PEOPLE = (
    "kes kesî kesan kesên mirov mirovan jin jinan zarok zarokan nexweş nexweşan penaber "
    "کەس کەسی کەسیان ژن منداڵ هاووڵاتی گیراو کوژراو بریندار "
    "شخص شخصا شخصية قتيل قتيلا معتقل معتقلا مدني مدنيا جريح جريحا حالة إصابة لاجئ نازح طفل طفلا "
    "امرأة "
    "people men women children civilians persons detainees prisoners patients deaths cases"
)
# What is counted does not go over these.
STOPS = {
    "ar": (
        "في من على إلى عن مع بين خلال منذ بعد قبل دون أن إن التي الذي الذين ممن كانوا كان كانت لم "
        "لا قد بحسب وفق وفقا حتى عند لدى ضمن عبر بينهم بينها بينهن منهم منها تم تمت على ثم أو "
        "لكل بسبب لأن لكن لعل لعلك حيث كما مثل هي هو هم وهو وهي هذا هذه ذلك تلك أي كل بعض غير سوى"
    ),
    "ckb": "لە بە بۆ کە و تا دوای پێش هەن بوون بوو هەیە کران کرا دەکرێن ڕا یان لەگەڵ ئەو ئەم لەو "
    "لەم مین مینی هەم هەمین هەمینی ەمین لەلایەن لەسەر زیاتر پتر تێپەڕاند بەهۆی بەپێی ئەمە ئەوە",
    "kmr": "di li ji bi ku û ji de bûn bû hene heye hatin hat man wek derbas zêdetir bêtir bêhtir "
    "pitir zêde kêm "
    "an jî ev ew ya yê yên da re ve kir kirin "
    "dike dibe tê tên ji_ber ne",
}
# “The number of deaths: 56”: what is counted stands before.
NUMBER_OF = {
    "ar": "عدد عددهم وعدد بعدد حصيلة الحصيلة حصيلته",
    "ckb": "ژمارەی ژمارەیان ژمارە",
    "kmr": "hejmara jimara hejmar jimar",
}
# Behind a number it is some of others: “12 of the detainees”.
OF = {
    "ar": "من منهم منهن منها ممن بينهم بينهن آخرين آخرون آخر",
    "ckb": "کەسیان لەوان",
    "kmr": "ji_wan ji_van heb",
}
# What happened to people, before a number that stands alone: “27 were killed, and 5 …”.
HAPPENED = {
    "ar": "قتل قتلت مقتل بمقتل قتلوا إصابة بإصابة أصيب أصيبت جرح جرحت بجرح اعتقال باعتقال اعتقل "
    "اعتقلت استشهد استشهاد باستشهاد توفي توفيت وفاة بوفاة نزوح تشريد اختطاف خطف إعدام احتجاز احتجز",
    "ckb": "کوشتنی بریندارکردنی دەستگیرکردنی",
    "kmr": "kuştina girtina birîndarkirina",
}


@cache
def phrases(language: str, *, is_behind: bool = False) -> list[tuple[tuple[str, ...], Qualifier]]:
    """The words of each qualifier, the longest first."""
    table = (BEHIND if is_behind else BEFORE).get(language, {})
    found = [
        (tuple(key_of(word) for word in phrase.split("_")), qualifier)
        for qualifier, listed in table.items()
        for phrase in listed.split()
    ]
    return sorted(found, key=lambda one: -len(one[0]))
