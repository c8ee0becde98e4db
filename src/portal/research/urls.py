"""Where answers for research are taken away."""

from __future__ import annotations

from django.urls import path

from portal.research import pages

urlpatterns = [
    path("research/", pages.rounds, name="research-rounds"),
    path("research/<slug:slug>/", pages.research, name="research"),
    path("research/<slug:slug>/way/", pages.set_way, name="research-way"),
    path("research/<slug:slug>/tables/<slug:form>/", pages.take_tables, name="take-tables-for-research"),
    path("research/<slug:slug>/<slug:code>/<slug:form>/", pages.take, name="take-for-research"),
]
