"""The first app in the row; it knows none of the others."""

from django.apps import AppConfig


class Councils(AppConfig):
    """Areas."""

    name = "portal.councils"
    label = "councils"

    def ready(self) -> None:
        """Tell PostgreSQL the scope of each statement."""
        from portal.councils import row_security  # noqa: PLC0415 (Django's order of loading)

        row_security.begin()
