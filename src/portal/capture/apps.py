"""The fourth app in the row; of the trade it knows asking only."""

from django.apps import AppConfig


class Capture(AppConfig):
    """Drafts and responses."""

    name = "portal.capture"
    label = "capture"
