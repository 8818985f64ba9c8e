"""The two addresses of the stock way."""

from django.urls import path

from tests.benchmarks.finding.stock.admin import desk
from tests.benchmarks.finding.stock.views import ClaimList

urlpatterns = [path("admin/", desk.urls), path("claims/", ClaimList.as_view())]
