"""A ListView with a Paginator, `icontains`, and a GROUP BY for each facet."""

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.template import Context, Engine
from django.views.generic import ListView

from tracker.record.models import Claim

FILTERS = {
    "claimant": "claimants__slug",
    "accused": "accused__slug",
    "violation": "allegations__violations__code",
    "place": "allegations__places__slug",
}
FACETS = {
    "Claimant": "claimants__name",
    "Accused": "accused__name",
    "Violation": "allegations__violations__label",
    "Place": "allegations__places__name",
    "Year": "year",
}
WORDS = ("title", "lead", "allegations__text", "citations__quote")
PAGE = Engine().from_string("""<!doctype html><title>Claims</title><p>{{ paginator.count }}</p>
{% for name, counts in facets %}<h2>{{ name }}</h2><ul>
{% for value, count in counts %}<li>{{ value }} {{ count }}</li>{% endfor %}</ul>{% endfor %}
{% for claim in page_obj %}<h3>{{ claim.title }}</h3><p>{{ claim.reference }} {{ claim.made_on }}
{% for party in claim.claimants.all %}{{ party.name }}{% endfor %}
{% for party in claim.accused.all %}{{ party.name }}{% endfor %}</p>{% endfor %}""")


class ClaimList(ListView):
    paginate_by = 50

    def get_queryset(self):
        rows = Claim.objects.filter(status="published")
        for name, path in FILTERS.items():
            if value := self.request.GET.get(name):
                rows = rows.filter(**{path: value})
        if word := self.request.GET.get("q"):
            said = Q()
            for path in WORDS:
                said |= Q(**{f"{path}__icontains": word})
            rows = rows.filter(said)
        # Rows that were joined come several times.
        rows = rows.distinct() if self.request.GET.keys() - {"page"} else rows
        order = F("made_on_earliest").desc(nulls_last=True)
        return rows.order_by(order, "-pk").prefetch_related("claimants", "accused")

    def facets(self):
        rows = self.get_queryset().annotate(year=ExtractYear("made_on_latest"))
        for name, path in FACETS.items():
            counted = rows.order_by().values_list(path).annotate(n=Count("pk", distinct=True))
            yield name, counted.order_by("-n")[:30]

    def render_to_response(self, context, **kwargs):
        return HttpResponse(PAGE.render(Context(context | {"facets": self.facets()})))
