"""The house stays readable: short functions, files that fit into a head, floors kept by foreign keys as by imports."""

import re
import statistics

from django.apps import apps
from django.conf import settings

from tests.guards import source

ORDER = [app for apps_of_floor in settings.FLOORS.values() for app in apps_of_floor]


def test_most_functions_are_short_and_none_is_long():
    lengths = dict(source.functions())
    assert [f"{where}: {lines}" for where, lines in lengths.items() if lines > 50] == []
    assert statistics.median(lengths.values()) <= 9


def test_no_file_grows_beyond_a_folder():
    assert [str(path) for path, _tree, text in source.modules() if text.count("\n") > 600] == []


def test_foreign_keys_point_to_floors_below():
    wrong = []
    for label in ORDER:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if field.concrete and field.is_relation and field.related_model:
                    target = field.related_model._meta.app_label
                    if target in ORDER and ORDER.index(target) < ORDER.index(label):
                        wrong.append(f"{model.__name__}.{field.name} → {target}")
    assert wrong == []


def test_every_app_opens_with_one_sentence():
    missing = [str(p) for p, tree, _t in source.modules() if p.name == "__init__.py" and "tests" not in p.parts and not _doc(p, tree)]
    assert missing == []


def _doc(path, tree) -> bool:
    is_app = (path.parent / "apps.py").exists()
    return not is_app or bool(tree.body and getattr(getattr(tree.body[0], "value", None), "value", ""))


def test_only_the_clock_tells_the_time():
    allowed = {"ground/acts/clock.py", "ground/acts/answers.py"}  # the age of a token is real time, whatever the rules are shown
    pattern = re.compile(r"\b(timezone\.now|datetime\.now|date\.today|datetime\.today|utcnow)\(|auto_now")
    found = [
        f"{p.relative_to(source.PACKAGE)}: {m.group(0)}"
        for p, _tree, text in source.modules()
        if "tests" not in p.parts and str(p.relative_to(source.PACKAGE)) not in allowed
        for m in pattern.finditer(text)
    ]
    assert found == []


def test_settings_know_every_app_folder():
    folders = {p.parent.name for p in source.PACKAGE.glob("*/*/apps.py")}
    assert folders == set(ORDER)
