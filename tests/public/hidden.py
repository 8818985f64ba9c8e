"""A published dispute, tied in every way the models allow to what readers must not see."""

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from tests import factories as make
from tracker.editorial.models import Submission
from tracker.record import models as m
from tracker.record.fields import PartialDateField

CANARY = "zqleak"
WORD = "wordnobodysaid"
YEAR = "1931"
# What a second dispute in the same record hides: it is told apart where one of the two leaks.
OTHER_CANARY, OTHER_YEAR = "zqgone", "1932"
SHOWN_WHEN_WITHDRAWN = "It was entered twice."
KEPT_AT_THE_DESK = ("internal_notes", "contact_details", "looked_by")

DRAFT = {"status": "draft", "published_at": None}
IN_REVIEW = {"status": "in_review", "published_at": None}
WITHDRAWN = {
    "status": "withdrawn",
    "withdrawn_at": timezone.now(),
    "withdrawn_reason": SHOWN_WHEN_WITHDRAWN,
}
WITHDRAWN_UNSEEN = {**WITHDRAWN, "published_at": None}
HIDDEN = {
    "draft": DRAFT,
    "in_review": IN_REVIEW,
    "withdrawn": WITHDRAWN,
    "withdrawn_unseen": WITHDRAWN_UNSEEN,
}

# Rows of which a dispute has many, and the parts that parties play in them.
PLAYED = {m.Source: ["publisher"], m.Figure: ["reporter"], m.Request: ["asker", "asked"]}


def rows():
    """Every row of the record, as (model, key)."""
    nouns = apps.get_app_config("record").get_models()
    return {
        (model, key)
        for model in nouns
        for key in model._default_manager.values_list("pk", flat=True)
    }


