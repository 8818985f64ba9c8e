"""Sentences that are built unfairly though they say who says it, in the languages beside English.

Phrases as `phrases.py` reads them. What English has of the same kind is in `gate_words.py`.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tracker.editorial.gate_words import Advice

BESIDE_A_NAME: Advice = _(
    "the harm stands beside a name as if it were known; say it in a sentence of its own"
)
TAKEN_AS_KNOWN: Advice = _("it takes the harm as known: say “alleged”, or “allegations of”")
OF_SO_MANY: Advice = _(
    "no passage that is cited says this of that many; keep the number with what it counts"
)

# A part between two commas that begins so tells something of the name before it.
RELATIVE = {"ar": "التي الذي الذين اللذان اللتان وهي وهو وهم", "ckb": "کە", "kmr": "ku"}
# In these languages the same word is “that”, after a verb of saying.
SAME_AS_THAT = ("ckb", "kmr")
# Harm as a noun beside a name: what somebody is called.
CALLED = {"ar": "قاتل* قتلة جلاد* مجرم*", "ckb": "بکوژ* جەلاد*", "kmr": "kujer* celad*"}

# The first part of a sentence, up to its comma, that begins so tells when, as if it had happened.
WHEN = {
    "en": "while when after before as",
    "ar": "بينما فيما عندما حين بعدما بعد_أن قبل_أن",
    "ckb": "لە_کاتێکدا کاتێک دوای_ئەوەی پێش_ئەوەی",
    "kmr": "dema_ku gava_ku piştî_ku berî_ku",
}

# Harm as a thing that somebody inquires into, stops or condemns, unless it is called alleged.
_AR = "تعذيب/قتل/جرائم/جريمة/اغتصاب/إعدام/ضرب/مقتل"
_CKB = "ئەشکەنجە*/کوشتن*/لێدان*/تاوان*/دەستدرێژی*"
_KMR = "îşkence*/kuştin*/lêdan*/tecawiz*/îdam*"
TAKEN = {
    "ar": (
        f"تحقيق*/تحقق/يحقق/حقق*/ستحقق/سيحقق ~ في {_AR}",
        f"تحقيق*/تحقق/يحقق/حقق*/ستحقق/سيحقق ~ في عمليات/حوادث {_AR}",
        f"أدان*/تدين/يدين/ندد*/تندد/يندد ~ {_AR}",
        f"مسؤول* عن {_AR}",
        f"مسؤول* عن عمليات/حوادث {_AR}",
        f"وقف/إنهاء {_AR}",
        f"وقف/إنهاء عمليات {_AR}",
    ),
    "ckb": (
        f"لێکۆڵینەوە*/لێپێچینەوە* لە {_CKB}",
        f"بەرپرس* لە {_CKB}",
        f"{_CKB} ~ ~ شەرمەزار*/ئیدانە*",
        f"{_CKB} ~ بوەست*/ڕابگر*",
    ),
    "kmr": (
        f"lêpirsîna/lêkolîna {_KMR}",
        f"{_KMR} ~ lêkolîn/lêpirsîn bik*/dik*/kir*",
        f"{_KMR} ~ ~ şermezar",
        f"{_KMR} rawest*",
        f"berpirs* ji/ya/yê {_KMR}",
    ),
}
ALLEGED = {
    "ar": "مزعوم* ادعاء* مزاعم اتهام* تهم* يقال تقول يقول",
    "ckb": "تۆمەت* ئیدیعا* باس* گوایە",
    "kmr": "îdia* tawanbar* behs* tên_gotin",
}

# So many of whom harm is told: the words just before the number, or soon after it.
BEFORE_NUMBER = {"ar": "قتل قتلت قتلوا قتلن مقتل عذب* إعدام أعدم* تعذيب", "ckb": "", "kmr": ""}
# “The number of the dead: 17” tells how many there are said to be, not of a deed.
HOW_MANY = {"ar": "عدد أعداد حصيلة", "ckb": "ژمارەی", "kmr": "hejmara"}
AFTER_NUMBER = {
    "ar": ("قتلوا عذبوا أعدموا ضربوا اغتصبوا قتلن عذبن تعرض*_تعذيب/ضرب/قتل/اغتصاب ماتوا_تحت_تعذيب"),
    "ckb": "کوژرا* ئەشکەنجە_در* سێدارە_در* لێدرا* لێیان_در*",
    "kmr": (
        "hat*_kuştin hat*_îşkencekirin hat*_îdamkirin hat*_îşkence_kirin hat*_îdam_kirin "
        "hat*_xistin"
    ),
}
# A number after one of these is a date or a place in a list.
NO_COUNT = {
    "ar": "في عام سنة منذ رقم يوم مادة صفحة",
    "ckb": "لە ساڵی ژمارە ڕۆژی ماددەی",
    "kmr": "di li sala hejmar roja",
}

# After one of these a sentence that told somebody's words must say whose the rest is.
BUT = {
    "ar": "لكن* غير_أن* إلا_أن* رغم_أن* مع_أن* بيد_أن*",
    "ckb": "بەڵام هەرچەندە کەچی لەگەڵ_ئەوەی سەرەڕای_ئەوەی",
    "kmr": "lê lêbelê her_çend* tevî_ku digel_ku",
}
# Also a particle of verbs; it is “but” after a comma.
BUT_AFTER_COMMA = {"kmr": "lê"}
# After a denial and a semicolon, harm that nobody says answers back.
DENIES = {
    "en": "den* reject*",
    "ar": "نفى نفت ينفي* تنفي* رفض*",
    "ckb": "ڕەت*",
    "kmr": "red înkar*",
}
