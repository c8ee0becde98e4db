"""Where comments are read."""

from __future__ import annotations

from django.urls import path

from portal.comments import pages

urlpatterns = [
    path("comments/", pages.rounds, name="comments-to-read"),
    path("comments/<slug:slug>/<slug:form>/<str:version>/", pages.read, name="read-comments"),
]
