"""Where results stand."""

from __future__ import annotations

from django.urls import path

from portal.reporting import live_pages, questions, views

_LIVE = "live/<slug:slug>/<slug:code>/<slug:form>/"
_AREA = "results/<slug:slug>/<slug:code>/<slug:form>/"

urlpatterns = [
    path("report.css", views.report_styles, name="report-styles"),
    path("forms/<slug:form>/<str:version>/figures/", questions.questions, name="question-figures"),
    path(_AREA, views.results, name="results"),
    path(f"{_AREA}report.<slug:ending>", views.download, name="download"),
    path(_LIVE, live_pages.live, name="live"),
    path(f"{_LIVE}report.<slug:ending>", live_pages.live_download, name="live-download"),
]
