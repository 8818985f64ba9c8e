"""What does and does not say whose a sentence is, beside the verbs in `gate_words.FRAMES`.

Phrases as `phrases.py` reads them.
"""

from __future__ import annotations

# A part after a semicolon that begins so goes on in the words of whoever was speaking.
GOES_ON = "that and_that وأن أن وبأن بأن هەروەها_کە کە ku û_ku"
# In a language whose verb comes first: it speaks of whoever stands next, up to “that”.
SPEAKS_FIRST = {
    "ar": "قال* يقول* تقول* نفى نفت ينفي* تنفي* أنكر* ينكر* تنكر* صرح* أجاب* أضاف* أوضح* رد ردت"
}
THAT = {"ar": "إن* أن* بأن*"}
# In the name of a law, a treaty, a court or an offence harm is told of nobody.
LAWS = {
    "en": (
        "convention/treaty/protocol/declaration/covenant_~_against/on_~_"
        "torture/genocide/slavery/disappearance/trafficking/violence/ill/cruel/child "
        "law/laws/act/bill/statute/article/legislation_~_on/against_~_"
        "torture/genocide/slavery/trafficking/violence/war/terror/murder "
        "committee/commission/subcommittee/rapporteur_~_against/on_~_"
        "torture/disappearance/killing/slavery/violence/execution/crime "
        "prevention_of_torture prevention_of_genocide anti_torture anti_corruption "
        "crime/crimes_of_torture/genocide/murder definition_of_torture victim_of_~_fund "
        "war_crime/crimes_tribunal/court/unit/chamber/prosecutor/division/law "
        "international_crime/crimes crimes_against_humanity_act violence_against_women_law "
        "murder/rape/torture/genocide_case/trial/charge/hearing/law/statute "
        "homicide_squad day_~_support_of_victims geneva_conventions "
        "ban_on_torture prohibition_of_torture prohibition_on_torture "
        "torture_is_a_crime torture_is_prohibited torture_is_illegal makes_torture makes_it_a_crime"
    ),
    "ar": (
        "اتفاقية/معاهدة/بروتوكول/إعلان_~_مناهضة/منع/مكافحة/قمع/حماية_~_"
        "تعذيب/إبادة/رق/اختفاء/فساد/عنف/اتجار "
        "قانون/تشريع/مادة_~_تعذيب/إبادة/عنف/فساد/قتل/جرائم "
        "لجنة/هيئة/مقرر/مقررة_~_مناهضة/منع/مكافحة/معني_~_تعذيب/فساد/اختفاء/عنف/إبادة "
        "لجنة_مناهضة_تعذيب تعريف_تعذيب جريمة_تعذيب محكمة_جرائم محاكم_جرائم محكمة_جنايات_جرائم "
        "حظر_تعذيب منع_تعذيب مناهضة_تعذيب قضية_قتل قانون_عقوبات تهمة_قتل"
    ),
    "ckb": (
        "پەیماننامەی_~_دژی/دژە_~_ئەشکەنجە* ڕێککەوتننامە*_~_دژی/دژە_~_ئەشکەنجە*/جینۆساید* "
        "یاسای_~_ئەشکەنجە*/جینۆساید*/توندوتیژی*/تاوان* "
        "لیژنەی_~_دژی/دژە_~_ئەشکەنجە* دژە_ئەشکەنجە* دژی_ئەشکەنجە* دادگای_تاوان* تاوانی_ئەشکەنجە* "
        "قەدەغەکردنی_ئەشکەنجە* پێناسەی_ئەشکەنجە*"
    ),
    "kmr": (
        "peymana_~_li_dijî_~_îşkence*/jenosîd* peymana_~_dijî_~_îşkence*/jenosîd* "
        "qanûna/zagona/yasaya_~_îşkence*/jenosîd*/tundî*/sûc* "
        "komîteya/komîsyona_~_dijî_~_îşkence* dijî_îşkence* dadgeha_sûc* sûcê_îşkence* "
        "qedexekirina_îşkence* pênaseya_îşkence*"
    ),
}
# Forms of verbs of saying that are something else.
NO_FRAME = {
    "en": (
        "reporter* callous* telling* convict convicts writer* considerabl* state so_called "
        "called_up called_out_of told_to told_him_to told_her_to told_them_to charged_at "
        "found_dead found_guilty found_hanged claim/claimed_~_lives condemned_to "
        "condemned_prisoner* condemned_men left_to_tell "
        "who/that/which_~_complain*/complained/asked/protested/replied/objected/testified/"
        "spoke_was/were/is/are/got/ended/disappeared/vanished/died/for "
        "disputed_territor* warning_shot* without_warning testified_against of_the_accused "
        "asked_for_~_water asked_for_~_food asking_for_~_water asking_for_~_food call_for_help "
        "there_is/are/were/was_~_report/claim/allegation/rumour/rumor/accusation "
        "it_is/was_~_feared/thought/suspected/understood/claimed/assumed "
        "is/are/was/were/been/being_denied_food/water/care/access/visit/treatment/sleep "
        "is/are/was/were/been/being_denied_lawyer/medicine/medication/medical "
        "to_blame shift*_~_blame pass*_~_blame lays_~_blame "
        "claim/claimed_ignorance/innocence/victory/credit call/calls/called_themselves "
        "of_all_accounts on_all_accounts no_report recalled_to "
        "is/are/was/were/been_said/reported/alleged/believed/thought/understood/rumoured_to "
        "it_is/was_said/reported/alleged/believed/thought/rumoured_that "
        "some/many/people_say/said according_to_~_rumour/rumor/hearsay/gossip/some/many/everyone "
        "asked_for_~_comment/reply/answer/response/explanation "
        "asked_to_comment/reply/respond/answer tell_that_to tell_it_to answered_with answer_with "
        "answers_with replied_with_~_bullet* replied_with_~_bomb* replied_with_~_gun* "
        "replied_with_~_fire answered_to account_for"
    ),
    "ar": (
        "قال_لي طلبوا/طلب/طلبت_~_ماء طلبوا/طلب/طلبت_~_طعام ترد_بالنار رد_بالنار رد_بالرصاص "
        "ردت_بالرصاص ردت_بالنار ردت_بالقصف رد_بالقصف كتاب الكتاب المتهمين المتهمون المتهمات "
        "من_المتهمين يذكر_أن "
        "يعتقد/يظن/يرجح/يخشى/يفترض/يشتبه/يحكى/يروى/يشاع/ينقل/يفهم/أفيد/روي/حكي/أشيع_أن/بأن "
        "هناك/ثمة_~_تقارير/أنباء/شائعات/معلومات/ادعاءات/أقاويل يقول_بعض تقول_بعض يقول_كثيرون "
        "يقول_ناس "
        "تقول_مصادر قالت_مصادر يقال ذكرت_أنباء أفادت_أنباء طلب/طلبت/يطلب_~_~_رد/جواب/تعليق أي_نفي "
        "أي_رد بحسب/حسب/وفق/وفقا_~_شائعات/إشاعات/أقاويل طلب/طلبت/يطلب_~_رد/جواب/تعليق دون_سابق "
        "دون_إنذار"
    ),
    "ckb": (
        "دەگوترێت دەگوترێ دەوترێت دەوترێ باس_لەو*_دەکر* باس_لەو*_کرا* باس_دەکرێت دەنگۆ* "
        "ترسی_ئەوە_هەیە "
        "وا_باوەڕ_دەکرێت گومان_دەکرێت دەڵێن_~_خەڵک خەڵک_دەڵێن هەندێک_دەڵێن ڕاپۆرت_هەیە "
        "گوترا* پرسیار*_بدات*/بدەن* وەڵامی_پرسیار* داوای_وەڵام* داوای_ڕوونکردنەوە* "
        "بەپێی_~_دەنگۆ* بەپێی_~_قسەوباس* لە_تۆمەتباران بەبێ_ئاگاداری بە_گوللە_وەڵامی "
        "بە_تەقە_وەڵامی داوای_ئاو داوای_نان"
    ),
    "kmr": (
        "îdia/îddîa_tê/hat/tên_kirin tê_îdiakirin tê_bawerkirin tê_texmînkirin tê_zanîn "
        "tê_fêmkirin "
        "gotegot* hin_kes_dibêjin hinek_dibêjin xelk_dibêje rapor_hene tirs_heye "
        "tê_gotin_ku tên_gotin_ku hat*_gotin_ku li_gorî_~_gotegot*/paşgotin* "
        "bersiv*_~_~_~_hat*_xwestin ji_tawanbaran tawanbarên tawanbaran bi_gule*_bersiv "
        "bersiva_~_gule* xwarin_xwest* av_xwest*"
    ),
}
# Of somebody who is said to be something; the deed is said by nobody.
OF_SOMEBODY = {
    "en": "alleged suspected accused",
    "ar": "مشتبه مزعوم* متهم*",
    "ckb": "تۆمەتلێکراو* گومانلێکراو*",
    "kmr": "gumanbar* îdiakirî",
}
SMALL_WORDS = {
    "en": "the a an these those two three four five some many other of against and",
    "ar": "",
    "ckb": "",
    "kmr": "",
}
# What stands before a colon and speaks for nobody.
NO_SPEAKER = {
    "en": (
        "truth fact* result* verdict conclusion reality outcome evidence proof answer lesson one "
        "point problem question is are was were it this that what how why doubt shame photo* "
        "picture* video* image* map watch breaking exclusive "
        "inside revealed exposed update* explained opinion analysis comment background special "
        "investigation timeline in warning alert urgent"
    ),
    "ar": (
        "حقيقة حقائق نتيجة حصيلة خلاصة دليل أدلة حكم واقع جواب شك لا ما هذا "
        "هذه كيف لماذا صور بالصور صورة فيديو بالفيديو شاهد عاجل "
        "حصري خاص بالأرقام أرقام تفاصيل بالتفاصيل تحقيق تحليل رأي خلفية فضيحة وثائق تسريب* خريطة"
    ),
    "ckb": (
        "ڕاستی ئەنجام بەڵگە دەرئەنجام وەڵام گومان ئەمە چۆن بۆچی نییە وێنە* "
        "ڤیدیۆ* بە_وێنە بە_ڤیدیۆ تایبەت بەپەلە ژمارەکان "
        "وردەکاری شیکاری ڕا پاشخان"
    ),
    "kmr": (
        "rastî encam delîl bersiv guman ev çawa çima ye ne tune nahêlin wêne "
        "bi_wêne vîdyo bi_vîdyo taybet lezgîn "
        "hejmar analîz nêrîn temaşe"
    ),
}
# By which a relative clause begins.
WHO = {
    "en": "who which whose whom",
    "ar": "الذي الذين التي اللذان اللتان اللواتي",
    "ckb": "کە",
    "kmr": "ku",
}
# A sentence that begins so tells first of whoever does something in it.
WHOEVER = {
    "en": "those_who anyone_who whoever the_~_who the_~_that_~_and",
    "ar": "من_قتل* من_عذب* من_أمر* الذين الذي الذي",
    "ckb": (
        "ئەوانەی ئەوەی_کە ئەو_کەسانەی ئەو_کەسەی ئەو_فەرماندەیەی ئەو_ئەفسەرەی "
        "ئەو_سەربازانەی "
        "ئەو_پاسەوانانەی ئەو_پیاوەی ئەو_هێزەی ئەو_هێزانەی ئەو_لایەنەی ئەو_دادوەرەی ئەو_بەرپرسەی"
    ),
    "kmr": (
        "yên_ku yê_ku ya_ku kesê_ku kesên_ku ew_kesên_ku ew_kesê_ku ew_fermandarê_ku ew_leşkerên_ku"
    ),
}
# Words of the kind that the gate asks about in themselves, in expressions that are fair.
NO_FAULT = {
    "en": "",
    "ar": "",
    "ckb": (
        "لایەنی_بێ خێزان*/کەسوکار*_بێسەروشوێن* "
        "تاوانبار_دەکات/دەکەن/کرد/کردن/کردووە/کردوون/دەکرێت/دەکرێن/کرا/کران/بکات/ناکات/کردبوو"
    ),
    "kmr": "sûcdar_dike/dikin/kir/kirin/kiriye/kirine/nake/hat/hate/tên/tê",
}
# A word of one side that somebody may be called, if the sentence says who calls them so.
MAY_BE_CALLED = (
    "terrorist* criminal* mercenar* militia* gang* regime* puppet* propaganda jihadist* "
    "إرهابي* جهادي* ميليشيا* مليشيا* مرتزقة متطرف* مجرم* عصابة عصابات بروباغندا "
    "تیرۆریست* میلیشیا* چەتە* بەکرێگیراو* توندڕەو* ڕژێم* پڕوپاگەندە* "
    "terorîst* mîlîs* çete* cîhadîst* tundrew* rejîm* propaganda*"
)
# What alleges the harm that stands before it in the same clause: “murder is alleged by …”.
ALLEGES_BEFORE = {
    "en": (
        "according in_~_view in_~_opinion in_~_account in_~_word in_~_report by_~_account "
        "alleged/reported/described/mentioned/attributed/recorded/denied/disputed_~_by/in/to "
        "is/are/was/were/been/be_~_alleged/reported/denied/disputed/rejected/described/claimed/"
        "mentioned/attributed/prohibited/forbidden/outlawed/punishable/banned/illegal/counted/"
        "suspected/said/recorded/listed/named/investigated/estimated/put "
        "allegation* accusation* claim/claims_by/of/against/are/were/was charge charges "
        "prohibited punishable forbidden "
        "that/which_~_~_describe*/report*/allege*/mention*/claim*/list "
        "party_~_allege/alleged/describe/described"
    ),
    "ar": (
        "وفق وفقا بحسب حسب نقلا_عن في_رأي برأي على_لسان مزعوم* محل_خلاف موضع_خلاف محظور* محظورة"
    ),
    "ckb": (
        "بەپێی بە_گوتەی بە_وتەی لە_زاری تۆمەتبار* تاوانبار_دەک*/کرد*/کرا*/ناک* قەدەغە* ڕەت* "
        "نکۆڵی* ڕاپۆرت_کرا* باس* ناو_دەبات بانگەشە* بانگەشەکراو* تۆمەت* بە_بەرپرس* پرسیار* "
        "وەسف* ئاماژە* سکاڵا* گومان* ناکۆک* دەزانێ* دەزانن دادەنێ* دادەنێن دەبینێ* دەژمێر*"
    ),
    "kmr": (
        "gorî tawanbar* red înkar* qedexe* yasax* berpirsiyar_digire ragihandin îdia* îdiakirî "
        "behs* gilî* bi_nav_dik* bi_nav_kir* sûcdar_dik*/kir*/dît* darizand* mehkûm* beraet* "
        "gumanbar* nakok* dibîn* dihesibîn* dizan* dihejmêr*"
    ),
}
# In these the verb stands after what it says of somebody.
VERB_LAST = ("ckb", "kmr")
CALLS = {
    "en": (
        "call calls called calling describe* designat* refer* label* list lists listed listing "
        "consider* regard* accus* dismiss* reject*"
    ),
    "ar": (
        "وصف* يصف* تصف* صنف* يصنف* تصنف* يسمي* تسمي* سمى سمت اعتبر* يعتبر* تعتبر* اتهم* يتهم* "
        "تتهم* أدرج* يدرج* تدرج* يطلق*_~_اسم"
    ),
    "ckb": "ناو_دەبات ناوی_دەبات ناو_دەبەن ناوبرد* وەسف* دادەنێ* تۆمەتبار* بە_~_ناو* دەزانێ*",
    "kmr": "bi_nav_dike bi_nav_dikin bi_nav_kir* wesf* dibîne dibînin tawanbar* dihesibîn*",
}
# What says that words in marks are words.
WORD_OF = {
    "en": (
        "word wording term phrase expression title label heading name text sentence passage quote "
        "quotation entry chapter section article book film song poem slogan banner law spelling "
        "title formula reads read speaks_of spoke_of"
    ),
    "ar": "كلمة كلمات عبارة عبارات لفظ مصطلح تعبير عنوان تسمية اسم نص جملة تقول قال يتحدث_عن",
    "ckb": "وشە* دەستەواژە* زاراوە* ناونیشان* ڕستە* دەق*",
    "kmr": "peyv* bêje* têgeh* sernav* hevok* nav navê metn* gotin*",
}
IS = {"en": "is are was were be been as", "ar": "", "ckb": "", "kmr": ""}
ARTICLES = {"en": "the a an its their his her this these those", "ar": "", "ckb": "", "kmr": ""}
# Verbs that look like verbs of saying, and say nothing of what they are about but that it is there.
DEMANDS = {
    "en": (
        "call/calls/called/calling_~_on/for/upon urge* demand* appeal*_to/for ask/asks/asked_for "
        "interview* spoke/speak/speaks/talked/met_~_to/with respond*_to "
        "reply/replied/replies_to answer*_to react*_to warn/warned/warns_of "
        "ask/asks/asked_~_~_to_stop/end/halt/cease/punish/explain/investigate/release"
    ),
    "ar": (
        "طالب* يطالب* تطالب* دعا* دعت يدعو* تدعو* ناشد* يناشد* تناشد* حث* يحث* تحث* طلب* يطلب* "
        "تطلب* تحدث*/يتحدث/تتحدث/تحدثت/تحدثوا_~_~_إلى/مع قابل* التقى التقت وعد* يعد تعد تعهد*"
    ),
    "ckb": "قسە*_~_لەگەڵ لەگەڵ_~_~_~_قسە* چاوی_بە چاوپێکەوتن* داوا* بەڵێن* پەیمان*",
    "kmr": (
        "re_axiv* re_~_axiv* re_diaxiv* hevpeyvîn* civiya* dît_û xwest* dixwaz* daxwaz* soz* bang*"
    ),
}
# What may be asked for, of harm too: names of the dead, evidence, whether it happened.
ASKED_FOR = {
    "en": "name list evidence information detail record date proof number text copy whether if",
    "ar": "أسماء اسم قائمة أدلة دليل معلومات تفاصيل سجل* تاريخ نص نسخة عدد ما_إذا إذا هل",
    "ckb": "ناو* لیست* بەڵگە* زانیاری* ورد* تۆمار* ژمارە* دەق* ئایا",
    "kmr": "nav* lîste* delîl* agahî* hûrgil* tomar* hejmar* metn* gelo",
}
# A document says so, whoever is “said to”: “in the report it is said that …”.
DOCUMENT_SAYS = {
    "en": (
        "in_~_report/letter/statement/reply/judgment/file/record_~_~_it_is/was_said/alleged/stated"
    ),
    "ar": "جاء/ورد/ذكر_في",
    "ckb": "لە_~_~_~_گوتراوە لە_~_~_~_هاتووە ڕاپۆرت*/نامە*/بەیاننامە*_~_~_دەگوترێ*",
    "kmr": "rapor*/name*/daxuyan*/belge*/bersiv*/biryar*/nivîs*_~_~_~_tê_gotin",
}
