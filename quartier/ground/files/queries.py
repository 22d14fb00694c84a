"""Reading files and the one question who may see a private one."""

import functools
import operator

from django.db.models import Q

from quartier.ground.access import queries as access
from quartier.ground.acts import subjects
from quartier.ground.files import models


def of(about, purpose: str | None = None):
    """The files of one object, oldest first; `purpose` narrows them down."""
    found = models.StoredFile.objects.of(about)
    return found.filter(purpose=purpose) if purpose else found


def by_kind(objects) -> dict[tuple[str, int], list[models.StoredFile]]:
    """The files of objects of several kinds in one query: (kind, id) → its files, oldest first."""
    ids: dict[str, list[int]] = {}
    for each in objects:
        ids.setdefault(each.KIND, []).append(each.pk)
    about = functools.reduce(operator.or_, (Q(about_kind=kind, about_id__in=pks) for kind, pks in ids.items()), Q(pk__in=()))
    found: dict[tuple[str, int], list] = {}
    for row in models.StoredFile.objects.filter(about, removed_at=None).order_by("pk"):
        found.setdefault((row.about_kind, row.about_id), []).append(row)
    return found


def by_object(objects) -> dict[int, list[models.StoredFile]]:
    """The files of many objects of one kind in one query: id of the object → its files."""
    objects = list(objects)
    if not objects:
        return {}
    rows = models.StoredFile.objects.filter(
        about_kind=objects[0].KIND, about_id__in=[each.pk for each in objects], removed_at=None
    ).order_by("pk")
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.about_id, []).append(row)
    return found


def public_file(place, raw):
    """A file that everybody may see, or None."""
    return models.StoredFile.objects.public().filter(pk=raw).first()


def any_file(place, raw):
    """A file of any kind that still has its bytes, or None."""
    return models.StoredFile.objects.filter(pk=raw, removed_at=None).first()


def may_see(file, person) -> bool:
    """Whether a person may see a file: everybody a public one, else whoever its subject lets see it.

    The subject answers by `may_see_file(obj, file, person)` or names the act of the access table in `file_act`.
    """
    if file.is_public:
        return True
    if person is None or not file.about_kind:
        return False
    subject, obj = _owner(file)
    if obj is None:
        return False
    if hasattr(subject, "may_see_file"):
        return bool(subject.may_see_file(obj, file, person))
    act = getattr(subject, "file_act", None)
    return bool(act) and access.may(person, act, obj)


def _owner(file):
    obj = subjects.find(file.about_kind, file.about_id)
    return (subjects.of(obj), obj) if obj is not None else (None, None)
