"""Drafts of reports, their commentary, their signatures."""

from django.apps import AppConfig


class Editing(AppConfig):
    """Drafts of reports, their commentary, their signatures."""

    name = "portal.editing"
    label = "editing"

    def ready(self) -> None:
        """Hear of areas that get another code."""
        from portal.editing import again  # noqa: PLC0415 (Django's order of loading)

        again.begin()
