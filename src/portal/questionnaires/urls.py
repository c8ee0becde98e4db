"""Where published questionnaires are read."""

from __future__ import annotations

from django.urls import path

from portal.questionnaires import comment_pages, proposal_pages, specimens

urlpatterns = [
    path("proposals/", proposal_pages.proposals, name="proposals"),
    path("proposals/upload/", proposal_pages.upload, name="upload"),
    path("proposals/<int:number>/", proposal_pages.proposal, name="proposal"),
    path("proposals/<int:number>/read/", proposal_pages.read_proposal, name="proposal-read"),
    path("proposals/<int:number>/changes/", proposal_pages.proposal_changes, name="proposal-changes"),
    path("proposals/<int:number>/publish/", proposal_pages.publish_it, name="proposal-publish"),
    path("proposals/<int:number>/withdraw/", proposal_pages.withdraw_it, name="proposal-withdraw"),
    path("forms/", specimens.forms, name="forms"),
    path("forms/<slug:form>/<str:version>/", specimens.specimen, name="specimen"),
    path("forms/<slug:form>/<str:version>/with/<slug:composition>/", specimens.specimen, name="composed-specimen"),
    path("forms/<slug:form>/<str:version>/comments/", comment_pages.comments, name="comments"),
    path("forms/<slug:form>/<str:version>/comments/<slug:item>/", comment_pages.thread, name="thread"),
    path("forms/<slug:form>/<str:version>/changes/", specimens.changes, name="changes"),
]
