"""The fifth app in the row; it hands answers to the trade and shows what comes back."""

from django.apps import AppConfig


class Reporting(AppConfig):
    """Results and reports."""

    name = "portal.reporting"
    label = "reporting"
