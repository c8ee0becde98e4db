"""The app of backups; it has no tables and no pages."""

from django.apps import AppConfig


class Safekeeping(AppConfig):
    """Two commands."""

    name = "portal.safekeeping"
    label = "safekeeping"
