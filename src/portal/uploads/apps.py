"""The app above capture that takes tables in; what is sound goes through capture's door."""

from django.apps import AppConfig


class Uploads(AppConfig):
    """Tables under way and stored."""

    name = "portal.uploads"
    label = "uploads"
