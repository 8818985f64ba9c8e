"""More words of harm and of judgement, by what is done: to the body, to freedom, to homes, to truth.

As `phrases.py` reads them. They stand beside the words of each language's own module, and are
ordered alike in each, so that what one language has and another lacks is seen.
"""

from __future__ import annotations

HARM = {
    "en": (
        # The body.
        "thrash* cane caned canes whack* slapped clubbed batter* bruise* maul* savage* scarred "
        "disabled_by crippl* blind/blinded_~_in_prison burn*_~_alive skewer* gore gored hack*_to "
        "cut_~_throat* slit_~_throat* put_to_death put_~_to_the_sword leave_no_one left_no_one "
        "no_one_alive nobody_alive spared_no spare_no gunned_down picked_off finished_off "
        "suspended_from hung_~_from hosed_with soaked_with sexually rapist* groped forced_nudity "
        "virginity_test* sterilis* steriliz* organ_harvest* "
        # Freedom.
        "married_off marry_off sold_into slave* trafficked held_captive captives_of "
        "locked_~_in caged shackled in_chains cuffed blindfolded_and solitary_confinement "
        "without_~_charge without_access_to held_~_without forced_from press_gang* pressgang* "
        "conscript* dragoon* made_to force_children forces_children forcing_children child_bride* unpaid without_pay without_wages for_no_pay no_wages are_dying is_dying dying_of dying_from die_of die_from dies_of dies_from "
        "kept_awake sleepless disappear* hunted_down hunt_down round*_up rounding_up manhunt "
        "silenc* muzzl* gag_order censor* banish* exile*_~_critic* "
        # Bread, water, cure.
        "denied_food denied_water denied_medic* denied_treatment denied_care denied_a_doctor "
        "cut_~_water cut_~_electricity cut_~_power cut_~_supplies block*_~_aid block*_~_convoy* "
        "divert*_~_aid hoard*_~_aid withheld_aid withheld_~_aid deprivation starv* thirst "
        # Homes and goods.
        "chase*_from chase*_~_out chased_off thrown_out threw_~_out turned_out_of torch* set_ablaze "
        "ablaze_by reduced_to_rubble in_ruins rubble razing wiped_off wiped_~_off erased_from "
        "emptied_of stripped_bare plundering seiz* grab* appropriat* expropriat* confiscat* "
        "pocketed pocketing lin*_~_pockets public_land skim* took_a_cut nepotis* cronyis* siphon* embezzl* swindl* fraud* launder* "
        "kickback* theft thefts thief thieves burglar* extort* racket* protection_money smuggl* "
        "stealing antiquities_~_sold sold_~_antiquities "
        # War.
        "attack* raid* airstrike* air_strike* drone_strike* missile* bombard* mortar* strafed "
        "carpet_bomb* barrel_bomb* booby_trap* landmine* phosphorus napalm sarin chlorine "
        "invad* invasion annexed annexation annexing oppress* ransack* pillag* scorched_earth collective_guilt "
        "used_~_as_shields child_fighter* terror* car_bomb* suicide_bomb* behead* "
        # Dying.
        "die_in_custody died_in_custody death_in_custody deaths_in_custody corpse* dead_bodies "
        "bodies_of widow* orphaned mourn* grie* graves burial_pit* gallows noose "
        # What it is to bear.
        "suffering* suffer suffered suffers misery miserable despair anguish agon* torment* "
        "trauma* fear_and humiliat* degradation indignit* inhumane squalid hellish "
        # Law.
        "broke_the_law breaks_the_law breaking_the_law break_the_law broke_~_law violat* breach* "
        "trampl* flout* above_the_law unlawful* unjust* injustice* arbitrar* show_trial* "
        "apartheid mass_murder* bloodlust butcher* slaughterhouse* "
        # Truth.
        "rig rigged rigs rigging forg* falsif* doctored tamper* planted_~_evidence plant_~_evidence "
        "destroy*_~_evidence destroyed_evidence burned_~_files shred* backdat* staged staging "
        "fake faked faking fabricat* doctor_~_figure*"
    ),
    "ar": (
        "عُلّق_من_السقف علق*_~_سقف علق*_من_أيدي* شبح_ مشبوح* رش*_~_سجناء جر_المرضى جر*_من_أسر* "
        "سحب*_من_شعر* حلق*_شعر* كسر*_~_عظم* بتر* مبتور* فقأ* فقئت قطع*_~_رأس قطع*_~_يد قطع*_~_أذن "
        "نحر* ينحر* صلب* رجم* رجمت وأد* سحق* مزق* أثخن* طعن*_~_بسكين أجهز*_على "
        "لم_يبق*_~_أحدا لم_يترك*_~_أحدا حيا أعضاء_~_بشري* عقم* إجهاض_قسر* "
        "زوج*_~_قسر* تزويج*_قسر* زواج_~_قاصر* سبي* سبية جواري رقيق عبيد مكبل* أصفاد مصفد* "
        "زنزانة زنازين سرداب سراديب أقبية قبو_~_سجن حبس*_~_انفراد عزل*_~_انفراد حرم*_~_نوم "
        "حرمان_~_نوم إيقاظ*_~_ركل مطارد* طارد* يطارد* تطارد* طورد* لاحق*_~_صحفي* لوحق* ملاحق*_~_صحفي* "
        "ملاحق*_~_معارض* كم*_أفواه كمم* تكميم ترهب* نفي*_~_معارض* شرد* مشرد* اقتلع*_من_أرض* "
        "اقتلع*_من_بيوت* طرد*_من_أرض* طرد*_من_بيوت* يختفي* يختفون اختفى* اختفوا اختفت مختف* "
        "بلا_أجر بدون_أجر دون_أجر يموت*_~_من يموت*_ب غيب* يغيب_~_قسر* تغييب* "
        "منع*_~_قافلة/قوافل/مساعدات/إغاثة/غذاء/دواء عرقل*_~_مساعدات/إغاثة صادر*_~_مساعدات/أرزاق/"
        "ممتلكات/بيوت/أراض قطع*_~_كهرباء/مياه/ماء/إمداد* جاع* جائع* جوعى عطشى عطش* "
        "محا*_من_خريطة محي*_~_خريطة محيت_~_قرية محو_~_قرية سوي*_بأرض ردم* هدم* خرب* سطا* سطو سلب* نهب* "
        "اختلس* اختلاس* استولى* استولت* استيلاء احتال* احتيال نصب* غسل_أموال رشا* رشى رشوة رشاوى "
        "ارتشى* مرتش* جنى_~_إتاوات إتاوة إتاوات خوة جباية_~_بقوة تهريب* هرب*_~_آثار باع*_~_آثار "
        "غزا* غزو غزوة اجتاح* اجتياح احتل* يحتل* تحتل* احتلال ضم*_~_أرض قصف* غارات صاروخ* صواريخ "
        "قذيفة قذائف مدفعي* ألغام لغم مفخخ* انتحاري* عبوة_ناسفة فوسفور نابالم سارين كلور "
        "دماء دم_ حمام_دم حمامات_دم مذبوح* جثامين جثمان أشلاء مقبرة أرامل أرملة ثكالى ثكلى "
        "معاناة يعاني* تعاني* مأساة بؤس شقاء قهر مقهور* عذابات ألم_شديد وجع صدمة_نفسي* هوان "
        "خالف*_~_قانون يخالف*_~_قانون تخالف*_~_قانون خرق* يخرق* تخرق* انتهك* ينتهك* تنتهك* داس*_~_قانون "
        "فوق_قانون ظلم* جائر* مجحف* إجحاف تعسف* "
        "زور* يزور* تزور* تزوير* مزور* لفق* تلفيق* فبرك* زيف* يزيف* تزييف* دس*_~_أدلة أتلف*_~_أدلة "
        "أخفى_~_أدلة أخفت_~_أدلة أحرق*_~_ملفات طمس* يطمس* تطمس* تلاعب* عبث*_~_أدلة"
    ),
    "ckb": (
        "بە_بنمیچ*_~_هەڵواس* هەڵواس* ئاوی_سارد*_~_تەڕ* تەڕ_کران* قژ*_~_ڕاکێش* ڕاکێشران* "
        "سەر*_~_بڕ* سەریان_~_بڕی ئەندام*_~_بڕ* دەست*_~_بڕ* چاو*_~_دەرهێن* چەقۆ* بەردباران* "
        "پارچەپارچە* هەڵاهەڵا* کەسیان_~_نەهێشت کەسی_~_نەهێشت کەس*_بە_زیندوویی "
        "بە_زۆر_~_شوو* بەزۆر_~_شوو* زۆرە_شوو* بە_شوو_در* کۆیلە* کەنیزە* بە_زنجیر* کەلەپچە* سیاچاڵ* "
        "ژوورە_تاریک* خەو*_~_بێبەش* بێخەو* ڕاونران* ڕاودەنر* ڕاوی_نا* ڕاویان_نا* ڕاو_نران* "
        "بێ_کرێ بەبێ_کرێ بێ_پارە_کار* لە_~_~_دەمرن دەدزێ* دەدزن دزییەتی* دزیویانە* ون_دەبن ون_دەبێ* ون_بوون* ون_کران* بێسەروشوێن* دەم*_~_داخست* دەم*_~_بەست* دەمکوت* بێدەنگ_کرد* "
        "بێدەنگ_دەک* ناچار_دەکا* ناچار_دەکەن* ناچاری_کرد* ناچاریان_کرد* ناچار_کران* ناچارکران* "
        "چەک_هەڵبگر* چەکیان_پێ_هەڵگرت* "
        "ئاو*_~_بڕی ئاوی_~_بڕی ئاو*_~_بڕییەوە کارەبا*_~_بڕی ڕێگری*_~_یارمەتی* ڕێگری*_~_کاروان* "
        "ڕێگا*_~_یارمەتی*_~_گرت یارمەتی*_~_دزی* یارمەتی*_~_گیرفان* گیرفان* برسی* برسییەتی* تینو* "
        "لەسەر_نەخشە نەخشە*_~_سڕا* کاولکرد* کاول* ڕووخا* ڕووخێنر* ڕووخاندن* سووتماک* "
        "دەستی_بەسەر_~_گرت دەستیان_بەسەر_~_گرت دزرا* دزییان دزیان دزیی دزین* ساختە* ساختەکاری* "
        "بەرتیل* گەندەڵ* قاچاخ* سەرانە* باجی_زۆرە* پارەی_زۆرە* شوێنەوار*_~_فرۆشت* "
        "داگیر* داگیرکاری* هێرش* پەلامار* هێرشبەر* مووشەک* تۆپ_باران* تۆپباران* خومپارە* مین_چاند* "
        "مینڕێژ* تەقینەوە* خۆکوژ* فۆسفۆر* کلۆر* غازی_ژەهر* "
        "خوێن خوێنی خوێنڕێژ* خوێناوی* حەمامی_خوێن لاشە* جەستەی_بێگیان* بێوەژن* ئازاری_خەڵک* ئازاری_~_دا* ناڵە* "
        "مەینەتی* نەهامەتی* ژانی چەرمەسەری* ڕەنج* کوێرەوەری* "
        "یاسا*_~_شکاند* یاسا*_~_پێشێل* پێشێل* بێیاسا* ناڕەوا* نادادپەروەر* زۆردار* ستەم* "
        "بەڵگە*_~_لەناو* بەڵگە*_~_سووتان* بەڵگە*_~_شاردەوە بەڵگە*_~_ساختە* شێواند* چەواشە*"
    ),
    "kmr": (
        "daliqand* daliqî* hat*_daliqandin bi_banî_ve ava_sar* şil_kir* şilkirin* hat*_kişandin "
        "ji_por*_~_kişand* ser*_~_jê_kir* serjêkir* dest*_~_jê_kir* çav*_~_derxist* kêr_kir* kêr_lê* "
        "kevirbaran* parçe_kir* kes_sax_nehişt* kes_nehişt* kesek_sax_neman "
        "bi_zorê_~_zewicand* hat*_zewicandin zewicandina_bi_zor* kole kolet* koleyên cariye* zincîr* kelemçe* "
        "hucre* zindana_tarî şevereş* bêxew* ji_xewê_bêpar* neçar_dik* neçar_kir* neçar_hat* "
        "mecbûr_dik* mecbûr_kir* çek_hilgir* çek_bi_~_hilgirt* bê_pere_~_xebit* bê_heq_~_xebit* ji_~_~_~_dimirin ji_~_~_~_dimire dişîn*_~_şer dişîn*_~_eni* winda_dib* winda_bûn* winda_kir* "
        "windakirin* hatin_windakirin bêserûşûn* bêdeng_dik* bêdeng_kir* dev_girt* devê_~_girt* "
        "qewitand* hatin_qewitandin sirgûn* mişext* derbider* nefî* bi_dû_~_ket* nêçîr_kir* "
        "ava_~_qut_kir* av_qut_kir* ava_~_birî ceyran*_qut* elektrîk_qut* rê_li_~_alîkarî* "
        "rê_li_karwan* alîkarî*_~_dizî* alîkariyê_~_xist* bêrîk* birçî* tî_man* tî_hişt* "
        "ji_nexşeyê_~_jêbirin ji_erdê_rakir* kavil* hilweşand* xerab_kir* wêran* şewitand* agir_pê_xist* "
        "ji_zeviy*_~_derxist* hatin_derxistin ji_gund*_~_derxist* ji_bajar*_~_derxist* ji_warê_xwe "
        "ji_axa_xwe ji_malên_xwe dest_da_ser* dest_danîn_ser* dest_danî_ser* dizî* dizîn* dizî_kir* "
        "talan* bertîl* gendelî* sextekar* sexte* qaçax* bac*_~_zor* xerac* "
        "dagir_kir* dagirkir* êrîş* pêlamar* mûşek* bombe* top_baran* topbaran* hawan* mayîn_danîn "
        "teqandin* teqîn* xwekuj* fosfor* klor* gaza_jehr* "
        "xwîn xwîna xwînê xwînrij* cenaze* laşê_bêcan* goristan* jinebî* êşa_xelk* êş azar* jan nalîn* "
        "derd* cefa* kul reş_girêda "
        "qanûn_şikand* qanûn*_binpê* binpê* neheq* nerewa* neadil* zordar* sitem* "
        "delîl_~_tune* delîl_tune_kir* delîl_şewit* delîl_veşart* delîl*_sexte* şahid*_çêkir* "
        "şahid*_ji_xwe_çêkir* ji_xwe_çêkir*"
    ),
}
BLAME = {
    "en": (
        "to_blame blameworthy shift*_~_blame pass*_~_blame claim/claimed_ignorance "
        "no_apology no_remorse without_remorse gritted_teeth to_this_day still_has_not still_have_not "
        "has_still_not justice_~_not_~_done no_justice justice_delayed justice_denied "
        "justice_for_~_victim* seek*_justice want*_justice deserve* never_forget not_forgotten "
        "must_not_be_forgotten has_learned_nothing learned_nothing not_learned fools_nobody "
        "fools_no_one nobody_is_fooled playing_for_time plays_for_time played_for_time buy*_time "
        "hand*_in_glove turn*_~_into_a_prison dark_chapter black_day open_secret shadow_of "
        "stain on_its_conscience bad_faith ill_will malic* vindictive* vengeful* revenge* hatred "
        "hateful spite* arrogan* impudent insolen* audacity gall nerve_to dares_to dared_to "
        "hypocrit* double_speak doublespeak spin spin_doctor* lame pathetic pitiful meagre paltry "
        "grotesque perverse twisted cold_blooded chilling heart_rending heartbreaking tragic tragedy "
        "catastroph* disastrous nightmare* monstr* demon* villain* rogue* bully bullies thug* crook* "
        "scoundrel* traitor* quisling* collaborator* henchman underling* minion* crony stooge* "
        "fifth_column enemy_of enemies_of hostile_to sworn_enemy self_serving opportunis* "
        "ideologue* zealot* extremist* radical* fundamentalist* barbarian* beast* animals_of vermin"
    ),
    "ar": (
        "لم_تتحقق_~_عدالة لم_تتحقق_عدالة بلا_عدالة عدالة_غائبة غياب_عدالة عدالة_~_ضحايا طلقاء "
        "أحرارا_~_طلقاء بلا_ندم دون_ندم لم_يندم* بلا_اعتذار دون_اعتذار لا_تصمد لا_يصمد لم_تصمد "
        "غير*_~_روايت* غيرت_~_روايت* يغير_~_أقوال* ادعى_جهل* ادعت_جهل* يدعي_جهل* تدعي_جهل* "
        "كما_كان_متوقع* كما_هو_متوقع* كان_متوقعا لم_ينس لن_ينسى لن_تنسى لا_ينسى لا_تنسى "
        "خبث خبيث* لئيم* لؤم انتقام* ثأر* حقود* كراهية كاره* عنجه* صلف* استعلاء متعجرف* متكبر* "
        "وقح* وقاحة صفيق* جسارة_على تجرؤ* مسخرة مضحك* مثير*_للشفقة مثير*_للسخرية تافه* حقير* دنيء* "
        "وضيع* نذل* أنذال أوغاد وغد لصوص لص حرامي* قطاع_طرق خائن خونة عملاء عميل مرتزقة أذناب "
        "صنيعة_ دمية_ شياطين شيطان وحوش وحش_ برابرة همج متطرف* متشدد* تكفيري* خوارج دواعش "
        "كارثة كارثي* مأساوي* فاجعة فجيعة يوم_أسود صفحة_سوداء نقطة_سوداء "
        "كسب*_وقت يكسب_وقت شراء_وقت ذر_رماد لم_يتعلم* لا_يخدع* تبييض* تجميل*"
    ),
    "ckb": (
        "دادپەروەری_~_نەهات* دادپەروەری_~_نییە دادپەروەری_بۆ_قوربانی* هێشتا_ئازاد* ئازادن_و "
        "بەبێ_پەشیمانی بێ_پەشیمانی بێ_داوای_لێبوردن* قسە*_~_گۆڕی قسەی_~_گۆڕی خۆی_لە_نەزانی "
        "وەک_چاوەڕوان_دەکر* وەک_چاوەڕێ_دەکر* لەبیر_ناکر* لەبیرناکر* لەبیر_ناچ* "
        "جێی_باوەڕ جێگەی_باوەڕ جێی_متمانە وەڵامی_بۆ_ئەمە_نییە وەڵامێکی_نییە "
        "قین* ڕق* کینە* تۆڵە* لووتبەرز* بێشەرم* بێئابڕوو* گاڵتەجاڕ* پڕوپووچ* سووک_و قێزەون* "
        "هیچوپووچ* دز_و_جەردە جەردە* چەتە* خائین* خیانەتکار* سیخوڕ* نۆکەر* دەستکەلا* دڕندە* "
        "شەیتان* دێو* تیرۆریست* توندڕەو* تەکفیری* کارەسات* دڵتەزێن* جەرگبڕ* ڕۆژی_ڕەش لاپەڕەی_ڕەش "
        "پەڵەی_ڕەش کات_دەکوژ* کات_بەسەر ئامراز*_دەست* ئامرازی_دەست* ئامرازی_~_دەرەکی*"
    ),
    "kmr": (
        "edalet_pêk_nehat* edalet_nîne edalet_tune edalet_ji_bo_qurban* hîn_azad hê_azad azad_digerin "
        "bê_poşmanî bêyî_poşmanî bê_lêborîn gotina_xwe_guhert* xwe_li_nezaniyê "
        "wekî_ku_dihat_hêvîkirin wek_ku_dihat_hêvîkirin wekî_dihat_hêvîkirin nayê_jibîrkirin "
        "nayê_ji_bîrkirin ji_bîr_nak* cihê_baweriyê ji_bo_vê_~_~_bersiv* ji_vê_re_~_~_bersiv* "
        "kîndar* rikdar* tola tolhildan* heyf* pozbilind* bêşerm* bênamûs* bêrûmet* pûç* qirêj* kirêt* qels_û "
        "diz_û keleş* çete* xayîn* xiyanet* sîxur* noker* destik* hovan* dirinde* şeytan* "
        "terorîst* tundrew* karesat* dilşewat* dilsoj* roja_reş rûpela_reş "
        "dem_dikuj* wext_dikuj* amûra_dest* amûra_~_dest* amûr*_~_derve amûrê_dest* amûra_~_biyanî*"
    ),
}
