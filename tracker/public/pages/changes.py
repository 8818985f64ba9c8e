"""What is new on record, as a page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.public.delivery.refusals import asked_page
from tracker.public.telling.news import all_news, loaded

PAGE_SIZE = 50


def changes_page(request: HttpRequest) -> HttpResponse:
    page = asked_page(request, Paginator(all_news(), PAGE_SIZE))
    context = {"page": page, "news": loaded(list(page.object_list))}
    return render(request, "history/changes.html", context)
