"""The app above reporting: a round's analysis plan, and what it finds."""

from django.apps import AppConfig


class Analyses(AppConfig):
    """Analysis plans."""

    name = "portal.analyses"
    label = "analyses"
