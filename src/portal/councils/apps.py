"""The first app in the row; it knows none of the others."""

from django.apps import AppConfig


class Councils(AppConfig):
    """Areas."""

    name = "portal.councils"
    label = "councils"
