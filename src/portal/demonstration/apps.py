"""The last app in the row; it uses all the others and none knows it."""

from django.apps import AppConfig


class Demonstration(AppConfig):
    """The demonstration round."""

    name = "portal.demonstration"
    label = "demonstration"
