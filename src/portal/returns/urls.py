"""Where own returns are taken away."""

from __future__ import annotations

from django.urls import path

from portal.returns import pages

_PLACE = "glance/<slug:slug>/<slug:code>/returns/"

urlpatterns = [
    path(_PLACE, pages.returns, name="returns"),
    path(f"{_PLACE}<slug:form>/", pages.take, name="take-returns"),
    path(f"{_PLACE}<slug:form>/columns.<slug:ending>", pages.describe, name="describe-returns"),
]
