"""The log speaks German: every act that is written down anywhere has its words, and a step is told as something done."""

import ast

import pytest

from quartier.ground.acts import log
from quartier.ground.workflow import queries, steps
from tests.guards import source


def _written() -> dict[str, str]:
    """Act → where it is written down, read from the calls of `log.record` in our own code."""
    found = {log.ERASED: "quartier/ground/acts/log.py"}
    for path, tree, _text in _own():
        for call, function in _records(tree):
            found |= dict.fromkeys(_acts(call.args[0], function, tree), path.name)
    return found


def _own():
    return [(path, tree, text) for path, tree, text in source.modules() if "tests" not in path.parts and "log.record(" in text]


def _records(tree):
    """(call of log.record, the function around it)."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            is_record = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record"
            if is_record and getattr(node.func.value, "id", "") == "log":
                yield node, function


def _acts(word, function, tree) -> list[str]:
    """The words that an expression can be: a constant, one of two, or what the callers of the function around it hand over."""
    if isinstance(word, ast.Constant):
        return [word.value]
    if isinstance(word, ast.IfExp):
        return [*_acts(word.body, function, tree), *_acts(word.orelse, function, tree)]
    if isinstance(word, ast.JoinedStr):
        fixed, variable = word.values
        return [fixed.value + act for act in _acts(variable.value, function, tree)]
    if isinstance(word, ast.Name):
        return _handed_over(word.id, function, tree)
    return []


def _handed_over(name, function, tree) -> list[str]:
    inside = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name]
    if inside:
        return [act for value in inside for act in _acts(value, function, tree)]
    place = [argument.arg for argument in function.args.args].index(name)
    found = []
    for caller in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in (n for n in ast.walk(caller) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == function.name):
            given = next((k.value for k in call.keywords if k.arg == name), None) or call.args[place]
            found += _acts(given, caller, tree)
    return found


def _has_words(act: str) -> bool:
    app, _dot, verb = act.partition(".")
    return act in queries.LABELS or any(table.app == app and verb in table.all for table in steps.ALL.values())


def test_every_act_that_is_written_down_has_german_words():
    written = _written()
    missing = sorted(f"{act} ({where})" for act, where in written.items() if not _has_words(act))
    assert len(written) > 60
    assert missing == [], "add them to workflow.queries.LABELS in the subjects.py of their app"


def test_every_call_of_the_log_was_understood():
    silent = [
        f"{path}:{call.lineno}"
        for path, tree, _text in _own()
        for call, function in _records(tree)
        if not _acts(call.args[0], function, tree) and path.parts[-2:] != ("workflow", "steps.py")  # there the step itself is the act
    ]
    assert silent == []


@pytest.mark.parametrize("kind", sorted(steps.ALL))
def test_a_step_is_told_as_something_done(kind):
    """ "Geld abrufen" in a log reads like a task: a step without a public sentence says how it is told afterwards."""
    assert [step.verb for step in steps.ALL[kind] if step.public is None and not step.done] == []


def test_no_word_is_a_code():
    assert [act for act, words in queries.LABELS.items() if not str(words).strip() or "." in str(words).strip(".")] == []
