"""Where the national pages stand."""

from __future__ import annotations

from django.urls import path

from portal.nation import governing, pages

urlpatterns = [
    path("how-it-is-governed", governing.governance, name="governance"),
    path("rounds/<slug:slug>/councils/", pages.areas_in_round, name="areas-in-round"),
    path("rounds/<slug:slug>/councils/<slug:code>/remind/", pages.nudge, name="nudge"),
]
