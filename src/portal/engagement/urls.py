"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from portal.engagement import action_pages, plan_pages, said_done_pages

_PLACE = "action-plans/<slug:slug>/<slug:code>/<slug:form>/"
_ACTION = f"{_PLACE}actions/<int:key>/"

urlpatterns = [
    path("action-plans/", plan_pages.plans, name="action-plans"),
    path(_PLACE, plan_pages.plan, name="action-plan"),
    path(f"{_PLACE}open/", plan_pages.open_plan, name="open-plan"),
    path(f"{_PLACE}actions/new/", action_pages.new_action, name="new-action"),
    path(_ACTION, action_pages.action, name="action"),
    path(f"{_ACTION}undo/", action_pages.undo_action, name="undo-action"),
    path(f"{_PLACE}you-said/", said_done_pages.tell, name="tell"),
    path(f"{_PLACE}you-said.<slug:ending>", said_done_pages.you_said_report, name="you-said-report"),
    path("you-said/<slug:slug>/<slug:code>/<slug:form>/", said_done_pages.you_said, name="you-said"),
]
