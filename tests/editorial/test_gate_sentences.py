"""Fair sentences pass the gate and unfair ones stop, in each language of the site."""

import json
from pathlib import Path

import pytest

from tests import factories as make
from tracker.editorial.framing import answering_back, faults, unframed
from tracker.editorial.phrases import has_any
from tracker.editorial.sentences import plain_letters
from tracker.editorial.wording import findings, wording_findings
from tracker.search.normalise import words

GIVEN = Path(__file__).resolve().parents[3] / "shared/record/gate-sentences.json"

FAIR = {
    "en": (
        "Party A says that guards of Party B beat detainees.",
        "Guards beat detainees, Party A says.",
        "According to Party A, two detainees died after they were beaten.",
        "Party A alleges torture and other war crimes.",
        "Party B denies that its guards beat anybody.",
        "Party B says that its laws prohibit torture and murder.",
        "Party B says that any crimes were individual acts.",
        "Party B said that it would investigate the alleged torture.",
        "Party A accuses Party B of murder.",
        "In the words of Party A, the prisoners were starved.",
        "The words are about torture and ill-treatment.",
        "Party B was accused of killings by Party C.",
        "Party A reported that 40 people were held.",
        "The claim is about the prison; the reply names the camp.",
        "Party B rejects the allegation of rape.",
        "A court convicted two guards of murder.",
        "The report says “they were tortured to death”.",
        "It describes beatings with cables, Party A writes.",
        "Party B asked Party A for evidence of the crimes alleged.",
        "The camp lies in the north.",
        "Party B calls the report baseless and its figures exaggerated.",
        "Party B says that the allegation is false.",
        "Both men pleaded not guilty to murder.",
    ),
    "ar": (
        "تقول منظمة العفو الدولية إن محتجزين ضُربوا.",
        "وفقا للمنظمة، تعرض محتجزون للتعذيب.",
        "نفت الإدارة أن حراسها قتلوا أحدا.",
        "اتهمت المنظمة السلطات بارتكاب جرائم حرب.",
        "قالت الإدارة إن قوانينها تحظر التعذيب.",
        "يقع المخيم في الشمال.",
        "ذكر التقرير أن شخصين ماتا بعد ضربهما.",
        "رفضت الإدارة الاتهام بالقتل.",
    ),
    "ckb": (
        "ڕێکخراوەکە دەڵێت کە گیراوان ئەشکەنجە دراون.",
        "بەپێی ڕاپۆرتەکە، دوو کەس کوژراون.",
        "بەڕێوەبەرایەتییەکە ڕەتی دەکاتەوە کە پاسەوانەکانی کەسیان کوشتبێت.",
        "بەڕێوەبەرایەتییەکە وتی یاساکانی ئەشکەنجەدان قەدەغە دەکەن.",
        "کەمپەکە لە باکوورە.",
    ),
    "kmr": (
        "Rêxistin dibêje ku girtî hatin îşkencekirin.",
        "Li gorî raporê du kes hatin kuştin.",
        "Rêveberî red dike ku parêzvanên wê kes kuştine.",
        "Rêveberî got ku qanûnên wê îşkenceyê qedexe dikin.",
        "Kamp li bakur e.",
    ),
}
UNFAIR = {
    "en": (
        "Party A reveals how Party B tortured detainees.",
        "Party B tortured 300 prisoners to death.",
        "Party B committed murder.",
        "Terrorist detainees were butchered.",
        "Party B lied.",
        "Party B remained silent.",
        "Party B failed to answer.",
        "Party B falsely claims that nobody died.",
        "Party B is guilty of rape.",
        "Party A, a mouthpiece of Party C, says that people were beaten.",
        "The so-called “Administration” says that it is open.",
        "Party B admitted that guards beat people.",
        "Party B finally conceded that two people died.",
        "The truth is that people were beaten.",
        "It emerged that Party B beat people.",
        "Party B, which murdered prisoners, says that it follows the law.",
        "Party B says that it will investigate the killings.",
        "Party A says that 900 people were killed.",
        "Party B claims that nobody died.",
        "Party B continues to deny the torture.",
    ),
    "ar": (
        "تكشف منظمة العفو كيف عذبت الإدارة المحتجزين.",
        "عذبت الإدارة ثلاثمئة سجين حتى الموت.",
        "ارتكبت الإدارة جريمة القتل.",
        "ذُبح المحتجزون الإرهابيون.",
        "كذبت الإدارة.",
        "التزمت الإدارة الصمت.",
        "فشلت الإدارة في الرد.",
        "تزعم الإدارة زورا أن أحدا لم يمت.",
        "الإدارة مذنبة بالاغتصاب.",
        "منظمة العفو، بوق داعش، تقول إن محتجزين ضُربوا.",
        "ما يسمى «الإدارة الذاتية» تقول إنها منفتحة.",
        "اعترفت الإدارة بأن حراسها ضربوا محتجزين.",
        "أقرت الإدارة أخيرا بموت شخصين.",
        "الحقيقة أن المحتجزين ضُربوا.",
        "تبين أن الإدارة ضربت محتجزين.",
    ),
    "ckb": (
        "ڕێکخراوەکە ئاشکرای دەکات چۆن بەڕێوەبەرایەتی گیراوانی ئەشکەنجە داوە.",
        "بەڕێوەبەرایەتی سێ سەد بەندی تا مردن ئەشکەنجە دا.",
        "بەڕێوەبەرایەتی خەڵکی کوشت.",
        "گیراوە تیرۆریستەکان سەربڕدران.",
        "بەڕێوەبەرایەتی درۆی کرد.",
        "بەڕێوەبەرایەتی بێدەنگ بوو.",
        "بەڕێوەبەرایەتی وەڵامی نەدایەوە.",
        "بەڕێوەبەرایەتی تاوانبارە بە دەستدرێژی.",
        "بەناو «بەڕێوەبەرایەتی» دەڵێت کە کراوەیە.",
        "بەڕێوەبەرایەتی دانی پێدا نا کە پاسەوانەکان لێیان داوە.",
        "دەرکەوت کە بەڕێوەبەرایەتی خەڵکی کوشتووە.",
    ),
    "kmr": (
        "Rêxistin eşkere dike ku rêveberiyê çawa girtî îşkence kirine.",
        "Rêveberiyê sêsed girtî heta mirinê îşkence kirin.",
        "Rêveberiyê mirov kuştin.",
        "Girtiyên terorîst hatin serjêkirin.",
        "Rêveberiyê derew kir.",
        "Rêveberî bêdeng ma.",
        "Rêveberiyê bersiv neda.",
        "Rêveberî sûcdar e.",
        "Qaşo “Rêveberî” dibêje ku vekirî ye.",
        "Rêveberî mikur hat ku parêzvanan li girtiyan dane.",
        "Derket holê ku rêveberiyê mirov kuştine.",
    ),
}


