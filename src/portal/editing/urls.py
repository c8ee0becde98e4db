"""Where drafts of reports are written, talked about and signed."""

from __future__ import annotations

from django.urls import path

from portal.editing import draft_pages, history_pages, list_pages, quote_pages, sign_pages, talk_pages, write_pages

_DRAFT = "drafts/<int:draft>/"

urlpatterns = [
    path("drafts/", list_pages.drafts, name="drafts"),
    path("drafts/new/", list_pages.new, name="draft-new"),
    path(_DRAFT, draft_pages.draft_page, name="draft"),
    path(f"{_DRAFT}move/", draft_pages.move_on, name="draft-move"),
    path(f"{_DRAFT}figures/", draft_pages.make_anew, name="draft-figures"),
    path(f"{_DRAFT}report.<slug:ending>", draft_pages.as_a_file, name="draft-file"),
    path(f"{_DRAFT}write/<str:section>/", write_pages.write_page, name="draft-write"),
    path(f"{_DRAFT}talk/<str:section>/", talk_pages.talk, name="draft-talk"),
    path(f"{_DRAFT}quotes/", quote_pages.quotes_page, name="draft-quotes"),
    path(f"{_DRAFT}sign/", sign_pages.sign_page, name="draft-sign"),
    path(f"{_DRAFT}history/", history_pages.history, name="draft-history"),
    path(f"{_DRAFT}history/<int:number>/", history_pages.step_page, name="draft-step"),
    path(f"{_DRAFT}changes/<int:making>/", history_pages.changed, name="draft-changes"),
]
