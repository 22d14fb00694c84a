"""Pages of the reference made from the step tables: a table and a drawing per kind of case.

The drawing has a line down for each state and a row for each step: an arrow from where it leads away to where it leads. It
stays readable however many steps there are, needs no layout program, and says the same as the table beside it.
"""

import inspect
from html import escape

from quartier.ground.access import roles
from quartier.ground.workflow import steps as tables

ROW, COLUMN, LEFT, HEAD, FOOT = 26, 44, 250, 150, 16  # measures of the drawing in pixels


def steps_markdown(steps) -> str:
    """The step table as Markdown: verb, label, from, to, who, what must hold, what the public reads."""
    head = "| step | label | from | to | who | must hold | public |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *(_markdown_row(steps, step) for step in steps)]) + "\n"


def _markdown_row(steps, step) -> str:
    cells = [
        f"`{step.verb}`",
        str(step.label),
        _states(steps, step.source) or "—",
        _states(steps, step.targets) or "(stays)",
        ", ".join(_who(word) for word in step.who),
        "; ".join(_rule(rule) for rule in step.must) + (" (reason)" if step.needs_reason else ""),
        str(step.public) if step.public is not None else "no",
    ]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _states(steps, codes) -> str:
    return ", ".join(steps.label(code) for code in codes)


def _who(word: str) -> str:
    words = {tables.ANYONE: "anyone", tables.SYSTEM: "the clock"}
    return words.get(word) or (f"{roles.label(word)} (`{word}`)" if word in roles.ROLES or word in roles.RELATIONS else f"`{word}`")


def _rule(rule) -> str:
    return (inspect.getdoc(rule) or rule.__name__.replace("_", " ")).splitlines()[0].rstrip(".")


def steps_page() -> str:
    """The whole reference page of all known tables, in the order of their names."""
    parts = ["# States and steps", "", "Generated from the `steps.py` of the apps. Do not edit by hand.", ""]
    for kind in sorted(tables.ALL):
        parts += [f"## {kind}", "", f"![{kind}](steps/{kind}.svg)", "", steps_markdown(tables.ALL[kind])]
    return "\n".join(parts)


def diagram_svg(steps) -> str:
    """The step table as an SVG drawing with title and description, in the colour of the text around it."""
    codes = list(steps.states)
    width, height = LEFT + COLUMN * len(codes) + 40, HEAD + ROW * len(steps.steps) + FOOT
    x_of = {code: LEFT + COLUMN * (index + 0.5) for index, code in enumerate(codes)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        ' aria-labelledby="t d" fill="none" stroke="currentColor" font-family="Fira Sans, sans-serif" font-size="13">',
        f'<title id="t">{escape(steps.model.KIND)}: states and steps</title>',
        f'<desc id="d">{escape(_description(steps))}</desc>',
        *(_line_of_state(steps, code, x_of[code], height) for code in codes),
        *(_row_of_step(steps, step, index, x_of) for index, step in enumerate(steps)),
        "</svg>\n",
    ]
    return "\n".join(part for part in parts if part)


def _description(steps) -> str:
    return " ".join(f"{step.label}: {_states(steps, step.source) or '—'} → {_states(steps, step.targets) or '—'}." for step in steps)


def _line_of_state(steps, code, x, height) -> str:
    turn, words = f"rotate(-55 {x} {HEAD - 12})", escape(steps.label(code))
    label = f'<text x="{x}" y="{HEAD - 12}" transform="{turn}" fill="currentColor" stroke="none">{words}</text>'
    return f'{label}<path d="M{x} {HEAD - 6}V{height - FOOT}" stroke-opacity=".25"/>'


def _row_of_step(steps, step, index, x_of) -> str:
    y = HEAD + ROW * (index + 0.5)
    label = f'<text x="8" y="{y + 4}" fill="currentColor" stroke="none">{escape(str(step.label))}</text>'
    dots = "".join(f'<circle cx="{x_of[code]}" cy="{y}" r="4" fill="currentColor"/>' for code in step.source)
    return label + dots + "".join(_arrow(_start(step, target, x_of), x_of[target], y) for target in step.targets) + _bar(step, x_of, y)


def _start(step, target, x_of) -> float:
    """The arrow begins at the source nearest to its target; a first step comes from the left edge."""
    return min((x_of[code] for code in step.source), key=lambda x: abs(x - x_of[target]), default=LEFT - 10)


def _arrow(start: float, end: float, y: float) -> str:
    if start == end:
        return f'<path d="M{end} {y - 4}c14 -10 22 4 6 6"/>'
    back = 7 if end > start else -7
    return f'<path d="M{start} {y}H{end}M{end - back} {y - 5}L{end} {y}L{end - back} {y + 5}" stroke-width="1.5"/>'


def _bar(step, x_of, y) -> str:
    """The line that joins several sources."""
    if len(step.source) < 2:
        return ""
    xs = [x_of[code] for code in step.source]
    return f'<path d="M{min(xs)} {y}H{max(xs)}" stroke-dasharray="3 3"/>'
