"""What the operator's commands share."""

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """A command whose `--help` ends with an example."""

    example = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        return super().create_parser(prog_name, subcommand, epilog=f"Beispiel: {self.example}", **kwargs)
