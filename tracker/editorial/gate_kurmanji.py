"""Words of Kurmanji (Northern Kurdish) that the gate asks about, as `phrases.py` reads them."""

from __future__ import annotations

from tracker.editorial.gate_advice import (
    GRUDGES,
    JUDGES,
    LOADED,
    SAY_WHO,
    SILENCE,
    TAKES_AS_TRUE,
    Advice,
)
from tracker.editorial.gate_lexicons.kurmanji import DEEDS, THINGS, conjugated

_HIT = (
    "da/dane/dan/didin/dide/didan/dabûn/xist/xistin/xistine/xistiye/xistibin/xistibû/"
    "dixe/dixin/dixist/dixistin/dixînin"
)
_PEOPLE = (
    "girti*/zindani*/mirov*/kes*/wan/wî/wê/zarok*/jin*/mêr*/bira*/dîl*/karker*/mamoste*/xwendekar*/rojnamevan*/gundî*/cotkar*/şivan*/nexweş*/"
    "xwepêşander*/penaber*/sivîl*/welatî*/şahid*/ciwan*/kal*/pîr*/dayik*/xwişk*/bav*"
)

_DENY = "înkar/red"
PHRASES: tuple[tuple[Advice, str], ...] = (
    (
        SAY_WHO,
        "celad* kujer* îşkencekar* îşkencevan* destdirêjkar* tecawizkar* mêrkuj* xwînrêj* "
        "revîner* sûcdarên sûcdaran sûckarên sûckaran",
    ),
    (
        JUDGES,
        "îspat_dike îspat_kir* bê_guman bêguman guman_tune guman_nîn* tê_de_guman "
        "cihê_guman*_~_nahêl* dîroka_~_~_tijî her_kes_dizan* dest*_~_~_bi_xwîn "
        "di_dawiyê_de_~_qebûl bi_mafdarî derew* sûcdar_e sûcdar_in "
        "sûcdarê/sûcdara_sûc*/kuştin*/îşkence* rastî_ev_e rastî_ew_e bi_rastî_jî bi_rastî "
        "di_rastiyê_de derket_holê derkete_holê diyar_e_ku eşkere_ye aşkera_ye zelal_e_ku "
        "xuya_ye_ku ji_ceza*_~_xelas ji_ceza*_~_~_xelas",
    ),
    (
        SILENCE,
        "xwe_newestand bêdengiya bêdengî bêdeng_e bêdeng_in bêdeng_ma* bêdeng_dim* xwe_neêşand "
        "guh_neda gotinek_~_~_tune hîn_jî_gotin* paşguh_kir* guh_nade*",
    ),
    (
        GRUDGES,
        "nayê_înkarkirin veşêr* di_bin_zext* tu_delîl*_~_~_neda*/nade*/nîne/nîn/tune/pêşkêş "
        "tu_ravekirin* tu_rave tiştekî_din_dibêj* çîrokeke_din berevaj*_dibêj* berovaj*_dibêj* "
        f"{_DENY}_nak* {_DENY}_nekir* qet_{_DENY} nikar*_înkar hîn_jî_{_DENY} hîn_jî_~_{_DENY} "
        f"hîn_jî_~_~_{_DENY} înkar*_~_~_didom* bêyî/bê_~_delîl* tenê_dibêj* tenê_got* "
        "tenê_dubare bi_tenê_got* naxwaz*_qebûl nexwest*_~_~_rav* nexwest*_~_rave/qebûl/aşkera "
        "naxwaz*_~_rave nexwest*_kuştin* wek_her_car* wekî_her_car* bi_hinceta bi_serhişkî "
        "bersiva_~_~_~_~_tune_bû xwe_ji_pirs* bi_rikdarî bê_şerm bi_bêşermî bi_neçarî neçar_ma* "
        "bi_xeletî_îdia* bi_xeletî_dibêj* tevî_înkar* digel_înkar* ne_qanihker* bawerpêkirî "
        "pêbawer* hewl_da*_~_rewa hewl_dide_~_rewa bi_bêdengî  "
        "gotina_xwe_ya_her qanih_nake* kesî_qanih em_bawer_bikin tenê_karî tenê_piştî "
        "li_hember_delîl* heq_dik* ",
    ),
    (
        TAKES_AS_TRUE,
        "ji_ber_kuştina_~_~_lêborîn nîşan_da*/did*_~_çawa derxist_holê derxistiye_holê "
        "derdixe_holê eşkere/aşkera/aşkere_dik* eşkere/aşkera/aşkere_kir* belge_dik*_ku "
        "belge_kir*_ku",
    ),
    (
        LOADED,
        "jê_re_dibêjin jê_re_~_~_~_tê_gotin jê_re_tê_gotin mîlîs* hov hovê hovên hovane hovîtî* "
        "bi_navê_xwe rejîm* propaganda* çete* qaşo terorîst* cîhadîst* tundrew* qesab* şelaqî* "
        "şelaqi* şanoyî serjê* borîzan* rûpoş* barbar*",
    ),
)
# Verbs of saying that grudge or take as true, and another for each: beside harm they stop.
VERBS: tuple[tuple[str, Advice, str], ...] = (
    ("mikur_hat*_ku mikur_tê_ku îtiraf_kir*/dik*_ku qebûl_kir*/dik*_ku", JUDGES, "got"),
    ("mikur_hat* mikur_tê îtiraf_kir* îtiraf_dik* qebûl_kir* qebûl_dik*", GRUDGES, "got"),
    ("israr_dike israr_dik* israr_kir*", GRUDGES, "got"),
    (
        "bal_kişand*/dikişîn*_ser nîşan_da*/did*_ku piştrast_dik*/kir* teqez_dik* teqez_kir*",
        TAKES_AS_TRUE,
        "got",
    ),
)
# Of a reply that has not come: no fault where it may still come, or where somebody says so.
NOT_REPLIED = "bersiv*_~_~_neda* bersiv*_~_nade* bersiv*_~_nadin"
STILL_TO_COME = "hîn hêj"
SAYS = "dibêj* got gotin gotiye gotine li_gorî bi_gotina ji_devê ragihand* nivîs*"
TO_DEATH = "heta_mirinê"
# Deaths need nobody who says so, but a fair verb.
DEATHS = "mirin* mir miri* dimir*"
_EXPRESSIONS = (
    f"îşkence* xistin kabloyan li_{_PEOPLE}_{_HIT} li_{_PEOPLE}_~_{_HIT} "
    "li_~_~_xist/dixe/dixin/dixist hat*_xistin tê_xistin kuşt* dikuj* bikuj* qetil* qetlîam* "
    "tecawiz* destdirêj* lêdan* lê_da lê_dan lê_dane sûcê sûcên îdam* komkuj* jenosîd* "
    "şewitand* dişewitîn* xeniqand* topbaran* bombebaran* revand* direvîn* talan* wêran* jehr* "
    "birçî* bi_zorê heta_mirinê veşart* çekên_kîmyayî ser_jê_kir* elektrîk* xirab_~_~_tevger* "
    "xirab_~_~_~_tevger* tundî* hovîtî* koletî* şewitî* dişewit* agir_berda* gule_berda* "
    "gule_reşand* gule*_~_~_reşand* gule_~_~_berdan* gulebaran* tirs_û terora koçber_kir* "
    "derxistina_~_ji_mal* ji_mal*_~_derxist* tunekir* tune_kir* qir_kir* qirkir* kuştî kuştine "
    "zarok*_~_eni* zarok*_~_şer kujtin xelk_kuşt cenaze* dixeniqîn* gefxwarin* gef_lê gefandin* "
    "bindest*_~_zor mayînên mayînan mayîn girtin_bi_zor heqaret* rehîne* gef_~_~_xwar* dizî* "
    "dirizin îtiraf_bi"
)
HARM = f"{_EXPRESSIONS} {conjugated(DEEDS)} {THINGS}"
FRAMES = (
    "dibêj* got goti* ragihand* radigihîn* îdia* tawanbar* red nivîsî nivîsîn nivîsiye nivîsîbû "
    "nivîsand* nivîsibû nivîsandiye dinivîs* xwest* pirsî* "
    "pirsin pirse* pirsa* yasax* qedexe* gorî dipirs* daxwaz* bersiv* diyar_kir* diyar_dik* "
    "destnîşan* anî_ziman tînin_ziman tîne_ziman bal_kişand* vedibêj* vegot* axivî* diaxiv* "
    "nêrîn* dibîne dibînin bawer_dik* bawer_kir* nakokî* rexne_dik* rexne_kir* rexne_li gilî* "
    "darizand* înkar* ji_devê "
    "sûcdar_dik*/kir* bi_gotina bi_nav_dik* bi_nav_kir* rapor_kir* raporkir* dadgeh*_~_~_~_beraet "
    "dadgeh*_~_~_~_mehkûm beraet* behsa_~_kir* behsa_~_dik* texmîn* fikar* berpirsiyar_digire "
    "behs* dihejmêr* hejmart* dihesibîn* dihesibînin hesiband* bi_baweriya li_gor bi_ya"
)
