"""Ways to write a passage that leave its words what they are.

Each takes a generator of chances, a language and a passage, and gives what somebody might quote;
None if the script knows no such way.
"""

import re
import unicodedata

ARABIC = ("ar", "fa", "ur", "ckb")
NEGATIONS = {
    "en": ["not", "never", "no"], "de": ["nicht", "kein", "nie"], "fr": ["pas", "jamais", "ne"],
    "es": ["no", "nunca"], "pt": ["não", "nunca"], "kmr": ["ne", "na", "tune"],
    "ar": ["لا", "لم", "ليس", "لن", "غير"], "fa": ["نه", "نیست", "هرگز"], "ur": ["نہیں", "نہ"],
    "he": ["לא", "אין", "אינו"], "ckb": ["نا", "نە", "نییە"],
}  # fmt: skip
CONFUSED = [
    ("rn", "m"), ("m", "rn"), ("l", "I"), ("cl", "d"), ("d", "cl"), ("w", "vv"), ("o", "0"),
    ("e", "c"), ("h", "b"), ("fi", "ﬁ"), ("i", "l"), ("u", "ii"), ("n", "r"), ("c", "e"),
]  # fmt: skip
# Marks over and under Arabic letters that scans lose without making another word.
LOST = [("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ؤ", "و")]
DOTS = [("ب", "ت"), ("ت", "ث"), ("ن", "ت"), ("ج", "ح"), ("خ", "ح"), ("ق", "ف"), ("ش", "س"),
        ("ض", "ص"), ("غ", "ع"), ("ذ", "د"), ("ز", "ر")]  # fmt: skip
FORMS = {}
for _code in (*range(0xFE80, 0xFEF5), *range(0xFB50, 0xFBD0)):
    _letter = unicodedata.normalize("NFKC", chr(_code))
    if len(_letter) == 1 and unicodedata.name(chr(_code), ""):
        FORMS.setdefault(_letter, []).append(chr(_code))


def verbatim(chance, language, passage):
    return passage


def typeset(chance, language, passage):
    """Other quotation marks, dashes, apostrophes and spaces."""
    pairs = str.maketrans({
        "“": chance.choice("\"«„"), "”": chance.choice("\"»“"), "«": '"', "»": '"',
        "’": "'", "'": "’", "–": "-", "—": "–", " ": chance.choice("  \u00a0"), '"': "”",
    })  # fmt: skip
    return passage.translate(pairs)


def spaced(chance, language, passage):
    return re.sub(
        r"\s+", lambda _: chance.choice([" ", "  ", "\n", " \n ", "\u00a0", "\t"]), passage
    )


def broken(chance, language, passage):
    """Words parted by a hyphen at the end of a line, as in print."""
    words = [at for at in range(len(passage)) if re.match(r"[^\W\d_]{7}", passage[at - 3 : at + 4])]
    if language in (*ARABIC, "he") or not words:
        return None
    for at in sorted(chance.sample(words, min(2, len(words))), reverse=True):
        passage = f"{passage[:at]}-\n{passage[at:]}"
    return passage


def unseen(chance, language, passage):
    """Soft hyphens, zero-width spaces, marks of direction."""
    written = []
    for char, after in zip(passage, f"{passage[1:]} ", strict=True):
        written.append(char)
        is_within = char.isalpha() and unicodedata.category(after)[0] == "L"
        if is_within and chance.random() < 0.1:
            written.append(chance.choice("\u00ad\u200b\u200e\u2060"))
    return "".join(written)


def decomposed(chance, language, passage):
    apart = unicodedata.normalize("NFD", passage)
    return apart if apart != passage else passage.replace("fi", "ﬁ").replace("fl", "ﬂ")


def keyboard(chance, language, passage):
    """Letters, digits and joiners as another keyboard of the same script has them."""
    if language not in ARABIC:
        return None
    other = passage.translate(str.maketrans("يكیک٠١٢٣٤٥٦٧٨٩", "یکيك۰۱۲۳۴۵۶۷۸۹"))
    return other.replace("\u200c", "")


def vowelled(chance, language, passage):
    """Vowel signs and tatweel in a vowelless text, or left away."""
    if language not in ARABIC:
        return None
    signs = "\u064b\u064e\u064f\u0650\u0651\u0652\u0640"
    return "".join(
        char + chance.choice(signs) if "ء" < char <= "ي" and chance.random() < 0.25 else char
        for char in re.sub("[\u064b-\u0652]", "", passage)
    )


def presented(chance, language, passage):
    """Arabic letters as the forms that old programs and fonts of PDFs write."""
    if language not in ARABIC:
        return None
    return "".join(chance.choice(FORMS.get(char, [char])) for char in passage)


