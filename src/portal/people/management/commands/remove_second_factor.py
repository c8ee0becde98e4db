"""manage.py remove_second_factor: for somebody who has lost their device and their recovery codes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.people.models import Person


class Command(BaseCommand):
    """Remove what somebody proves themselves by, so that they set it up anew."""

    help = "Remove a person's second factor. Make sure first that it is they who ask: speak to them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *_: object, email: str, **__: object) -> None:
        """Remove, end all sessions, and write it down."""
        person = Person.objects.filter(email=email.strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}. Look it up on the page of people.")
        Authenticator.objects.filter(user=person).delete()
        for one in UserSession.objects.filter(user=person):
            one.end()
        record(
            Kind.SECOND_FACTOR_REMOVED,
            actor=recording.OPERATOR,
            thing=recording.person(person.pk),
            detail={"by": "operator"},
        )
        self.stdout.write(
            f"{person.email} is signed out everywhere and sets up a new second factor at the next sign-in."
        )
