"""The values that fields may take, with their words; free of models, for rooms that have none."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    """What a party is."""

    ORGANISATION = "organisation", _("Organisation")
    AUTHORITY = "authority", _("Authority")
    ARMED_GROUP = "armed_group", _("Armed group")
    STATE = "state", _("State")
    INTERNATIONAL = "international", _("International body")
    MEDIA = "media", _("Media outlet")
    PERSON = "person", _("Person")


class PlaceKind(TextChoices):
    """What a place is."""

    CAMP = "camp", _("Camp")
    PRISON = "prison", _("Place of detention")
    TOWN = "town", _("Town or village")
    REGION = "region", _("Region")
    COUNTRY = "country", _("Country")


class Precision(TextChoices):
    """What the position of a place marks."""

    SITE = "site", _("the site itself")
    TOWN = "town", _("the town or village")
    DISTRICT = "district", _("the district")
    REGION = "region", _("the region")
    COUNTRY = "country", _("the country")


class SourceKind(TextChoices):
    """What sort of document a source is."""

    REPORT = "report", _("Report")
    PRESS_RELEASE = "press_release", _("Press release")
    STATEMENT = "statement", _("Official statement")
    LETTER = "letter", _("Letter")
    NEWS = "news", _("News article")
    INTERVIEW = "interview", _("Interview")
    POST = "post", _("Post")
    COURT = "court", _("Court record")
    DATASET = "dataset", _("Dataset")
    VIDEO = "video", _("Video")
    PAGE = "page", _("Web page")


class ErasedBecause(TextChoices):
    """Why something was erased for good, as readers are told."""

    PRIVACY = "privacy", _("erased to protect somebody's privacy")
    SAFETY = "safety", _("erased to protect somebody's safety")
    COURT = "court", _("erased by order of a court")
    RIGHTS = "rights", _("erased because the words were somebody else's to publish")
    ERROR = "error", _("erased because it was entered by mistake")


class TieKind(TextChoices):
    """How one claim is tied to another."""

    REPEATS = "repeats", _("repeats")
    CORROBORATES = "corroborates", _("corroborates")
    CONTRADICTS = "contradicts", _("contradicts")
    UPDATES = "updates", _("updates")


class ResponseForm(TextChoices):
    """How a response was given."""

    WRITTEN_REPLY = "written_reply", _("Written reply")
    STATEMENT = "statement", _("Statement")
    LETTER = "letter", _("Letter")
    INTERVIEW = "interview", _("Interview")
    PRESS_CONFERENCE = "press_conference", _("Press conference")
    COURT_FILING = "court_filing", _("Court filing")
    POST = "post", _("Post")
    OTHER = "other", _("Another form")


class OnFile(TextChoices):
    """How much of a response somebody here has read, in its language or a named translation."""

    WHOLE = "whole", _("the whole text with its annexes")
    EXCERPTS = "excerpts", _("a part of it")
    NOTHING = "nothing", _("none of its words")


class NotHeld(TextChoices):
    """Why a response, or a part of it, has not been read here."""

    WITHHELD = "withheld", _("it was not made public")
    SEALED = "sealed", _("it is under seal")
    UNREAD = "unread", _("nobody here has read its language yet")
    CLAIMANT = "claimant", _("it is known from the claimant's account alone")
    SAYS_SO = "says_so", _("the responder says that it replied; no reply has been found")


class Standing(TextChoices):
    """What a response has to do with a claim that it is listed under."""

    REPLY = "reply", _("a reply to the claim, or to what was put to the party")
    EARLIER = "earlier", _("said before the claim")
    REMARK = "remark", _("a remark on the subject, without reference to the claim")


class Extent(TextChoices):
    """How far an answer goes."""

    WHOLE = "whole", _("the whole point")
    PART = "part", _("a part of the point")
    GENERAL = "general", _("in general terms, without naming the point")
    DECLINED = "declined", _("declines to comment on the point")


class ResponseTie(TextChoices):
    """How one response is tied to another."""

    REPLACES = "replaces", _("replaces")
    WITHDRAWS = "withdraws", _("withdraws")
    DISOWNS = "disowns", _("disowns")
    OUTCOME = "outcome", _("reports the outcome of")


class ReceiptKind(TextChoices):
    """What is known of a reply before it is entered."""

    ENTERING = "entering", _("a reply was received and is being entered")
    OFF_RECORD = "off_record", _("no silence is to be stated")


class PartyTie(TextChoices):
    """How a party belongs to another."""

    MEMBER = "member", _("member of")
    ORGAN = "organ", _("organ or spokesperson of")
    OFFICE = "office", _("holds an office in")
    SUCCESSOR = "successor", _("successor of")


class RequestKind(TextChoices):
    """What is asked for."""

    RESPONSE = "response", _("a response")
    EVIDENCE = "evidence", _("evidence")
    ACCESS = "access", _("access")
    INQUIRY = "inquiry", _("an inquiry")
    HELP = "help", _("help")


class Outcome(TextChoices):
    """What came of a request."""

    NONE = "none", _("No reply recorded")
    RECEIVED = "received", _("Reply received, being entered")
    ANSWERED = "answered", _("Answered")
    PARTLY = "partly", _("Answered in part")
    REFUSED = "refused", _("Refused")
    UNDELIVERED = "returned", _("Came back undelivered")
    LAPSED = "lapsed", _("Overtaken by events")


class RequestStepKind(TextChoices):
    """What happened to a request after it was sent."""

    REMINDED = "reminded", _("Reminder sent")
    EXTENDED = "extended", _("Deadline extended")
    PAUSED = "paused", _("Deadline paused")
    RESUMED = "resumed", _("Deadline runs again")
    REPLIED = "replied", _("Reply received")


class Relation(TextChoices):
    """Whose words a citation is of."""

    OWN_WORDS = "own_words", _("the speaker's own words")
    QUOTED = "quoted", _("words quoted by another")
    PARAPHRASED = "paraphrased", _("paraphrased by another")


class VersionKind(TextChoices):
    """What sort of version of somebody's words the words of a citation are."""

    TRANSLATION = "translation", _("translated text")
    AGENCY = "agency", _("agency text")
    REPRINT = "reprint", _("reprint")
    EDITED = "edited", _("shortened or edited")
    TRANSCRIPT = "transcript", _("transcript of speech")


class CorrectionKind(TextChoices):
    """What a published record had wrong."""

    FACT = "fact", _("fact")
    WORDING = "wording", _("wording")
    ATTRIBUTION = "attribution", _("attribution")
    TRANSLATION = "translation", _("translation")
    CODING = "coding", _("coding")


class Qualifier(TextChoices):
    """How sure a reporter is of a figure."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    ESTIMATED = "estimated", _("estimated")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
    NEARLY = "nearly", _("nearly")
    AT_MOST = "at_most", _("at most")
    RANGE = "range", _("between")


class Unit(TextChoices):
    """What a figure counts in."""

    NUMBER = "number", _("number")
    PERCENT = "percent", _("per cent")


class Status(TextChoices):
    """Where a record stands between the desk and the reader."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
