"""An app above the nation's records and returns: what a researcher takes away."""

from django.apps import AppConfig


class Research(AppConfig):
    """Answers for research."""

    name = "portal.research"
    label = "research"
