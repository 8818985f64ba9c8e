"""English words around numbers: what is counted, what happened to it, and what is no figure."""

from __future__ import annotations

# What is counted does not go over these.
STOPS = (
    "in of from at on to by for with as who that which and or but were was are is be been being "
    "have "
    "has had will would could may might must can did does do a an the its his her their our my "
    "your "
    "this these those including than through during after before when while where since until into "
    "over under between among against without about per each every said say says told also not now "
    "still then there here more less yet so if because although though despite amid via within "
    "joined fled died killed remained live lived left went returned came come took take made make "
    "gets takes makes comes goes runs needs wants looks shows includes means"
)
# Between a number and its noun: “12 more men”.
MODIFIERS = "more other additional further new extra such"
# Plurals without an s, and how others end.
PLURALS = (
    "people men women children police personnel staff troops aircraft youth youths clergy cattle "
    "sheep livestock crew others"
)
PLURAL_ENDINGS = ("men", "people", "children", "folk")
# Who has been named before: “12 of them”.
THEM = "them us whom which"
# They end as plurals do, and are none.
NO_PLURALS = (
    "always across towards afterwards perhaps besides sometimes yes news politics plus minus "
    "unless "
    "texas paris james thomas charles hers ours yours theirs whereas physics economics regardless "
    "nonetheless nevertheless overseas upstairs downstairs indoors outdoors species"
)
# Not the ends of plurals either.
NO_PLURAL_ENDINGS = ("ss", "ous", "us", "is")
# How long, old, far, hot, fast something is; what is won in games; what a page says of itself.
MEASURES = (
    "year years month months week weeks weekend day days night nights hour hours hr hrs minute "
    "minutes min mins second seconds sec secs decade decades century centuries semester semesters "
    "am "
    "pm a.m p.m old o'clock km kms kilometre kilometres kilometer kilometers mile miles metre "
    "metres "
    "meter meters foot feet ft inch inches yard yards cm mm mph kph knots degree degrees "
    "percentage block blocks "
    "point points times time goals wickets innings rebounds touchdowns assists comments comment "
    "shares likes replies steps photos photo videos video things thoughts ways reasons tips "
    "takeaways megapixels gb "
    "mb st nd rd th"
)
# A verb right behind a number: “27 were killed”.
COUNTED_VERBS = "were was have had are remain remained"
# Between that verb and what happened.
BETWEEN_VERBS = "been also already still later being reportedly"
# What happened to people, or what they are, behind a number or before it.
HAPPENED = (
    "killed wounded injured hurt dead missing arrested detained imprisoned jailed displaced "
    "kidnapped "
    "abducted hospitalised hospitalized executed convicted evacuated rescued deported sentenced "
    "acquitted charged tortured shot released freed beheaded captured trapped homeless unaccounted "
    "infected stranded vaccinated"
)
# What they did.
DID = "died survived fled escaped drowned perished attended voted testified"
# What was done to them, before a number.
DONE_TO = (
    "killed killing kill wounded wounding injured injuring arrested arresting detained detaining "
    "displaced displacing kidnapped abducted executed executing rescued rescuing evacuated "
    "numbered "
    "numbering totalled totalling totaled totaling sentenced imprisoned jailed hospitalized "
    "including"
)
# A number of something, before how many: “the death toll rose to 56”.
TOTALS = "toll total number count population membership tally headcount"
# Groups of so many: “a crowd of 300”.
GROUPS = (
    "crowd community town village city audience workforce congregation group team staff party "
    "force "
    "family delegation contingent"
)
# What stands between.
TO_TOTAL = (
    "to at of is was were are has have had been be now then stood stands standing stand reached "
    "reaches reaching rose risen rises rising climbed climbs climbing jumped increased increases "
    "grew grown fell fallen dropped passed topped exceeded exceeds exceeding surpassed hit hits up "
    "down also remained remains estimated put currently over the a today"
)
# Behind these a number is the name of something, beside those of `figure_words.LABELS`.
NUMBERED = (
    "aged age ages magnitude covid act bill law decree amendment clause schedule appendix annexe "
    "table figure fig "
    "chart type grade class level stage phase tier round day year season episode channel highway "
    "interstate gate platform bus flight train district ward zone sector block suite apartment apt "
    "floor plot version mark psalm verse scene proposition area code zip postcode episode top nos "
    "jan feb mar apr jun jul aug sep sept oct nov dec under-"
)
STREETS = (
    "street st avenue ave road rd lane ln drive dr boulevard blvd square sq court ct terrace place "
    "highway parkway"
)
# A capitalised word behind one of these is a place or a day, and no name that has a number.
BEFORE_NAMES = "in at on near from across around inside outside of to over throughout since"
# Behind people, before an age: “children under 5”.
AGE_SIGNS = "under over above below"
# At the end of a number of things: “killed 12 in the north”.
ENDS = (
    "in on at and with by as after during since before while including when near outside inside "
    "across from but who of between among so over for to"
)
# A bare number of these is a telephone's.
CALLED = ("911", "999", "112")
