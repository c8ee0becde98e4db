"""The app above capture that types paper in; what it has checked goes through capture's door."""

from django.apps import AppConfig


class Keying(AppConfig):
    """Bundles of paper and what was typed from them."""

    name = "portal.keying"
    label = "keying"