def stopped(text, passages=()):
    return [*faults(text, passages), *unframed(text), *answering_back(text)]


@pytest.mark.parametrize("language", FAIR)
def test_fair_sentences_pass(language, subtests):
    for sentence in FAIR[language]:
        with subtests.test(sentence):
            assert stopped(sentence) == []


@pytest.mark.parametrize("language", UNFAIR)
def test_unfair_sentences_stop(language, subtests):
    for sentence in UNFAIR[language]:
        with subtests.test(sentence):
            assert stopped(sentence)


@pytest.mark.skipif(not GIVEN.exists(), reason="the sentences are not beside this checkout")
def test_given_sentences_pass_and_stop(subtests):
    given = json.loads(GIVEN.read_text())
    for kind, is_fair in (("fair", True), ("unfair", False)):
        for sentence in given[kind]:
            with subtests.test(sentence):
                assert (not stopped(sentence)) is is_fair


@pytest.mark.parametrize(
    "text",
    [
        "Party B did\u00a0not respond.",
        "Party B did not re\u00adspond.",
        "Party B didn’t respond.",
        "Party B DIDN`T RESPOND.",
        "The perpe\u0301trators were named.".replace("\u0301", "\u200b"),
        "كذ\u0651بت الإدارة.",
        "الإدارة مذنبـــة.",
        "قەصاب قەساب",
        "بەڕێوەبەرایەتی بێدەنگ\u00a0بوو.",
        "Rêveberî bêdeng\u00a0ma.",
        "Re\u0302veberî be\u0302deng ma.",
    ],
)
def test_odd_letters_hide_nothing(text):
    assert stopped(text)


def test_letter_of_another_keyboard_is_the_same_letter():
    assert stopped("كەذب") == stopped("کەذب")
    assert "لزم كل الناس الصمت" in [one.words for one in faults("لزم كل الناس الصمت")]
    assert plain_letters("A\u00a0 B’s\u200d") == "a b's"


def test_number_with_harm_passes_when_a_cited_passage_says_it():
    text = "Party A says that 900 people were killed."
    assert stopped(text)
    assert not stopped(text, ["More than 900 people were killed there."])
    assert stopped(text, ["900 people are held."])


@pytest.mark.django_db
def test_gate_reads_the_passages_of_its_record():
    claim = make.claim(
        "Party A says that 900 people were killed",
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        looked_on="2024-06-01",
    )
    (found,) = findings(claim)
    assert "no passage that is cited says this" in found
    make.cite(claim.allegations.get(), quote="In all, 900 people were killed.")
    assert findings(claim) == []


@pytest.mark.django_db
def test_passage_of_a_confidential_source_makes_nothing_right():
    claim = make.claim(
        "Party A says that 900 people were killed",
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        looked_on="2024-06-01",
    )
    make.cite(claim, make.source(confidential=True), quote="In all, 900 people were killed.")
    assert findings(claim)


