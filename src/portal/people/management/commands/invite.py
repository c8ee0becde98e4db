"""manage.py invite: an invitation from the command line, which is how the first person comes in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.councils.models import Area
from portal.people import inviting, words
from portal.people.rules import Role


class Command(BaseCommand):
    """Invite somebody to a role."""

    help = "Send somebody an invitation by e-mail, and print its link."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, as what, where."""
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--area", help="the area's code, like E10000007, for a role of one area")
        parser.add_argument("--organisation", help="for a collector: the name of the area's organisation")

    def handle(self, *_: object, **said: Any) -> None:
        """Invite, or say why not."""
        area = Area.objects.filter(code=said["area"]).first() if said["area"] else None
        if said["area"] and area is None:
            raise CommandError(words.no_area(said["area"]))
        try:
            token = inviting.invite(
                inviting.Offer(said["email"], Role(said["role"]), area), by=None, now=timezone.now()
            )
        except (inviting.NotInvited, ValidationError) as fault:
            raise CommandError(" ".join(getattr(fault, "messages", [str(fault)]))) from fault
        self.stdout.write(
            f"{said['email']} is invited. The link, good once and for seven days:\n{inviting.address(token)}"
        )
