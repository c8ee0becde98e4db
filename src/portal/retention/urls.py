"""Where keeping and erasing stand, and what is said about them."""

from __future__ import annotations

from django.urls import path

from portal.retention import views

_ROUND = "rounds/<slug:slug>/retention/"
urlpatterns = [
    path("keeping/", views.rounds_kept, name="rounds-kept"),
    path(_ROUND, views.retention, name="retention"),
    path(f"{_ROUND}set/", views.set_retention, name="set-retention"),
    path(f"{_ROUND}<slug:what>/ask/", views.ask_erasure, name="ask-erasure"),
    path(f"{_ROUND}<slug:what>/confirm/", views.confirm_erasure, name="confirm-erasure"),
    path("rounds/<slug:slug>/impact-assessment/", views.assessment, name="impact-assessment"),
    path("privacy/<slug:slug>/<slug:code>/", views.notice, name="privacy-notice"),
    path("a/<slug:token>/privacy/", views.notice_here, name="privacy-here"),
]
