"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from portal.publishing import finding_pages, list_pages, opening_pages, publisher_pages, report_pages, telling

urlpatterns = [
    path("", telling.front, name="home"),
    path("methods/", telling.methods, name="methods"),
    path("accessibility-statement/", telling.statement, name="accessibility-statement"),
    path("findings/", finding_pages.explorer, name="findings"),
    path("findings/<slug:form>/<slug:item>/", finding_pages.finding, name="finding"),
    path("findings/<slug:form>/<slug:item>/finding.zip", finding_pages.finding_file, name="finding-file"),
    path("open-data/", opening_pages.open_data, name="open-data"),
    path("open-data/<slug:slug>/<slug:form>.csv", opening_pages.open_data_file, name="open-data-file"),
    path("publishing/ways/", opening_pages.ways, name="open-ways"),
    path("publishing/ways/<slug:slug>/", opening_pages.way, name="open-way"),
    path("publishing/ways/<slug:slug>/<slug:form>/give/", opening_pages.give_open_data, name="give-open-data"),
    path("publishing/", publisher_pages.room, name="publishing"),
    path("publishing/drafts/<int:number>/", publisher_pages.publish_draft, name="publish-draft"),
    path("publishing/<int:number>/withdraw/", publisher_pages.withdraw_publication, name="withdraw-publication"),
    path("reports/", list_pages.reports, name="reports"),
    path("reports/by/<slug:facet>/<slug:value>/", list_pages.reports, name="reports-by"),
    path("reports/<slug:address>/", report_pages.report, name="report"),
    path("reports/<slug:address>/report.<slug:ending>", report_pages.report_file, name="report-file"),
    path("reports/<slug:address>/<slug:part>/", report_pages.chapter, name="chapter"),
]
