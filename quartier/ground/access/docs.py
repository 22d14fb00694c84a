"""The access table as a page for people: roles × acts."""

from itertools import groupby

from quartier.ground.access import roles, table


def table_markdown() -> str:
    """The whole table in Markdown, one section per app, a tick per role and relation."""
    acts = sorted(table.TABLE)
    sections = [_section(app, list(group)) for app, group in groupby(acts, key=lambda act: act.partition(".")[0])]
    return "\n\n".join([_who(), *sections, _gives()]) + "\n"


def _who() -> str:
    lines = [f"| `{role.code}` | {role.label} | {role.does} | {', '.join(role.kinds)} |" for role in roles.ROLES.values()]
    head = ["## Roles", "", "| role | German | does | held at |", "|---|---|---|---|"]
    relations = ["", "## Relations to one object", "", "| relation | meaning |", "|---|---|"]
    return "\n".join([*head, *lines, *relations, *(f"| `{code}` | {words} |" for code, words in roles.RELATIONS.items())])


def _section(app: str, acts: list[str]) -> str:
    columns = [code for code in (*roles.ROLES, *roles.RELATIONS) if any(code in table.TABLE[act] for act in acts)]
    head = [f"## {app}", "", "| act | " + " | ".join(f"`{code}`" for code in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    return "\n".join([*head, *(_line(act, columns) for act in acts)])


def _line(act: str, columns: list[str]) -> str:
    return f"| `{act}` | " + " | ".join("✓" if code in table.TABLE[act] else "" for code in columns) + " |"


def _gives() -> str:
    lines = [f"| `{giver}` | {', '.join(f'`{code}`' for code in roles.ROLES if code in given)} |" for giver, given in table.GIVES.items()]
    return "\n".join(["## Who gives which role", "", "| role | gives and ends, at its own place and below |", "|---|---|", *lines])
