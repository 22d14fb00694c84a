"""Who may read a column of a row, as the `privacy.py` of the apps say. Each says in FIELDS: model → words → columns.

    code      nobody has typed it: a state, a number, a hash
    nobody    it is shown to no one
    all       everybody
    self      the person whom the row is about
    office    the office and its administration at a place where anything names this person
    readers   those whom READERS names for the kind of the case
    x.y       whoever may this act of the access table on the case
    word      a question of the app, WHEN[word](row, person)

The case of a row is the row itself where it has a kind, else what it belongs to. An app may add words to columns of an app below,
by the label of the model: what it shows of them.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db import models
from encrypted_fields.fields import EncryptedFieldMixin

from quartier.ground.access import queries as access
from quartier.ground.access import table as access_table
from quartier.ground.accounts.models import Person
from quartier.ground.acts import subjects
from quartier.ground.quarters.models import Place
from tests import house

CODE, NOBODY, ALL = "code", "nobody", "all"
OWN_WORDS = {CODE, NOBODY, ALL, "self", "office", "readers"}
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, EncryptedFieldMixin)
MORE = {"files.StoredFile": ["bytes"]}  # what is told though it is no column


@cache
def tables() -> dict[str, object]:
    """Label of an app of ours → its module `privacy`, apps with models alone."""
    own = [config for config in apps.get_app_configs() if config.name.startswith("quartier.") and list(config.get_models())]
    return {config.label: import_module(f"{config.name}.privacy") for config in own}


@cache
def table() -> dict[type, dict[str, frozenset[tuple[str, str]]]]:
    """Model → column → {(app that says it, word)}."""
    found: dict[type, dict[str, set]] = {}
    for app, module in tables().items():
        for label, said in module.FIELDS.items():
            model = _model(label if "." in label else f"{app}.{label}")
            for words, names in said.items():
                for name in names.split():
                    found.setdefault(model, {}).setdefault(name, set()).update((app, word) for word in words.split())
    return found


def _model(label: str):
    try:
        return apps.get_model(label)
    except LookupError:
        return label  # a guard names it


def texts(model) -> list[str]:
    """The columns of a model in which a text may stand; a choice is no text."""
    fields = [f for f in model._meta.concrete_fields if isinstance(f, TEXTS) and not f.is_relation and not f.choices]
    return [field.name for field in fields] + MORE.get(model._meta.label, [])


def own_models() -> Iterator[type]:
    """All tables of ours."""
    yield from (model for model in apps.get_models() if model.__module__.startswith("quartier."))


def words(model, name: str) -> set[str]:
    """What the tables say of a column."""
    return {word for _app, word in table().get(model, {}).get(name, ())}


def problems() -> list[str]:
    """What the tables say though there is no such column, act or question; and columns that are both open and shut."""
    found = []
    for model, fields in table().items():
        if isinstance(model, str):
            found.append(f"{model}: no such table")
            continue
        for name, said in fields.items():
            found += [f"{model._meta.label}.{name}: {app} says {word}" for app, word in sorted(said) if not _is_known(app, word)]
            if name not in texts(model):
                found.append(f"{model._meta.label}.{name}: no such column, or no text")
            if len(said) > 1 and words(model, name) & {CODE, ALL, NOBODY}:
                found.append(f"{model._meta.label}.{name}: {' '.join(sorted(words(model, name)))}")
    acts = {act for module in tables().values() for them in getattr(module, "READERS", {}).values() for act in them}
    return found + sorted(acts - set(access_table.TABLE))


def _is_known(app: str, word: str) -> bool:
    if "." in word:
        return word in access_table.TABLE
    return word in OWN_WORDS or word in getattr(tables()[app], "WHEN", {})


class Judge:
    """Says who may read what, and remembers it: rows, their cases, what the access table says of them."""

    def __init__(self):
        self.memory: dict[tuple, object] = {}

    def may_read(self, person, model, pk: int, name: str) -> bool:
        """Whether somebody (None: everybody) may read this column of this row; a row that is gone tells nothing."""
        said = table()[model][name]
        if any(word == ALL for _app, word in said):
            return True
        row = self._once(("row", model, pk), lambda: model._base_manager.filter(pk=pk).first())
        return row is None or any(self._holds(person, row, app, word) for app, word in sorted(said))

    def _once(self, key: tuple, ask):
        if key not in self.memory:
            self.memory[key] = ask()
        return self.memory[key]

    def _holds(self, person, row, app: str, word: str) -> bool:
        if word in (CODE, NOBODY):
            return False
        if word == "self":
            return person is not None and person.pk == (row.pk if isinstance(row, Person) else row.person_id)
        if word == "office":
            return person is not None and bool(self._dealings.get(row.pk, set()) & self._places_of(person))
        if word == "readers":
            return any(self._may(person, act, row) for act in readers_of(self._case_of(row)))
        if "." in word:
            return self._may(person, word, row)
        key = ("word", app, word, person and person.pk, type(row), row.pk)
        return self._once(key, lambda: bool(tables()[app].WHEN[word](row, person)))

    def _may(self, person, act: str, row) -> bool:
        case = self._case_of(row)
        if person is None or case is None:
            return False
        return self._once(("may", person.pk, act, type(case), case.pk), lambda: access.may(person, act, case))

    def _case_of(self, row):
        return self._once(("case", type(row), row.pk), lambda: case_of(row))

    def _places_of(self, person) -> frozenset[int]:
        return self._once(("places", person.pk), lambda: places_of(person))

    @property
    def _dealings(self) -> dict[int, set[int]]:
        return self._once(("dealings",), dealings)


def readers_of(case) -> tuple[str, ...]:
    """The acts of those who open the pages of a case."""
    kind = getattr(type(case), "KIND", "")
    return next((module.READERS[kind] for module in tables().values() if kind in getattr(module, "READERS", {})), ())


def case_of(row):
    """What the access table is asked about."""
    if isinstance(row, Place) or (hasattr(type(row), "KIND") and row.KIND in subjects.kinds()):
        return row
    if getattr(row, "about_kind", ""):
        return subjects.find(row.about_kind, row.about_id)
    if hasattr(row, "entry"):
        return case_of(row.entry)
    for field in row._meta.concrete_fields:
        is_above = field.is_relation and field.related_model._meta.app_label == row._meta.app_label
        if is_above and (parent := getattr(row, field.name)) is not None and (found := case_of(parent)) is not None:
            return found
    return getattr(row, "place", None)


OFFICE = access_table.TABLE["grants.read"]  # roles that write to people, and whoever reads every file


def places_of(person) -> frozenset[int]:
    """Ids of the places at which somebody belongs to the office, and of all below."""
    held = {place_id for role, place_id in access.held(person) if role in OFFICE}
    return frozenset(pk for pk in Place.objects.values_list("pk", flat=True) if access.above(pk, person) & held)


def dealings() -> dict[int, set[int]]:
    """Id of a person → places where anything names her."""
    found: dict[int, set[int]] = {}
    for model in own_models():
        path = house.place_path(model)
        keys = [field.name for field in model._meta.concrete_fields if field.related_model is Person]
        for key in keys if path else ():
            for person, place in model._base_manager.exclude(**{key: None}).values_list(f"{key}_id", path).distinct():
                found.setdefault(person, set()).add(place)
    return found
