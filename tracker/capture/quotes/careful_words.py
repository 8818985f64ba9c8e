"""Words of which no other spelling is ever taken for the same: negations, numbers, names."""

import re

from tracker.capture.quotes.folding import plain, spelled


def as_words(text: str) -> frozenset[str]:
    """Words parted by spaces, as `folding.plain` writes them."""
    return frozenset(map(plain, text.split()))


# In small letters. English, German, French, Spanish, Portuguese,
# Italian, Turkish, Kurmanji; Arabic, Sorani, Persian, Urdu, Hebrew.
NEGATIONS = as_words(
    """
    not no nor never none nobody nothing nowhere neither cannot without unless hardly barely
    scarcely
    don't doesn't didn't won't wouldn't can't couldn't shouldn't isn't aren't wasn't weren't hasn't
    haven't hadn't mustn't needn't ain't doesnt didnt isnt arent wasnt werent
    nicht nichts nie niemals niemand kein keine keinen keinem keiner keines ohne weder noch außer
    ne pas non jamais rien aucun aucune personne sans ni nul nulle sauf n'est n'a n'ont n'en n'y
    no ni nunca jamás nada nadie ningún ninguno ninguna sin tampoco excepto
    não nao nem nada ninguém nenhum nenhuma sem
    non né mai nulla niente nessuno nessuna senza
    değil yok hiç hayır olmadan ne
    na ne nîne nînin tune tunene tunebû nebû nabe naye nayê nake qet bê bêyî nekir nikare nikarin
    nedan
    لا لم لن ما ليس لیس ليست لیست ليسوا لیسوا غير غیر بلا دون بدون عدم سوى سوی إلا الا كلا کلا
    ولا ولم ولن وليس ولیس ولیست فلا فلم
    نا نه نی نیه نییه نین نابێ نابێت نه‌ نەخێر نه‌خێر به‌بێ بێ بی بهبێ مه هیچ
    نیست نیستند نمی نمیشود نبود نباید هرگز بدون نکرده نشده ندارد نخواهد
    نہیں نہ مت بغیر بلا کبھی نهیں نه
    לא אין אל בלי ללא אינו אינה אינם אינן מבלי אף לעולם בלתי שאינו
    """
)
# What counts, as `folding.spelled` writes it.
NUMBER_WORDS = frozenset(
    map(spelled, as_words("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions dozen dozens half third
    quarter first second fourth fifth sixth seventh eighth ninth tenth once twice thrice both single
    all every some few many most several
    null ein eine einen einem einer eines eins zwei drei vier funf sechs sieben acht neun zehn elf
    zwolf dreizehn vierzehn zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig hundert
    tausend millionen erste ersten zweite zweiten dritte dritten alle viele einige beide beiden
    un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
    vingt trente quarante cinquante soixante cent cents mille millions milliards premier premiere
    seconde deuxieme troisieme tous toutes plusieurs quelques
    uno una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte
    treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos mil millones
    primer primero primera segundo segunda tercero tercera todos todas muchos varios
    um uma dois duas tres quatro sete oito nove dez vinte trinta quarenta cem cento milhao milhoes
    bir iki uc dort bes alti yedi sekiz dokuz on yirmi otuz kirk elli yuz bin milyon tum
    yek du se car penc ses heft hest neh deh dehan sed hezar milyon hemu gelek hinek
    واحد واحده اثنان اثنین ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع ثمانیه ثمانی تسعه تسع
    عشره عشر عشرون عشرین مئه مائه الف الاف ملیون ملایین کل جمیع بعض
    یک دو سه چهار پنج شش هفت هشت نه ده بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد هزار میلیون همه
    یهک دوو سی چوار پینج شهش حهوت ههشت نو سهد ههزار ملیون ههموو
    ایک تین چار پانچ چھ سات اٹھ نو دس سو لاکھ کروڑ تمام سب
    אחד אחת שניים שתיים שלושה שלוש ארבעה ארבע חמישה חמש שישה שש שבעה שבע שמונה תשעה תשע עשרה עשר
    מאה אלף מיליון כל
    """))
)  # fmt: skip
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


def is_negation(word: str) -> bool:
    """Whether a `plain` word denies, in any of the languages at once."""
    return word.casefold() in NEGATIONS or word.casefold().endswith("n't")


def is_number(word: str) -> bool:
    """Whether digits matter in a `plain` word: not in one that a scan has spoilt (al1egations)."""
    digits = _DIGIT.findall(word)
    # Scans put 0 and 1 into words, for o and l.
    if not digits or not {"0", "1"}.issuperset(digits):
        return bool(digits)
    inside = _LETTER.match(word[0]) and _LETTER.match(word[-1])
    return not inside or len(_LETTER.findall(word)) <= 3 * len(digits)


def is_capital(word: str) -> bool:
    """Whether a word is written like a name. Scripts without capitals never tell."""
    return word[:1].isupper()


def is_acronym(word: str) -> bool:
    """Whether a word in small letters would be another: US and us, IS and is."""
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper()


def has_case(word: str) -> bool:
    return word.lower() != word.upper()
