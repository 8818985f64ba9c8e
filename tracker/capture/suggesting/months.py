"""Names of months in the languages of sources, whole or shortened to three letters or more."""

from tracker.capture.quotes.folding import plain, spelled

# January to December, a line a language: English, German, French, Spanish, Portuguese, Turkish,
# Kurmanji, Arabic (two of them), Sorani, Persian.
_NAMES = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
rêbendan reşemî adar avrêl gulan pûşper tîrmeh gelawêj rezber kewçêr sermawez berfanbar
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
_ شباط آذار نيسان أيار حزيران تموز آب أيلول _ _ _
_ شوبات ئازار نیسان ئایار حوزەیران تەمووز ئاب ئەیلوول _ _ _
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
"""
SHORTEST = 3


def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _NAMES.split("\n"):
        for number, name in enumerate(line.split(), 1):
            whole = spelled(plain(name))
            for length in range(SHORTEST, len(whole) + 1):
                # What shortens two months, as “jui” in French, is neither.
                short = whole[:length]
                found[short] = number if found.get(short, number) == number else 0
    return found


_MONTHS = _months()


def month_named(name: str) -> int:
    """The number of a month, from 1; 0 if it is none for certain."""
    return _MONTHS.get(spelled(plain(name)), 0)
