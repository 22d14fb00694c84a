"""The texts of the demo, kept beside the code as TOML so that people who write can change them."""

import functools
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@functools.cache
def table(name: str) -> dict:
    """What stands in `data/<name>.toml`."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def rows(name: str, part: str) -> list[dict]:
    """One list of tables of a file, each row anew, so that nobody changes another's."""
    return [dict(row) for row in table(name)[part]]
