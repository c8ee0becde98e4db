"""Where paper is typed in."""

from __future__ import annotations

from django.urls import path

from portal.keying import bundles, entering, settling

_BUNDLE = "paper/<slug:code>/bundles/<int:key>/"
urlpatterns = [
    path("paper/", bundles.bundles, name="bundles"),
    path("paper/<slug:code>/<slug:slug>/<slug:form>/new/", bundles.new_bundle, name="new-bundle"),
    path(_BUNDLE, bundles.bundle, name="bundle"),
    path(f"{_BUNDLE}count/", bundles.correct_count, name="correct-count"),
    path(f"{_BUNDLE}close/", bundles.close, name="close-bundle"),
    path(f"{_BUNDLE}sheets/new/", entering.new_sheet, name="new-sheet"),
    path(f"{_BUNDLE}sheets/<int:number>/", entering.sheet, name="sheet"),
    path(f"{_BUNDLE}sheets/<int:number>/remove/", entering.remove_sheet, name="remove-sheet"),
    path(f"{_BUNDLE}sheets/<int:number>/second/", entering.second, name="second-sheet"),
    path(f"{_BUNDLE}sheets/<int:number>/differences/", settling.differences, name="sheet-differences"),
    path("rounds/<slug:slug>/paper/", bundles.paper_settings, name="paper-settings"),
]
