"""From what was typed to an application and back: names of the form's fields on one side, fields of the model on the other."""

import re

from django.http import QueryDict

from quartier.funding.calls import models
from quartier.funding.calls.actions import applications as actions
from quartier.funding.calls.forms import applications as forms
from quartier.funding.calls.queries import applications as queries
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock
from quartier.ground.ui import german

_ROW = re.compile(r"items-(count|\d{1,3}-(what|cents|kind))")
_COPIED = (
    "applicant_kind",
    "group_name",
    "name",
    "is_old_enough",
    "title",
    "description",
    "volunteering",
    "target_group",
    "people",
    "themes",
    "where",
    "has_owner_consent",
    "starts_on",
    "ends_on",
    "partners",
    "publicity",
    "wants_flat_rate",
    "income_cents",
    "own_cents",
    "own_contribution",
    "street",
    "postcode",
    "town",
    "phone",
    "speaks",
    "not_begun",
    "has_privacy_notice",
    "may_publish",
)


def facts(place, fund_rules, *, applied_on=None, kind="", meeting=None) -> forms.Facts:
    """What the questions ask the rules with, today at this place. `meeting`: the next that decides, where it is known."""
    decides_on = german.local(meeting.starts_at).date() if meeting else queries.next_decision_on(place, fund_rules)
    return forms.Facts(fund_rules, applied_on or clock.today(), decides_on, kind)


def belongs(question, name: str) -> bool:
    """Whether a name of a request is one of a question's."""
    return name in question.base_fields or ("items" in question.base_fields and bool(_ROW.fullmatch(name)))


def carried(number: int, typed) -> list[tuple[str, str]]:
    """What the other questions' fields hold, for the hidden fields of a page."""
    others = [question for index, question in enumerate(forms.QUESTIONS, 1) if index != number]
    return [(name, value) for name in typed for value in typed.getlist(name) if any(belongs(one, name) for one in others)]


def was_seen(question, typed) -> bool:
    """Whether this question was on the screen before: something of it was sent."""
    return any(belongs(question, name) for name in typed)


def completed(typed) -> QueryDict:
    """A half-filled draft with what stands in an untouched page: the town, and the flat rate."""
    typed = typed.copy()
    typed.setdefault("town", "Berlin")
    if not was_seen(forms.CostsForm, typed):
        typed["wants_flat_rate"] = "on"
    return typed


def content(said: dict) -> dict:
    """Clean values of all questions as keyword arguments for `actions.submit`: without the rows and what is the person's."""
    return {name: value for name, value in said.items() if name in _COPIED or name in ("requested_cents", "deducts_input_tax")}


def items(said: dict) -> list[dict]:
    """The rows as `actions.submit` takes them."""
    return [{"what": row["what"], "kind": row["kind"], "cents": row["cents"]} for row in said["items"]]


def hand_in(place, fund_rules, said: dict, *, by=None, earlier=None) -> models.Application:
    """Make or find the person, then take the application. `by`: who has signed in, or nobody. Raises Refused."""
    person = _person(said, by)
    by = person if by is not None and person.pk == by.pk else None
    return actions.submit(
        place=place, fund=fund_rules.fund, rules=fund_rules, person=person, items=items(said), by=by, earlier=earlier, **content(said)
    )


def _person(said, by):
    """Whoever has signed in and gives her own address is herself; any other address is somebody else, none makes a new row."""
    email = said.get("email", "")
    if by is not None and email and email.lower() == (by.email or "").lower():
        return by
    if email:
        return accounts.find_or_make(email=email, name=said["name"], phone=said.get("phone", ""), by=None)
    return accounts.make_person(name=said["name"], phone=said.get("phone", ""), by=None)


def enter(place, fund_rules, said: dict, *, by) -> models.Application:
    """The office writes down what the person said. Raises Refused."""
    email, name, phone = said.get("email", ""), said["name"], said.get("phone", "")
    make = accounts.find_or_make if email else accounts.make_person
    person = make(email=email or None, name=name, phone=phone, by=by)
    application = actions.enter(
        place=place,
        fund=fund_rules.fund,
        rules=fund_rules,
        person=person,
        items=items(said),
        office_consent=said["office_consent"],
        by=by,
        **content(said),
    )
    for paper in said.get("papers") or ():
        actions.add_paper(application, paper, by=by)
    return application


def initial(application) -> dict:
    """An application as the initial values of the whole form."""
    found = {name: getattr(application, name) for name in _COPIED}
    found["items"] = [{"what": item.what, "kind": item.kind, "cents": item.cents} for item in application.items.all()]
    found["email"] = application.person.email or ""
    found["deducts_input_tax"] = {True: "ja", False: "nein"}.get(application.deducts_input_tax, "")
    if application.ends_on == application.starts_on:
        found["ends_on"] = None
    return found


def as_typed(application) -> QueryDict:
    """An application as if it had just been typed in: to begin a new one with. Days, declarations and the age are asked anew."""
    typed = QueryDict(mutable=True)
    asked_anew = ("starts_on", "ends_on", "not_begun", "has_privacy_notice", "is_old_enough", "items")
    for name, value in initial(application).items():
        if name not in asked_anew and value not in (None, "", False):
            typed.setlist(name, _words(name, value))
    rows = list(application.items.all())
    typed["items-count"] = str(len(rows))
    for number, item in enumerate(rows):
        typed.update({f"items-{number}-what": item.what, f"items-{number}-kind": item.kind, f"items-{number}-cents": _euros(item.cents)})
    return typed


def _words(name, value) -> list[str]:
    if name.endswith("_cents"):
        return [_euros(value)]
    if isinstance(value, list):
        return value
    return ["on" if value is True else str(value)]


def _euros(cents: int) -> str:
    return german.euro_exact(cents).removesuffix("€").strip().removesuffix(",00")
