"""The desk as a browser without scripts meets it: forms read from the page and sent back."""

from html.parser import HTMLParser

from django.urls import reverse

from tests import factories as make
from tracker.editorial.changes import change
from tracker.ledger.models import Entry


class _Form(HTMLParser):
    """The fields of the record's form, as they would be sent if nobody touched them."""

    def __init__(self):
        super().__init__()
        self.fields, self.select, self.text, self.inside = {}, None, None, False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id", "").endswith("_form")
        name = given.get("name")
        if not self.inside or (name and ("-empty-" in name or "__prefix__" in name)):
            return
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "select" and name:
            self.select = (name, "multiple" in given)
            self.fields.setdefault(name, [])
        elif tag == "option" and self.select and "selected" in given:
            self.fields[self.select[0]].append(given.get("value", ""))
        elif tag == "textarea" and name:
            self.text = (name, "")

    def _input(self, name, given):
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio"):
            self.fields.setdefault(name, [])
            if "checked" in given:
                self.fields[name].append(given.get("value", "on"))
        elif kind not in ("submit", "button"):
            self.fields.setdefault(name, []).append(given.get("value") or "")

    def handle_data(self, data):
        if self.text:
            self.text = (self.text[0], self.text[1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text:
            # A browser drops the line break right after the tag and sends the others as CRLF.
            words = self.text[1].removeprefix("\n").replace("\n", "\r\n")
            self.fields[self.text[0]] = [words]
            self.text = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False


def fields(response):
    form = _Form()
    form.feed(response.content.decode())
    return {name: values for name, values in form.fields.items() if name != "csrfmiddlewaretoken"}


# Rows that open by themselves in the outline of their record: by which name, and whose they are.
POINTS = {"allegation": "claim", "answer": "response"}


def address(record):
    """The form of a record, or of one of its points."""
    noun = record._meta.model_name
    if noun in POINTS:
        key = [getattr(record, f"{POINTS[noun]}_id"), f"{ROWS[noun]}/{record.pk}"]
        return reverse(f"admin:record_{POINTS[noun]}_row_change", args=key)
    return reverse(f"admin:record_{record._meta.model_name}_change", args=[record.pk])


def add_address(model):
    return reverse(f"admin:record_{model._meta.model_name}_add")


def new_point(record):
    """The form of a new point of a claim, or of a new answer of a response."""
    noun = record._meta.model_name
    section = {"claim": "allegations", "response": "answers"}[noun]
    return reverse(f"admin:record_{noun}_row_change", args=[record.pk, section])


def open_form(client, record):
    is_point = record._meta.model_name in POINTS
    # A point comes as the outline's script asks for it: without the outline around it.
    response = client.get(address(record), headers={"X-In-Place": "1"} if is_point else {})
    assert response.status_code == 200
    return fields(response)


def save(client, record, data, **more):
    return client.post(address(record), {**data, "_continue": "1", **more})


def messages(response):
    """What the page says of errors, in one text."""
    form = response.context and response.context.get("adminform")
    if form is None:
        return ""
    return " ".join(str(one) for one in response.context["errors"])


def formsets(response):
    """What holds the rows on a page of the desk, at every level, by prefix."""
    pending = [inline.formset for inline in response.context["inline_admin_formsets"]]
    found = {}
    while pending:
        formset = pending.pop()
        found[formset.prefix] = formset
        pending += [held for row in formset.forms for held in row.nested_formsets]
    return found


def forms(response):
    """The record's form on a page of the desk, and those of its rows at every level."""
    yield response.context["adminform"].form
    for formset in formsets(response).values():
        yield from formset.forms


def add_row(data, rows, /, **values):
    """One more row at the end of `rows`; returns the prefix of the new row."""
    number = int(data[f"{rows}-TOTAL_FORMS"][0])
    data[f"{rows}-TOTAL_FORMS"] = [str(number + 1)]
    row = f"{rows}-{number}"
    for name, value in values.items():
        data[f"{row}-{name}"] = [str(value)]
    return row


def typed_figure():
    """What is typed of a figure, but for its words, and of a quote in it, but for the quote."""
    of_figure = {
        "population": "people",
        "qualifier": "more_than",
        "low": 40,
        "unit": "number",
        "reporter": make.party().pk,
    }
    of_quote = {"source": make.source().pk, "relation": "own_words", "language": "en"}
    return of_figure, of_quote


def row_of(data, instance):
    """The prefix under which a saved row stands in the form."""
    return next(
        name.removesuffix("-id")
        for name, values in data.items()
        if name.endswith("-id") and values == [str(instance.pk)] and _is_of(name, instance)
    )


# The name of the rows of each kind in the forms.
ROWS = {
    "allegation": "allegations",
    "answer": "answers",
    "citation": "citations",
    "figure": "figures",
    "claimclaimant": "claimant_links",
    "claimaccused": "accused_links",
    "claimlink": "links",
    "dossierclaim": ("dossier_links", "claim_links"),
    "responseclaim": "claim_links",
    "eventparty": "party_links",
    "eventplace": "place_links",
    "partyname": "names",
}


def _is_of(name, instance):
    names = ROWS[instance._meta.model_name]
    return name.split("-")[-3] in ((names,) if isinstance(names, str) else names)


def wait(row, user, **fields):
    """A row changed by somebody, for the desk alone."""
    with change(user, Entry.Action.CHANGED) as door:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        door.touch(row)
    return row
