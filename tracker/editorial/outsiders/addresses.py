"""The addresses of outsiders, below `/answer/`: a process without the desk has none of them."""

from django.urls import path

from tracker.editorial.outsiders import pages

urlpatterns = [
    path("answer/receipt/", pages.receipt, name="answer_receipt"),
    path("answer/to/<str:token>/", pages.answer_request, name="answer_request"),
    path("answer/<slug:section>/<slug:key>/", pages.send, name="answer"),
]
