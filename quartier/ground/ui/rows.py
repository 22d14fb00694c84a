"""Tables of rows in a form, such as a cost plan: each row is a small form, "Noch eine Zeile" and "Zeile entfernen" are buttons.

    class Cost(forms.Form):
        what = forms.CharField(label=_("Was?"))
        price = fields.MoneyField(label=_("Preis"))

    class Plan(ui.forms.Form):
        costs = rows.RowsField(Cost, least=1, most=30)      # cleaned_data["costs"] → [{"what": …, "price": …}]

Rows left empty are skipped. What was typed, in whatever row, is in the answer.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.ui import forms as ui_forms
from quartier.ground.ui import german, widgets

HARD_LIMIT = 200  # rows that a request may bring, whatever it says


class RowSet:
    """The rows of one table, from what was sent (`data`) or from `initial` (a list of dicts)."""

    def __init__(self, row, data=None, files=None, *, prefix="rows", initial=(), least=1, most=30, spare=1, auto_id="id_%s"):
        self.row, self.data, self.files, self.prefix = row, data, files, prefix
        self.initial, self.least, self.most, self.spare, self.auto_id = list(initial or ()), least, most, spare, auto_id
        self.is_bound = data is not None

    @property
    def was_pressed(self) -> bool:
        """True if "Noch eine Zeile" or "Zeile entfernen" was pressed."""
        return self.is_bound and (f"{self.prefix}-more" in self.data or self._removed is not None)

    @cached_property
    def forms(self) -> list:
        """One small form per row, as sent, lengthened or shortened by the buttons."""
        if not self.is_bound:
            count = min(max(len(self.initial) + (self.spare if self.initial else 0), self.least, 1), self.most)
            return [self._form(i, initial=self.initial[i] if i < len(self.initial) else None) for i in range(count)]
        sent = [i for i in range(self._count()) if i != self._removed]
        rows = [self._form(to, self._moved(self.data, i, to), self._moved(self.files, i, to)) for to, i in enumerate(sent)]
        if self.was_pressed:
            _quieten(rows)
        if f"{self.prefix}-more" in self.data and len(rows) < self.most:
            rows.append(self._form(len(rows)))
        return rows or [self._form(0)]

    @property
    def filled(self) -> list:
        """The rows in which something stands."""
        return [form for form in self.forms if form.is_bound and form.has_changed()]

    @property
    def can_grow(self) -> bool:
        return len(self.forms) < self.most

    @property
    def can_shrink(self) -> bool:
        return len(self.forms) > 1

    @cached_property
    def cleaned(self) -> list[dict]:
        """The values of all filled rows; only after `is_valid()`."""
        return [form.cleaned_data for form in self.filled]

    def is_valid(self) -> bool:
        """Check all filled rows; says nothing about too few or too many (see `problem`)."""
        return all(form.is_valid() for form in self.filled)

    def problem(self) -> str:
        """Return the sentence about the table as a whole, or ""."""
        if len(self.filled) < self.least == 1:
            return _("Bitte mindestens eine Zeile ausfüllen.")
        if len(self.filled) < self.least:
            return _("Bitte mindestens %(n)s Zeilen ausfüllen.") % {"n": german.in_words(self.least)}
        if len(self.filled) > self.most:
            return _("Bitte höchstens %(n)s Zeilen ausfüllen.") % {"n": self.most}
        return ""

    def summary(self, bf) -> list[tuple[str, str]]:
        """Return the lines of the error summary: first those of cells, with the id to jump to, then the table's own."""
        lines = [
            (id_, _("Zeile %(n)s, %(line)s") % {"n": number, "line": sentence})
            for number, form in enumerate(self.forms, start=1)
            if form.is_bound and form.has_changed()
            for id_, sentence in ui_forms.summary(form)
        ]
        own = [(self.first_id, str(sentence)) for sentence in bf.errors if str(sentence) != CELLS]
        return lines + own

    @property
    def first_id(self) -> str:
        return next(bf.first_id for bf in self.forms[0])

    def _count(self) -> int:
        try:
            sent = int(self.data.get(f"{self.prefix}-count", ""))
        except ValueError:
            sent = 0
        numbers = (key.removeprefix(f"{self.prefix}-").split("-")[0] for key in self.data if key.startswith(f"{self.prefix}-"))
        named = max((int(n) + 1 for n in numbers if n.isdecimal()), default=0)
        return min(max(sent, named), HARD_LIMIT)

    @cached_property
    def _removed(self) -> int | None:
        number = self.data.get(f"{self.prefix}-remove", "") if self.is_bound else ""
        return int(number) if number.isdecimal() else None

    def _moved(self, bag, source: int, target: int):
        """What was sent in row `source`, under the names of row `target`: rows close up when one is removed."""
        if source == target or not bag:
            return bag
        old, new = f"{self.prefix}-{source}-", f"{self.prefix}-{target}-"
        lists = dict(bag.lists()) if hasattr(bag, "lists") else {key: [value] for key, value in bag.items()}
        return MultiValueDict({new + key.removeprefix(old): values for key, values in lists.items() if key.startswith(old)})

    def _form(self, number: int, data=None, files=None, initial=None):
        return self.row(
            data,
            files,
            prefix=f"{self.prefix}-{number}",
            initial=initial,
            empty_permitted=True,
            use_required_attribute=False,
            auto_id=self.auto_id,
        )


def _quieten(forms) -> None:
    """No errors yet: a button of the table was pressed, the form was not sent."""
    for form in forms:
        form._errors, form.cleaned_data = ErrorDict(renderer=form.renderer), {}


CELLS = gettext_lazy("Bitte die markierten Zeilen prüfen.")


class Bound(ui_forms.Bound):
    """A table of rows on its way to the page; keeps one RowSet, so that checking and drawing see the same rows."""

    kind = "rows"
    first_id = property(lambda self: self.rows.first_id)
    id_for_label = ""

    @cached_property
    def rows(self) -> RowSet:
        data, files = (self.form.data, self.form.files) if self.form.is_bound else (None, None)
        auto_id = self.form.auto_id if isinstance(self.form.auto_id, str) else "id_%s"
        return RowSet(self.field.row, data, files, prefix=self.html_name, initial=self.initial, auto_id=auto_id, **self.field.shape)

    def value(self):
        return self.rows


class RowsField(forms.Field):
    """A form field that is a table of rows. `cleaned_data` gets a list of dicts, one per filled row."""

    widget = widgets.Rows
    kind = "rows"
    bound_field_class = Bound

    def __init__(self, row, *, least=1, most=30, spare=1, more_label="", **kwargs):
        kwargs.setdefault("required", least > 0)
        super().__init__(**kwargs)
        self.widget.needs_multipart_form = any(field.widget.needs_multipart_form for field in row.base_fields.values())
        self.row, self.shape = row, {"least": least, "most": most, "spare": spare}
        self.more_label = more_label or gettext_lazy("Noch eine Zeile")

    def _clean_bound_field(self, bf):
        rows = bf.rows
        if rows.was_pressed:
            return []
        errors = [] if rows.is_valid() else [CELLS]
        if problem := rows.problem():
            errors.append(problem)
        if errors:
            raise ValidationError(errors)
        self.run_validators(rows.cleaned)
        return rows.cleaned

    def has_changed(self, initial, data):
        return True
