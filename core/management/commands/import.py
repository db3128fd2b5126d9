"""manage.py import positions|effort|tickets FILE... --organisation SLUG"""  # noqa: N999 - Django calls it by this name

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.actor import Actor
from core.errors import UserError
from core.imports.headless import import_files
from core.imports.registry import importers
from core.imports.selectors import import_detail
from core.models import Import, Run

GOOD = {Import.State.CHECKED, Import.State.CONFIRMED}


class Command(BaseCommand):
    """Imports files in this process; prints what it understood and did as JSON, exit code 1 where it did not."""

    help = "Import files into an organisation. docs/imports.md describes mappings and what is printed."

    def add_arguments(self, parser: CommandParser) -> None:
        """The kind, the files, the organisation, and what the files do not say themselves."""
        parser.add_argument("kind", choices=[one.code for one in importers()])
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        target = parser.add_mutually_exclusive_group()
        target.add_argument("--baseline", default="", metavar="NAME", help="of positions and effort; made if absent")
        target.add_argument("--log", default="", metavar="NAME", help="of tickets; made if absent")
        parser.add_argument("--mapping", type=Path, metavar="FILE", help="JSON; without it only certain guesses count")
        parser.add_argument("--time-zone", default="", metavar="ZONE", help="of times that carry no offset")
        parser.add_argument("--dry-run", action="store_true", help="check, let nothing in")
        parser.add_argument("--accept-rejected", action="store_true", help="import without the rows that are rejected")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and print."""
        by = self._actor(options["organisation"])
        try:
            incoming = import_files(
                by=by,
                kind=options["kind"],
                paths=options["files"],
                target_name=options["baseline"] or options["log"],
                mapping=self._mapping(options["mapping"]),
                time_zone=options["time_zone"],
                accept_rejected=options["accept_rejected"],
                is_dry_run=options["dry_run"],
            )
        except (UserError, PermissionDenied) as error:
            raise self._failure({"error": str(error), "details": getattr(error, "details", [])}) from None
        self._answer(import_detail(by, incoming), incoming)

    def _answer(self, detail: dict[str, Any], incoming: Import) -> None:
        if incoming.state not in GOOD or (incoming.run and incoming.run.state == Run.State.FAILED):
            fatal = [group["remedy"] for group in detail["defects"] if group["severity"] == "fatal"]
            raise self._failure({**detail, "error": " ".join(fatal) or detail["error"]})
        self.stdout.write(json.dumps(detail, indent=2, ensure_ascii=False))

    def _failure(self, answer: dict[str, Any]) -> CommandError:
        self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        return CommandError(answer["error"])

    def _actor(self, slug: str) -> Actor:
        organisation = apps.get_model("organisations.Organisation").objects.filter(slug=slug).first()
        if organisation is None:
            raise self._failure(
                {"error": f"There is no organisation “{slug}”. manage.py create_organisation makes one."}
            )
        return Actor.system(organisation.pk, slug)

    def _mapping(self, path: Path | None) -> dict[str, Any] | None:
        if path is None:
            return None
        try:
            return json.loads(path.read_text())  # type: ignore[no-any-return]
        except (OSError, ValueError) as error:
            raise self._failure({"error": f"The mapping {path} cannot be read as JSON: {error}"}) from None
