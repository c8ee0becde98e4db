"""Where a round's analysis plan is settled, read and taken away."""

from __future__ import annotations

from django.urls import path

from portal.analyses import pages

_PLAN = "rounds/<slug:slug>/analysis-plan/"

urlpatterns = [
    path(_PLAN, pages.analysis_plan, name="analysis-plan"),
    path(f"{_PLAN}<slug:form>/settle/", pages.settle_plan, name="settle-plan"),
    path(f"{_PLAN}<slug:form>/<int:number>.toml", pages.plan_file, name="analysis-plan-file"),
]
