"""The public site."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """The public site."""

    name = "portal.publishing"
    label = "publishing"
