"""Kurmanji words that need somebody who says them.

`DEEDS` are stems of verbs, which `conjugated` sets the signs of mood and negation before; nouns and
expressions stand as they are written, as `phrases.py` reads them.
"""

from __future__ import annotations

BEFORE = ("", "di", "bi", "na", "ne", "vedi", "hildi", "radi", "")
DEEDS = (
    "kuşt kuj kujt şewitand şewitî şewitîn revand revîn xeniqand xeniqîn tirsand tirsîn pelixand "
    "pelixîn hilweşand hilweşîn herifand perçiqand perçiqîn şkand şkên eciband tepisand tepisîn "
    "talan êşand qetl fetisand fetisîn jehrî peqand gefand rizî rizand "
    "helak xistin kuta qelişand qusand dirand"
)
THINGS = (
    "ji_mal*_~_derxist* ji_mal*_~_avêt* dike_leşker dikin_leşker kir_leşker kirin_leşker "
    "êş êşa jan tilî*_~_şkand* tiliyên_~_şkand* lingê_~_şkand* mil*_~_şkand* diran*_~_şkand* "
    "hestî*_~_şkand* neynok*_~_kişand* neynok*_~_derxist* tên_firotin têne_firotin hatin_firotin "
    "kirîn_û_firotin venegeriyan* venegeriya qedera_~_nediyar zindan*_~_tijî_dik* zindanan_tijî "
    "wek_heywan* wekî_heywan* wek_pez* bi_tirs nanê_genî xwarina_genî genî rizî* "
    "cixare_~_temirand* elektrîk_dan şoka_elektrîk* tazî_kir* rût_kir* tazî_dik* birînên "
    "şîn_û_mor şewatên cenaze*_~_avêt* saxî*_binerd* bi_saxî_~_veşart* gaza_jehrî gaza_çavan "
    "gaza_hêstir* bi_gaz* gulleyên fîşek* dor_lê_girt* birin_cihekî_nediyar cihekî_nediyar "
    "dagirkirin* dagir_kir* koçberkirin* zincîr_kir* bi_zincîr* çavên_~_girêda* çavgirêdayî "
    "bi_daran dar_lê_da* cih*_tirs* windakiriy* neynûk*_~_kişand* neynûk*_~_derxist* "
    "ji_axa_~_derxist* ji_warê_~_derxist* şandin_eniyê şand*_~_eni* "
    "zindan*_veşartî* bêhûde cînayet* cinayet* saxî_binax bi_saxî_binax* binax_kir* "
    "xwîn_rijand* xwînrijî* êrîş_bir* êrîş_kir* "
    "êrîşî_~_kir* îşkence* eşkence* azar* êşkence* kuştin* kuştina kuştar* qetil* "
    "qetlîam* qirkirin* qirkir* qir_kir* komkuj* jenosîd* tunekirin* tunekir* tune_kir* îdam* "
    "darve* bi_dar_ve dardakirin* gulebaran* gule_berda* gule_~_berda* gule_~_~_berda* "
    "gule_reşand* gule*_~_reşand* gule_kir* gulekirin* gule_baran* bombebaran* bombe* topbaran* "
    "mûşek* çekên_kîmyayî çeka_kîmyayî kîmyewî agir_berda* agir_~_berda* agir_ber* agirberdan* "
    "şewat* tecawiz* destdirêj* destavêtin* tacîz* zordestî* zordarî* zor_li zor_lê bi_zorê "
    "bi_zor zilm* zulm* sitem* tepeserkirin* bindest* çewisand* diçewisîn* çewisandin* "
    "mişextkirin* bi_zorê_koçber derbider* ji_mal*_derxist* ji_gund*_derxist* ji_mal*_avêt* "
    "avêtin_derve "
    "wêran* wêrankirin* xerakirin_~_mal xirabkirin* xirab_kir* kavil* talan* talankirin* dizîn* "
    "diziya dizî dest_danî_ser dest_dane_ser zevt* zevtkirin* gendel* gendelî* bertîl* birçî* "
    "birçîbûn* birçîkirin* tî_hişt* bê_xwarin bêxwarin bê_av bê_derman bê_dermankirin bê_parêzer "
    "bêparêzer bê_dadgeh* bê_dadgehkirin bê_doz bê_tawan bê_sûcdar* yekkesî* hucreya_yekkesî "
    "bêpar* bêparkirin* mehrûm* paşguhkirin* îhmal* jehr* jehrî* elektrîk* kablo* qamçî* şelaq* "
    "lêdan* lê_da lê_dan lê_dane lê_didin lê_xist* lêxistin* kulm* pehîn* qurm_kir seqet* "
    "seqetkirin* serjêkirin* ser_jê_kir* serê_~_jê_kir* perçe_kir* parçe_kir* cenaze* "
    "goristana_komî gorên_komî gorên_komkirî xwîn xwîna xwînrij* xwînî* xwîndar* teror* terorê "
    "tirs_û terora tirsê_belav bi_tirsê rehîne* fidye* mertal*_mirov* zarok*_~_eni* zarok*_~_şer "
    "zarok*_~_çekdar* zarok*_~_leşker* leşkeriya_zarok* bi_zorê_leşker kole koletî* koleyan "
    "bazirganiya_mirov* gef* gefxwarin* gef_lê gef_li gef_~_~_xwar* çavtirsand* heqaret* "
    "biçûk_dixist* biçûkxistin* piçûkxistin* rûreş* riswa* pêşêl* binpê_kir* binpê_dik* "
    "binpêkirin* sûc sûcê sûcên sûcan tawan_kir hovîtî* hov* barbar* wehş* bêrehm* bêwijdan* "
    "tundî* tundûtûj* tundiyê nemirov* windakir* winda_kir* bêserûşûn* veşart* vedişêr* "
    "neqanûnî* nedad* neheq* qurban* mexdûr* karesat* felaket* cefa* êş_û azar îtiraf_bi "
    "îtiraf*_~_lêdan* îtiraf*_~_îşkence* dirizin kaşkir* kaş_kir* kişandin_~_erdê dorpêç* qefes* "
    "keç*_firot* jin*_firot* zarok*_firot* keç*_difiroş* jin*_difiroş* hesar* peqand* teqand* "
    "mayîn mayînan mayînên cezayê_komî ceza_~_komî bi_darê_zorê zorê_dide xirab_~_tevger* "
    "xirab_~_~_tevger* "
    "tevgera_xirab tevgera_xerab miameleya_xirab girtin_bi_zor qutkirin_~_diya* hatin_qutkirin"
)
BLAME = (
    "dixe_zindanê dixin_zindanê xistin_zindanê avêtin_zindanê desthilata_tirs* bi_tirsê_birêve "
    "vedişêre vedişêrin vedişartin ji_cîhanê_vedişêr* fermanên_~_ji_artêş* ferman*_~_~_digir* "
    "çavên_xwe_girt* çavê_xwe_girt* çavên_xwe_digir* çav_girt* pişta_xwe_da* guhê_xwe_girt* "
    "guhên_xwe_girt* xem_nake xema_wan_nîn* ne_xem* heqê_van heqê_~_sûc* heqê_~_neda* "
    "çek_e_di_dest di_destê_~_~_çek bûka_dest bûkik* lîstok* heta_parêzer* heta_~_bi_xwe "
    "bawer_nakin bawer_nake kes_bawer kesek_bawer her_roj_diguher* roj_bi_roj sal_bi_sal "
    "gotina_xwe_guher* gotinên_xwe_guher* guhertoya_~_diguher* mezin_dike mezin_dikin mezin_kir "
    "zêdegav* zêde_dike_gav mubalexe* çêkirî çêkirî_ne ji_xwe_çêdik* ji_ber_xwe_çêkir* sexte* "
    "sextekar* xapand* dixapîn* xapînok* berevajî_dik* berovajî_dik* çewt_nîşan* tinaz* henek* "
    "qerf* bêşerm* durû* durûtî* tirsonek* kîndar* nefret* alîgir* kirêgirt* kirêdar* xwefiroş* "
    "caş* sîxur* xayîn* xiyanet* pere_jê_digir* ji_aliyê_~_~_ve_tê_fînansekirin dijminatî* "
    "dijminê dijminahî* navxirab* navbed* bednav* bi_navê_xirab tirsnak* tirsehez* sawdar* "
    "xerîb_e_ku kirêt* qirêj* nayê_efûkirin bê_bingeh* bêbingeh* pûç* pûçkirî cihê_baweriyê_nîn* "
    "bawerî_pê_nay* nayê_bawerkirin efsane* xeyal* bila_şerm divê_şerm bêwijdan* bê_wijdan "
    "bê_rehm bêdilovan* pozbilind* pozbilindî* serhişk* rikdar* fêr_bûye hîn_bûye_ku "
    "bazirganiyê_bi mask* rûpûş* xwe_li_pişt xwe_di_pişt hincet* behane* mehane* fêlbaz* "
    "hîlebaz* vala_ne sozên_vala gotinên_vala soza_vala bêwate* şano* şanoyî* derewîn* "
    "hevkarê_sûc* hevparê_sûc* şirîkê_sûc* hevsûc* destê_~_heye_di berpirs*_ji_mirin* "
    "berpirsê_mirin* bê_ceza bêceza* divê_~_hesab* divê_ceza* divê_~_ceza* heq_dike heq_dikin "
    "pir_dereng dereng_maye gelek_dereng dereng_dixe dirêj_dike_dem xwe_da_alî xwe_~_~_da_alî "
    "xwe_dizî xwe_ji_~_dide_alî xwe_vedidiz* xwe_dize* nakok_e_bi_xwe li_hev_nayên bila_vê "
    "bila_~_bêje bila_~_bibêje lazim_bûn yanzdeh_mirin_lazim pêwîst_bû_ku bêguneh* bêsûc* bêçek* "
    "wekî_tê_hêvîkirin wek_tê_hêvîkirin wekî_her_tim wek_her_tim tim_wisa her_tim_wisa"
)


def conjugated(listed: str) -> str:
    """Stems with the signs of mood and negation before each, and any ending."""
    return " ".join(f"{one}{stem}*" for stem in listed.split() for one in BEFORE)
