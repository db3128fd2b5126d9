"""manage.py load_sample"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sample.actions import load_sample


class Command(BaseCommand):
    """Loads the sample organisation, once."""

    help = "Load the fictional sample organisation and write DATA_DIR/first-steps.txt."

    def add_arguments(self, parser: CommandParser) -> None:
        """--address."""
        parser.add_argument("--address", default="http://127.0.0.1:8000/")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say that it is there."""
        steps = load_sample(address=options["address"], say=self.stdout.write)
        self.stdout.write(f"First steps: {steps}" if steps else "The sample organisation is there already.")
