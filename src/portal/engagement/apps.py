"""Events and action plans."""

from django.apps import AppConfig


class Engagement(AppConfig):
    """Events and action plans."""

    name = "portal.engagement"
    label = "engagement"
