"""Where a council sees to what it asks in a round."""

from __future__ import annotations

from django.urls import path

from portal.rounds import own_questions

urlpatterns = [
    path("own-questions/", own_questions.places, name="own-places"),
    path("own-questions/<slug:code>/<slug:slug>/<slug:form>/", own_questions.own_questions, name="own-questions"),
]
