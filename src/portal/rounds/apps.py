"""The third app in the row; it knows questionnaires and councils."""

from django.apps import AppConfig


class Rounds(AppConfig):
    """Rounds, participation and links."""

    name = "portal.rounds"
    label = "rounds"
