"""The app of the API; it stands above everything that it opens to other computers."""

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens, replays, links made at a review."""

    name = "portal.api"
    label = "api"