def unaccented(chance, language, passage):
    """Without accents, or without hamza."""
    if language in ARABIC:
        plain = passage.translate(str.maketrans("أإآؤئ", "اااوي"))
    elif language == "he":
        return None
    else:
        apart = unicodedata.normalize("NFD", passage)
        plain = unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", apart))
    negations = re.search(r"\b(?:nê|né|jamás|ningún\w*|ninguém|değil|hiç|bê)\b", passage, re.I)
    return plain if plain != passage and not negations else None


def capitals(chance, language, passage):
    if language in (*ARABIC, "he"):
        return None
    return passage.upper() if "ß" not in passage else None


def joined(chance, language, passage):
    """One space lost, another too many, as in text of a PDF; not at numbers or negations."""
    words = passage.split(" ")
    near = [
        at for at in range(1, len(words))
        if all(re.fullmatch(r"[^\W\d_]{4,}", word) for word in words[at - 1 : at + 1])
        and not _denies({word.casefold() for word in words[at - 1 : at + 1]})
    ]  # fmt: skip
    if not near:
        return None
    at = chance.choice(near)
    return " ".join([*words[: at - 1], words[at - 1] + words[at], *words[at + 1 :]])


def scanned(chance, language, passage):
    """One word in 24 with letters that scanners confuse, long words in small letters alone."""
    pairs = LOST if language in ARABIC else CONFUSED
    words = re.split(r"(\s+)", passage)
    # Names, numbers and short words are what is never forgiven; see `dots` for what else is not.
    usable = [at for at, word in enumerate(words) if _may_be_spoilt(word, language)]
    chance.shuffle(usable)
    wanted, spoilt = max(1, len(words) // 24), 0
    for at in usable:
        word = words[at]
        fits = [pair for pair in pairs if pair[0] in word[1:-1]]
        if spoilt == wanted or not fits:
            continue
        old, new = chance.choice(fits)
        inside = word.index(old, 1)
        words[at] = word[:inside] + new + word[inside + len(old) :]
        spoilt += 1
    return "".join(words) if spoilt else None


def badly_scanned(chance, language, passage):
    """One letter in sixty confused, in whatever word it is but a number's."""
    if language in ARABIC or language == "he":
        return None
    for _ in range(max(1, len(passage) // 60)):
        fits = [
            (found.start(), old, new)
            for old, new in CONFUSED
            for found in re.finditer(re.escape(old), passage)
        ]
        if not fits:
            return None
        at, old, new = chance.choice(fits)
        passage = passage[:at] + new + passage[at + len(old) :]
    return passage


def _may_be_spoilt(word, language):
    return language != "he" and bool(re.fullmatch(r"[^\W\d_]{7,}", word)) and word == word.lower()


def dots(chance, language, passage):
    """One Arabic letter with other dots: often another word, so that it is not looked for."""
    fits = [at for at, char in enumerate(passage) if char in dict(DOTS)]
    if language not in ARABIC or not fits:
        return None
    at = chance.choice(fits)
    return passage[:at] + dict(DOTS)[passage[at]] + passage[at + 1 :]


def ellipsis(chance, language, passage):
    """The middle left out, nothing with a negation in it."""
    words = passage.split()
    if len(words) < 12:
        return None
    a, b = len(words) // 3, 2 * len(words) // 3
    left = {word.strip(".,;:!?()«»“”\"'").casefold() for word in words[a:b]}
    if _denies(left):
        return None
    dots = chance.choice(["…", "...", "[…]", "[...]", "(…)", ". . ."])
    return f"{' '.join(words[:a])} {dots} {' '.join(words[b:])}"


def _denies(words):
    return bool(words & set().union(*NEGATIONS.values())) or any(
        re.search(r"n['’]t$|^n['’]|^(?:cannot|without|nor|none|neither|nothing|nobody|nul|aucun\w*|sans|"
                  r"rien|personne|ni|sin|ning\w+|nada|sem|nem|nenhum\w*|ohne|kein\w*|nichts|niemand|"
                  r"weder|noch|bê|qet|né|mai|hiç|yok|بدون|دون|عدم|بلا|إلا|الا|ولا|كلا|ما|ولم|بی|هیچ\w*|"
                  r"نمی\w*|نباید|ندارد|بغیر|بلا|مت|کبھی|אל|בלי|ללא|אינם|אינה|אף|لن|sauf|except|unless|nê|"
                  r"nîne|tune\w*|na|ne|non|no|se|hardly|barely)$", word)
        for word in words
    )  # fmt: skip


def bracket(chance, language, passage):
    """A word of explanation in brackets."""
    words = passage.split()
    inserted = "[sic]" if chance.random() < 0.3 else "[editor]"
    words.insert(chance.randrange(2, len(words) - 2), inserted)
    return " ".join(words)


TRUE = {one.__name__: one for one in (
    verbatim, typeset, spaced, broken, unseen, decomposed, keyboard, vowelled, presented,
    unaccented, capitals, joined, scanned, ellipsis, bracket,
)}  # fmt: skip
# Told beside the others, and in no count.
FORGONE = {"dots": dots, "badly_scanned": badly_scanned}