def text_fields(model):
    """The fields of a model that hold free text."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in ("reference", "withdrawn_reason")
    ]


def canary(model, field, key, bird, year):
    """What a hidden field holds: it names the field, so that a failing test says what leaks."""
    if isinstance(field, PartialDateField):
        return year
    if isinstance(field, models.SlugField):
        return f"{bird}-{model._meta.model_name}-{key}"
    if isinstance(field, models.URLField):
        return f"https://{bird}.example/{model._meta.model_name}/{key}"
    text = f"{bird} {key} {model._meta.model_name}.{field.name} {WORD}"
    return text[: field.max_length] if field.max_length else text


def hide(model, key, only=None, bird=CANARY, year=YEAR):
    """Fill the free text of one row with canaries, past `save`: a slug leaves no old address."""
    filled = {
        field.name: canary(model, field, key, bird, year)
        for field in text_fields(model)
        if only is None or field.name in only
    }
    if filled:
        model._default_manager.filter(pk=key).update(**filled)


def keys_of_played():
    return {model: list(model.objects.values_list("pk", flat=True)) for model in PLAYED}


def fewer_parties(earlier):
    """One party for each part that is played, in all rows but those that were there `earlier`.

    Factories make one for each source: five more pages of a party each, and all of them alike.
    """
    for model, parts in PLAYED.items():
        rows = model.objects.exclude(pk__in=earlier.get(model, []))
        for part in parts:
            first, *others = m.Party.objects.filter(pk__in=rows.values(part)).order_by("pk")
            rows.update(**{part: first})
            others = m.Party.objects.filter(pk__in=[one.pk for one in others])
            others.filter(accused_links=None, claimant_links=None, responses=None).delete()


def played_by_public_ones(earlier):
    """One hidden row of each with the parties of a published one: their pages must not tell it."""
    for model, parts in PLAYED.items():
        shown = model.objects.filter(pk__in=earlier[model]).order_by("pk").first()
        hidden = model.objects.exclude(pk__in=earlier[model]).order_by("pk").last()
        as_shown = {part: getattr(shown, part) for part in parts}
        model.objects.filter(pk=hidden.pk).update(**as_shown)


def published_dispute():
    """What readers may see: a dispute, and published records whose other end is hidden."""
    public = make.whole_dispute()
    public["claims"] = [public["claim"], make.claim(title="Party A alleges a third thing")]
    public["reply"] = make.response(title="Party F says that it was not there")
    public |= ends(public["claim"])
    public["figure"] = public["claim"].allegations.first().figures.get()
    public["part"] = m.Figure.objects.get(answer__response=public["response"])
    public["stance"] = m.Stance.objects.order_by("-position").first()
    make.look(public["claim"])
    replied_and_narrowed(public["claim"])
    fewer_parties({})
    return public


def replied_and_narrowed(claim):
    """The rows of a claim that narrow its first point, and tell of a reply that nobody entered."""
    replied = {"received_on": "2024-06-01", "kind": "off_record"}
    m.ClaimReceipt.objects.create(claim=claim, party=claim.accused.first(), **replied)
    point = claim.allegations.first()
    m.AllegationAccused.objects.get_or_create(allegation=point, party=claim.accused.first())
    m.AllegationClaimant.objects.get_or_create(allegation=point, party=claim.claimants.first())


def ends(claim):
    """Published records each of which can be tied to one hidden record only."""
    ends = {
        "asked": make.request(title="Party G asks for evidence", kind="evidence"),
        "settled": make.request(title="Party H asks for access", outcome="answered"),
        "reprint": make.source("A reprint"),
    }
    make.cite(claim, ends["reprint"])
    return ends


def other_ends(public):
    """The same published dispute, with other records to tie a second hidden dispute to."""
    point, answer = public["claim"].allegations.first(), public["response"].answers.first()
    figures = {"figure": make.figure(point), "part": make.figure(answer)}
    return {**public, **ends(public["claim"]), **figures}


def hidden_dispute(public, state):
    """Records in a hidden state, each tied to the published ones from both sides."""
    earlier = keys_of_played()
    hidden = make.whole_dispute(**state)
    ends = [hidden["claim"], public["claim"]]
    for one, other in (ends, ends[::-1]):
        m.ClaimLink.objects.create(claim=one, other=other, kind="updates")
    make.answer(hidden["response"], public["claim"].allegations.last())
    make.answer(public["reply"], hidden["claim"].allegations.first(), stance=public["stance"].code)
    m.DossierClaim.objects.create(dossier=public["dossier"], claim=hidden["claim"])
    m.DossierEvent.objects.create(dossier=public["dossier"], event=hidden["event"])
    m.DossierClaim.objects.create(dossier=hidden["dossier"], claim=public["claim"])
    make.request(claim=public["claim"], made_in=public["response"], **state)
    make.correction(claim=public["claim"], **state)
    for noun in ("dossier", "party", "place", "request"):
        make.correction(**{noun: public[noun]}, **state)
    make.correction(claim=hidden["claim"])
    hidden_states(public, hidden)
    figure = hidden["claim"].allegations.first().figures.get()
    m.Figure.objects.filter(pk=public["part"].pk).update(part_of=figure)
    m.Figure.objects.filter(pk=public["figure"].pk).update(repeats=figure)
    m.Request.objects.filter(pk=public["asked"].pk).update(
        claim=hidden["claim"], made_in=hidden["response"]
    )
    m.Request.objects.filter(pk=public["settled"].pk).update(answered_by=hidden["response"])
    hidden_reprints(public, hidden)
    fewer_parties(earlier)
    played_by_public_ones(earlier)
    return hidden


def hidden_states(public, hidden):
    """What the states of points follow from, with one end or both out of readers' sight."""
    make.look(hidden["claim"])
    replied_and_narrowed(hidden["claim"])
    ends = [hidden["response"], public["response"]]
    for one, other in (ends, ends[::-1]):
        m.ResponseLink.objects.create(response=one, other=other, kind="disowns")
    m.ResponseParty.objects.create(response=hidden["response"], party=hidden["party"])
    m.ResponseSpokenFor.objects.create(response=hidden["response"], party=hidden["party"])
    ends = [hidden, public]
    for one, other in (ends, ends[::-1]):
        point = other["claim"].allegations.last()
        m.AnswerPoint.objects.get_or_create(
            answer=one["response"].answers.first(), allegation=point
        )
        m.RequestPoint.objects.get_or_create(request=one["request"], allegation=point)


