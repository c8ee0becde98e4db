"""The app above all that gathers answers; it alone erases them."""

from django.apps import AppConfig


class Retention(AppConfig):
    """Schedules and erasures."""

    name = "portal.retention"
    label = "retention"
