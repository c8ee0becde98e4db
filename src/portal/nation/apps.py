"""The app that stands above all others but the demonstration: it asks them, and none asks it."""

from django.apps import AppConfig


class Nation(AppConfig):
    """National pages."""

    name = "portal.nation"
    label = "nation"