def test_sentence_that_tells_of_harm_is_told_with_what_to_do():
    (found,) = wording_findings("The lead", "Guards beat detainees. Party A says so.")
    assert found == "The lead says “Guards beat detainees.”: it tells of harm; say who says so."


@pytest.mark.django_db
def test_name_of_a_party_is_called_as_it_is():
    claim = make.claim(
        "Party A says that the Anti-Terrorist Militia of B held people",
        claimant=make.party("Party A"),
        accused=make.party("Anti-Terrorist Militia of B"),
        looked_on="2024-06-01",
    )
    assert findings(claim) == []
    claim.title = "Party A says that a militia held people"
    assert "militia" in " ".join(findings(claim))


def test_question_alleges_nothing():
    assert stopped("Did guards beat detainees?") == []
    assert stopped("Guards beat detainees.")


# --- More sentences ------------------------------------------------------------------------------

MORE = json.loads((Path(__file__).parent / "gate_sentences.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", MORE)
def test_more_sentences_pass_and_stop(language, subtests):
    fair, unfair = MORE[language]["fair"], MORE[language]["unfair"]
    assert len(fair) + len(unfair) >= 40
    # Of the blind, written before anybody looked at the rules, these caught half at first.
    for sentence in (*fair, *MORE[language]["aside"]["fair"], *MORE[language]["blind"]["fair"]):
        with subtests.test(sentence):
            assert stopped(sentence) == []
    # Those aside were written after the rules: two of the English ones passed them at first.
    blind = MORE[language]["blind"]["unfair"]
    for sentence in (*unfair, *MORE[language]["aside"]["unfair"], *blind):
        with subtests.test(sentence):
            assert stopped(sentence)


BUILT = json.loads((Path(__file__).parent / "gate_sentences_built.json").read_text("utf-8"))


@pytest.mark.parametrize("language", ("en", "ar", "ckb", "kmr"))
def test_each_way_of_building_a_sentence_passes_or_stops(language):
    assert [one for one in BUILT[language]["fair"] if stopped(one)] == []
    assert [one for one in BUILT[language]["unfair"] if not stopped(one)] == []


def test_beginning_of_a_word_is_found_whatever_ending_the_search_takes_off():
    # Of ناکات the search takes off ات, which is none in ناکاتەوە.
    for typed in ("ناکات", "ناکاتەوە"):
        assert has_any(words(typed), "ناکات*")
    # A tale is no officer, though both lose their endings, nor is a page a description.
    assert not has_any(words("ئەفسەر"), "ئەفسانە*")
    assert not has_any(words("صفحة"), "وصف*")


@pytest.mark.parametrize(
    ("question", "is_open"),
    [
        ("Did guards beat detainees?", True),
        ("Who beat the detainees?", False),
        ("Is it any wonder that guards beat detainees?", False),
        ("Party B says that he fell, so who beat him?", False),
        ("هل ضرب الحراس محتجزين؟", True),
        ("لماذا ضرب الحراس محتجزين؟", False),
        ("ئایا پاسەوانەکان لە گیراوان داوە؟", True),
        ("Gelo nobedaran li girtiyan xistiye?", True),
        ("Kê li girtiyan xist?", False),
    ],
)
def test_question_passes_that_asks_whether(question, is_open):
    assert (not stopped(question)) is is_open


def test_number_with_harm_passes_in_every_language_when_a_cited_passage_says_it():
    for text, passage in (
        ("تقول الجهة أ إن 1200 سجين أُعدموا.", "أُعدم أكثر من ١٢٠٠ سجين."),
        ("لایەنی یەکەم دەڵێت کە ١٢٠٠ بەندی لە سێدارە دراون.", "1200 بەندی لە سێدارە دران."),
        ("Aliyê A dibêje ku 1200 girtî hatin îdamkirin.", "Li wir 1200 girtî hatin îdamkirin."),
    ):
        assert stopped(text)
        assert not stopped(text, [passage]), text
        assert stopped(text, [passage.replace("1200", "12").replace("١٢٠٠", "١٢")]), text


@pytest.mark.parametrize(
    "text",
    [
        # “Lê” is a particle of verbs too, and کە is “that” after a verb of saying.
        "Aliyê A dibêje ku parêzvanan lê dane.",
        "لایەنی یەکەم دەڵێت، کە پاسەوانەکان خەڵکیان کوشتووە، و داوای لێکۆڵینەوە دەکات.",
        # Dates are no counts of people.
        "تقول الجهة أ إن سجناء قُتلوا في 2019.",
        "Aliyê A dibêje ku di 2019 de kes hatin kuştin.",
        "لایەنی یەکەم دەڵێت لە ساڵی ٢٠١٩ کوژراون.",
        # What is alleged may be inquired into.
        "تقول الجهة ب إنها ستحقق في التعذيب المزعوم.",
    ],
)
def test_what_only_looks_unfair_passes(text):
    assert stopped(text) == []
