"""Where a council sees to what it asks in a round."""

from __future__ import annotations

from django.urls import path

from portal.rounds import calendar_pages, own_questions, place_pages

_PLACE = "taking-part/<slug:code>/<slug:slug>/"

urlpatterns = [
    path("taking-part/", place_pages.places, name="places-in-rounds"),
    path(_PLACE, place_pages.place, name="place-in-round"),
    path(f"{_PLACE}statements/", place_pages.statements, name="statements"),
    path(f"{_PLACE}leave/", place_pages.leave, name="leave-round"),
    path("rounds/", calendar_pages.rounds, name="rounds"),
    path("plan-a-round/", calendar_pages.new_round, name="new-round"),
    path("rounds/<slug:slug>/", calendar_pages.round_page, name="round"),
    path("rounds/<slug:slug>/open/", calendar_pages.open_round, name="open-round"),
    path("rounds/<slug:slug>/close/", calendar_pages.close_round, name="close-round"),
    path("own-questions/", own_questions.places, name="own-places"),
    path("own-questions/<slug:code>/<slug:slug>/<slug:form>/", own_questions.own_questions, name="own-questions"),
]
