"""The app of the log; every app that does something worth knowing stands above it."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The log."""

    name = "portal.audit"
    label = "audit"
