"""References to anything: a stable word and an id instead of a foreign key upwards.

The app that owns a kind registers one `Subject` at start-up. Lower floors ask it for title, address, place and relations and tell it
what a body has decided; they never import it.
"""

from collections.abc import Iterable


class Subject:
    """What a kind of object answers to lower floors. Set `kind` and `model`; override what differs.

    joins: what title, address and place read of it, so that finding an object is one query (`select_related`).
    """

    kind: str = ""
    model: type | None = None
    joins: tuple[str, ...] = ()

    def get(self, pk: int):
        """The object, or None."""
        return self._rows().filter(pk=pk).first()

    def some(self, pks) -> dict:
        """Many objects at once, by id."""
        return self._rows().in_bulk(list(pks))

    def _rows(self):
        rows = self.model._default_manager.all()
        return rows.select_related(*self.joins) if self.joins else rows

    def title(self, obj) -> str:
        """One line that names the object, without personal data where the object is public."""
        return str(obj)

    def address(self, obj) -> str | None:
        """The path of its page, or None if it has none."""
        return None

    def public_page(self, entry, slug: str) -> tuple[str, str] | None:
        """(label, path) of the page that everybody may read about a public log entry of this kind, without asking the database; else None.

        `slug` is the quarter's.
        """
        return None

    def place_id(self, obj) -> int | None:
        """The place whose roles count for it."""
        return getattr(obj, "place_id", None)

    def relations(self, obj, person) -> set[str]:
        """What the person is to this object: author, applicant, grantee, member …"""
        return set()

    def decided(self, obj, resolution, by) -> None:
        """A body has decided about the object; called in the decision's transaction. NotImplementedError where nothing can be decided."""
        raise NotImplementedError(f"nothing can be decided about {self.kind}")


_by_kind: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Make a kind known. Raises ValueError if another class already answers for it."""
    known = _by_kind.get(subject.kind)
    if known is not None and type(known).__qualname__ != type(subject).__qualname__:
        raise ValueError(f"two subjects for {subject.kind}")
    if not subject.kind or subject.model is None or getattr(subject.model, "KIND", None) != subject.kind:
        raise ValueError(f"{type(subject).__name__}: kind and KIND of the model must be the same word")
    _by_kind[subject.kind] = subject


def kinds() -> Iterable[str]:
    """All known kinds, in order."""
    return sorted(_by_kind)


def by_kind(kind: str) -> Subject:
    """The subject of a kind. Raises LookupError if no app owns it."""
    try:
        return _by_kind[kind]
    except KeyError:
        raise LookupError(f"no app answers for the kind {kind!r}") from None


def of(obj) -> Subject:
    """The subject that answers for an object. Raises LookupError."""
    return by_kind(type(obj).KIND if hasattr(type(obj), "KIND") else type(obj).__name__)


def ref(obj) -> tuple[str, int | None]:
    """The pair (about_kind, about_id) of an object; ("", None) for None."""
    if obj is None:
        return "", None
    return of(obj).kind, obj.pk


def find(kind: str, pk: int | None):
    """The object a reference points at, or None if there is none. Raises LookupError for an unknown kind."""
    if not kind or pk is None:
        return None
    return by_kind(kind).get(pk)
