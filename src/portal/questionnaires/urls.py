"""Where published questionnaires are read."""

from __future__ import annotations

from django.urls import path

from portal.questionnaires import comment_pages, specimens

urlpatterns = [
    path("forms/", specimens.forms, name="forms"),
    path("forms/<slug:form>/<str:version>/", specimens.specimen, name="specimen"),
    path("forms/<slug:form>/<str:version>/with/<slug:composition>/", specimens.specimen, name="composed-specimen"),
    path("forms/<slug:form>/<str:version>/comments/", comment_pages.comments, name="comments"),
    path("forms/<slug:form>/<str:version>/comments/<slug:item>/", comment_pages.thread, name="thread"),
    path("forms/<slug:form>/<str:version>/changes/", specimens.changes, name="changes"),
]
