"""manage.py create_organisation NAME --admin EMAIL"""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import UserError
from organisations.actions import create_organisation
from organisations.models import User


class Command(BaseCommand):
    """Makes an organisation and its first administrator."""

    help = "Make an organisation and its first administrator; prints a password if the address is new."

    def add_arguments(self, parser: CommandParser) -> None:
        """NAME, --admin, --currency, --time-zone."""
        parser.add_argument("name")
        parser.add_argument("--admin", required=True, metavar="EMAIL")
        parser.add_argument("--currency", default="EUR")
        parser.add_argument("--time-zone", default="UTC")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make both, or say why not."""
        is_new = not User.objects.filter(email=options["admin"].strip().lower()).exists()
        password = secrets.token_urlsafe(12) if is_new else None
        try:
            membership = create_organisation(
                name=options["name"],
                admin_email=options["admin"],
                password=password,
                currency=options["currency"],
                time_zone=options["time_zone"],
            )
        except UserError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Organisation /o/{membership.organisation.slug}/ with administrator {membership.user.email}")
        if password:
            self.stdout.write(f"Password: {password}")