def hidden_reprints(public, hidden):
    """Sources, parties and places that only hidden records name."""
    unseen = hidden["claim"].allegations.first().citations.get().source
    m.Source.objects.filter(pk=public["reprint"].pk).update(derived_from=unseen, origin=unseen)
    make.cite(hidden["claim"], make.source(derived_from=public["source"]))
    m.Membership.objects.create(
        member=hidden["claim"].claimants.get(), body=public["party"], office="Secretary"
    )
    m.Place.objects.filter(pk=hidden["place"].pk).update(part_of=public["place"])
    for kind, row in (("party", hidden["party"]), ("place", hidden["place"])):
        m.FormerAddress.objects.create(kind=kind, old=f"{CANARY}-old-{row.slug}", current=row.slug)
    m.PartyName.objects.create(party=hidden["party"], name="A name", used_by="The press")
    m.PlaceName.objects.create(place=hidden["place"], name="A name")


def confidential_source(public):
    """A confidential source behind everything that can be cited, derived or proven."""
    secret = make.source(confidential=True, derived_from=public["source"])
    answer = public["response"].answers.first()
    for cited in (
        public["claim"],
        public["claim"].allegations.first(),
        public["response"],
        answer,
        public["event"],
        public["figure"],
    ):
        make.cite(cited, secret)
    make.correction(source=secret)
    m.Request.objects.filter(pk=public["settled"].pk).update(proof=secret)
    m.Source.objects.filter(pk=public["source"].pk).update(derived_from=secret, origin=secret)


def sent_from_outside(public):
    """What somebody outside sent about what is published, in every state that it can have."""
    claim = public["claim"]
    words = {name: f"{CANARY} {name} {WORD}" for name in ("text", "sender", "contact")}
    for state in ("received", "reading", "taken", "declined"):
        row = Submission.objects.create(
            kind="answer",
            record=claim.reference,
            receipt=f"{CANARY}-{state}",
            state=state,
            taken_into=f"{CANARY}-R" if state == "taken" else "",
            reason=f"{CANARY} reason",
            **words,
        )
        point = claim.allegations.first()
        said = {"claim": claim.reference, "number": 1, "row": point.pk, "point": point.text}
        row.answers.create(text=f"{CANARY} answer {WORD}", **said)


def record_with_secrets(state):
    """Both disputes, with a canary in every text that is not for readers; the hidden rows too."""
    public = published_dispute()
    return public, *_with_secrets(public, state)


def record_with_draft_and_withdrawn():
    """The published dispute with a draft and a withdrawn one: their hidden rows, by the canary."""
    public = published_dispute()
    other = other_ends(public)
    _draft, drafted = _with_secrets(public, DRAFT)
    seen = rows()
    hidden_dispute(other, WITHDRAWN)
    withdrawn = {row for row in rows() - seen if row[0] is not m.CodebookEdition}
    for model, key in withdrawn:
        hide(model, key, bird=OTHER_CANARY, year=OTHER_YEAR)
    return {CANARY: drafted, OTHER_CANARY: withdrawn}


def _with_secrets(public, state):
    seen = rows()
    hidden = hidden_dispute(public, state)
    confidential_source(public)
    sent_from_outside(public)
    User.objects.create_user(f"{CANARY}-edith", first_name=f"{CANARY} Edith", is_staff=True)
    m.Claim.objects.update(submitted_by=User.objects.get())
    unseen = {row for row in rows() - seen if row[0] is not m.CodebookEdition}
    for model, key in seen:
        hide(model, key, only=KEPT_AT_THE_DESK)
    for model, key in unseen:
        hide(model, key)
    return hidden, unseen
