"""Where a keepsake code is said."""

from __future__ import annotations

from django.urls import path

from portal.keepsakes import views

urlpatterns = [path("keepsake", views.keepsake, name="keepsake")]
