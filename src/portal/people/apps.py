"""The app of people; every app whose pages ask who somebody is stands above it."""

from django.apps import AppConfig


class People(AppConfig):
    """People, roles, invitations."""

    name = "portal.people"
    label = "people"

    def ready(self) -> None:
        """Listen to the sign-in library, once its models are there."""
        from portal.people import watching  # noqa: PLC0415

        watching.begin()
