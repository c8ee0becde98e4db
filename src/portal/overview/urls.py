"""Where a council looks at its rounds."""

from __future__ import annotations

from django.urls import path

from portal.overview import hearing_page, pages, targets_page

_PLACE = "glance/<slug:slug>/<slug:code>/"

urlpatterns = [
    path("glance/", pages.glances, name="glances"),
    path(_PLACE, pages.at_a_glance, name="glance"),
    path(f"{_PLACE}targets/", pages.set_targets, name="set-targets"),
    path("rounds/<slug:slug>/targets/", targets_page.round_targets_page, name="round-targets"),
    path(f"{_PLACE}<slug:form>/hearing/", hearing_page.hearing, name="hearing"),
]
