"""The app above reporting: a round at a glance."""

from django.apps import AppConfig


class Overview(AppConfig):
    """A round at a glance."""

    name = "portal.overview"
    label = "overview"
