"""Drafts of reports, their commentary, their signatures."""

from django.apps import AppConfig


class Editing(AppConfig):
    """Drafts of reports, their commentary, their signatures."""

    name = "portal.editing"
    label = "editing"
