"""Every address of the portal."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    # First, because they are asked for most: an address is looked up from top to bottom.
    path("", include("portal.capture.urls")),
    path("", include("portal.api.urls")),
    path("", include("portal.people.urls")),
    path("", include("portal.questionnaires.urls")),
    path("", include("portal.rounds.urls")),
    path("", include("portal.outreach.urls")),
    path("", include("portal.keying.urls")),
    path("", include("portal.uploads.urls")),
    path("", include("portal.keepsakes.urls")),
    path("", include("portal.retention.urls")),
    path("", include("portal.reporting.urls")),
    path("", include("portal.analyses.urls")),
    path("", include("portal.nation.urls")),
    path("", include("portal.overview.urls")),
    path("", include("portal.returns.urls")),
    path("", include("portal.comments.urls")),
    path("", include("portal.research.urls")),
    path("", include("portal.editing.urls")),
    path("", include("portal.publishing.urls")),
    path("", include("portal.engagement.urls")),
    path("", include("portal.issuing.urls")),
]
