"""The fifth app in the row; it hands answers to the trade and shows what comes back."""

from django.apps import AppConfig


class Reporting(AppConfig):
    """Results and reports."""

    name = "portal.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Hear of every response that is taken back, and answer how many came by a group."""
        from portal.reporting import group_tallies, leaving  # noqa: PLC0415 (Django's order of loading)

        leaving.begin()
        group_tallies.begin()
