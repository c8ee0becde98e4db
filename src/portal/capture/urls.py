"""Where the respondent's pages stand; questions have a step of their own, so that no item id clashes with a page."""

from __future__ import annotations

from django.urls import path

from portal.capture import coming_back, contacts, helping, invited, on_paper, previewing, views

urlpatterns = [
    path("a/<slug:token>/", views.start, name="start"),
    path("a/<slug:token>/q/<slug:page_id>/", views.question, name="question"),
    path("a/<slug:token>/paper.pdf", on_paper.paper, name="paper"),
    path("a/<slug:token>/stop/", coming_back.stop, name="stop"),
    path("a/<slug:token>/back/", coming_back.back, name="back"),
    path("a/<slug:token>/review/", views.review, name="review"),
    path("a/<slug:token>/thanks/", views.thanks, name="thanks"),
    path("a/<slug:token>/by/<slug:group>/", invited.by_group, name="by-group"),
    path("g/<slug:group>/", invited.group_short, name="group-short"),
    path("i/", invited.enter_code, name="enter-code"),
    path("i/<str:code>/", invited.invitation, name="invitation-code"),
    path("proposals/<int:number>/pages/", previewing.first_page, name="proposal-pages"),
    path("proposals/<int:number>/pages/<slug:page_id>/", previewing.page, name="proposal-page"),
    path("help", helping.help_now, name="help"),
    path("a/<slug:token>/help/", helping.help_here, name="help-here"),
    path("areas/<slug:code>/help-contact/", contacts.contact, name="help-contact"),
    path("privacy", views.privacy, name="privacy"),
    path("accessibility", views.accessibility, name="accessibility"),
]
