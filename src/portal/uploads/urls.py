"""Where tables of answers are handed in."""

from __future__ import annotations

from django.urls import path

from portal.uploads import views

_ONE = "uploads/<slug:code>/tables/<int:key>/"
urlpatterns = [
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<slug:code>/of/<slug:slug>/<slug:form>/", views.hand_in, name="hand-in"),
    path(
        "uploads/<slug:code>/of/<slug:slug>/<slug:form>/template.<str:ending>", views.template, name="upload-template"
    ),
    path(_ONE, views.upload, name="handed-in"),
    path(f"{_ONE}marked.xlsx", views.marked_copy, name="upload-marked"),
    path(f"{_ONE}store/", views.store, name="store-upload"),
    path(f"{_ONE}undo/", views.undo, name="undo-upload"),
    path(f"{_ONE}discard/", views.discard, name="discard-upload"),
]
