"""Where the national pages stand."""

from __future__ import annotations

from django.urls import path

from portal.nation import governing, pages, record_pages

urlpatterns = [
    path("how-it-is-governed", governing.governance, name="governance"),
    path("rounds/<slug:slug>/approvals/", record_pages.round_approvals, name="round-approvals"),
    path("rounds/<slug:slug>/approvals/<int:key>/end/", record_pages.end_approval, name="end-approval"),
    path("memberships/", record_pages.memberships, name="memberships"),
    path("rounds/<slug:slug>/councils/", pages.areas_in_round, name="areas-in-round"),
    path("rounds/<slug:slug>/councils/<slug:code>/remind/", pages.nudge, name="nudge"),
]
