"""The console command `quartier`."""

import os
import sys


def main() -> None:
    """Run one of the operator's commands; `quartier --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartier.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["quartier", *sys.argv[1:]])
