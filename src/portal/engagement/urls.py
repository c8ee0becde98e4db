"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from portal.engagement import (
    action_pages,
    event_pages,
    feedback_pages,
    plan_pages,
    public_pages,
    said_done_pages,
    taking_away,
)

_PLACE = "action-plans/<slug:slug>/<slug:code>/<slug:form>/"
_ACTION = f"{_PLACE}actions/<int:key>/"
_EVENT = f"{_PLACE}events/<int:key>/"

urlpatterns = [
    path("action-plans/", plan_pages.plans, name="action-plans"),
    path(_PLACE, plan_pages.plan, name="action-plan"),
    path(f"{_PLACE}open/", plan_pages.open_plan, name="open-plan"),
    path(f"{_PLACE}actions/new/", action_pages.new_action, name="new-action"),
    path(_ACTION, action_pages.action, name="action"),
    path(f"{_ACTION}undo/", action_pages.undo_action, name="undo-action"),
    path(f"{_ACTION}files/<int:evidence>/", action_pages.evidence_file, name="evidence"),
    path(f"{_ACTION}files/<int:evidence>/remove/", action_pages.remove_evidence, name="remove-evidence"),
    path(f"{_PLACE}plan.<slug:ending>", taking_away.plan_file, name="plan-file"),
    path(f"{_PLACE}you-said/", said_done_pages.tell, name="tell"),
    path(f"{_PLACE}you-said.<slug:ending>", said_done_pages.you_said_report, name="you-said-report"),
    path(f"{_PLACE}events/new/", event_pages.new_event, name="new-event"),
    path(_EVENT, event_pages.event, name="event"),
    path(f"{_EVENT}facilitation/", event_pages.facilitation, name="facilitation"),
    path(f"{_EVENT}slides.pptx", event_pages.event_slides, name="event-slides"),
    path(f"{_EVENT}sheets-<slug:face>.pdf", event_pages.event_sheets, name="event-sheets"),
    path(f"{_EVENT}code.svg", event_pages.event_code, name="event-code"),
    path(f"{_EVENT}feedback/", feedback_pages.feedback, name="feedback"),
    path(f"{_EVENT}feedback/<uuid:remark>/", feedback_pages.moderate, name="moderate"),
    path("facilitation/", event_pages.facilitations, name="facilitations"),
    path("facilitation/<int:key>/", event_pages.answer_facilitation, name="answer-facilitation"),
    path("e/<slug:token>/", public_pages.public_event, name="public-event"),
    path("e/<slug:token>/say/", public_pages.say_at_event, name="say-at-event"),
    path("you-said/<slug:slug>/<slug:code>/<slug:form>/", said_done_pages.you_said, name="you-said"),
]
