"""Runs of reports."""

from django.apps import AppConfig


class Issuing(AppConfig):
    """Runs of reports."""

    name = "portal.issuing"
    label = "issuing"
