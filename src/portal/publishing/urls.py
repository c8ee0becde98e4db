"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from portal.publishing import list_pages, report_pages

urlpatterns = [
    path("reports/", list_pages.reports, name="reports"),
    path("reports/by/<slug:facet>/<slug:value>/", list_pages.reports, name="reports-by"),
    path("reports/<slug:address>/", report_pages.report, name="report"),
    path("reports/<slug:address>/report.<slug:ending>", report_pages.report_file, name="report-file"),
    path("reports/<slug:address>/<slug:part>/", report_pages.chapter, name="chapter"),
]
