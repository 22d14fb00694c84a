"""What the guards read: the product's own Python files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "quartier"


@cache
def modules() -> tuple[tuple[Path, ast.Module, str], ...]:
    """(path, tree, text) of each module of ours, migrations aside."""
    paths = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
    return tuple((p, ast.parse(text := p.read_text(encoding="utf-8")), text) for p in paths)


def functions() -> Iterator[tuple[str, int]]:
    """(where, number of lines) of each function, tests included."""
    for path, tree, _text in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def templates() -> list[Path]:
    """All templates of ours."""
    return sorted(p for p in PACKAGE.rglob("templates/**/*") if p.is_file())
