"""An app above reporting: own returns as data."""

from django.apps import AppConfig


class Returns(AppConfig):
    """Own returns as data."""

    name = "portal.returns"
    label = "returns"
