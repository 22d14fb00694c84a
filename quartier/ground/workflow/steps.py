"""The state machine of the house: one table per kind of case, one transaction per step.

STEPS = steps.Steps(Idea, states={"new": _("eingegangen"), "published": _("veröffentlicht")}, steps=[
    steps.Step("publish", _("Veröffentlichen"), ("new",), "published", who=("team_member",), must=(rules.is_confirmed,),
               public=_("Die Idee ist veröffentlicht.")),
])

def publish(idea, by):
    with STEPS.take("publish", idea, by=by) as idea:
        ...  # the work
"""

import inspect
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.ground.access import queries as access
from quartier.ground.acts import log
from quartier.ground.acts.refusal import Refused

ANYONE = "anyone"  # no sign-in needed
SYSTEM = "system"  # a due time came; no person acts
BODY = "body"  # a body has resolved it: the step is given the fact `resolution`; who closed the vote is `by`

ALL: dict[str, "Steps"] = {}  # kind of case → its table; for the docs, the guards and the timeline


@dataclass(frozen=True)
class Step:
    """One row of a step table.

    source: states from which the step leads; empty for the step that makes a case. target: the new state; None leaves
    the state; a tuple lets the work inside choose one of them (it sets `case.state`). who: roles at the case's place or
    above, relations to the case, "anyone" or "system". must: rules, each `rule(case, …facts it asks for)` → None or the
    sentence why not. public: sentence for everyone, filled with the step's data (`%(amount_cents)s` is shown in euros,
    `…_on` as a day); None keeps the step internal. actor: who acts, as the public reads it ("Jury"), or a noun for each
    kind of thread, "" for all others. takes_back: the verb that this step undoes; such a step always needs a reason.
    """

    verb: str
    label: str
    source: tuple[str, ...] = ()
    target: str | tuple[str, ...] | None = None
    who: tuple[str, ...] = ()
    must: tuple = ()
    public: str | None = None
    needs_reason: bool = False
    actor: str | dict[str, str] = ""
    takes_back: str | None = None
    done: str = ""  # how the desk's log tells it afterwards ("Zahlung freigegeben"); not needed where `public` tells it
    weight: str = ""  # how the button weighs, see `kind`; only where that is not what follows from the rest
    is_blind: bool = False  # the desk's log does not name who acted: who has handed in a sealed bid betrays the bidder

    def __post_init__(self):
        for name in ("source", "who", "must"):
            value = getattr(self, name)
            object.__setattr__(self, name, value if isinstance(value, tuple) else (value,))
        if self.takes_back:
            object.__setattr__(self, "needs_reason", True)

    @property
    def kind(self) -> str:
        """What the step is for a case: "main" leads on, "side" helps on the way, "hard" refuses or ends, "back" takes a step back."""
        if self.takes_back:
            return "back"
        return self.weight or ("hard" if self.needs_reason else "main")

    @property
    def told(self) -> str:
        """What the desk's log says when the step has no public sentence."""
        return str(self.done or self.label)

    def actor_in(self, kind: str) -> str:
        """Who acts, as the public reads it, in a thread of this kind ("AF", "PF"…)."""
        return str(self.actor.get(kind, self.actor.get("", "")) if isinstance(self.actor, dict) else self.actor)

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The states in which the step can end; empty when it leaves the state."""
        if self.target is None:
            return ()
        return self.target if isinstance(self.target, tuple) else (self.target,)

    def broken_rule(self, case, *, known_only=False, told=None, **facts) -> str | None:
        """The sentence of the first rule that does not hold; None when all hold.

        `known_only` leaves out rules that ask for facts not known yet (an amount that is still to be typed). `told`: what rules have
        said already about this case and these facts; a rule of several steps is asked once.
        """
        told = {} if told is None else told
        for rule in self.must:
            if known_only and not _asks(rule)[0] <= facts.keys():
                continue
            if rule not in told:
                told[rule] = rule(case, **_pick(rule, facts))
            if told[rule]:
                return str(told[rule])
        return None


@cache
def _asks(rule) -> tuple[frozenset, frozenset, bool]:
    """What a rule asks for beyond the case: required names, all names, whether it takes any."""
    parameters = list(inspect.signature(rule).parameters.values())[1:]
    named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    required = frozenset(p.name for p in named if p.default is p.empty)
    return required, frozenset(p.name for p in named), any(p.kind is p.VAR_KEYWORD for p in parameters)


def _pick(rule, facts: dict) -> dict:
    _required, names, takes_any = _asks(rule)
    return facts if takes_any else {name: value for name, value in facts.items() if name in names}


def _words(person, case) -> set[str]:
    """What the person is to the case: roles and relations, and anyone."""
    return access.who(person, case) | {ANYONE} if getattr(person, "pk", None) else {ANYONE}


@dataclass(frozen=True)
class Offer:
    """A step that a person may take in the present state, with the sentence why it is not possible yet."""

    step: Step
    why_not: str | None = None
    address: str = ""

    @classmethod
    def to(cls, label, address: str, why_not: str | None = None, kind: str = "main") -> "Offer":
        """What is no step but a page that leads on (preparing a letter, leading the meeting), beside the steps in one box."""
        return cls(Step(address.strip("/").replace("/", "-").partition("?")[0], label, weight=kind), why_not, address)

    @property
    def verb(self) -> str:
        return self.step.verb

    @property
    def label(self) -> str:
        return self.step.label

    @property
    def is_possible(self) -> bool:
        return self.why_not is None


@dataclass
class Steps:
    """The step table of one kind of case. The model has `state`, `place`, `thread` and `KIND`.

    main_path: the states of an undisturbed case in order; with it the timeline shows what comes next.
    to_come: what a state to come is called there, where its label does not do; "" leaves it out.
    after: where the matter goes on in another kind of case: end state → (who has the next word, what is to be done).
    """

    model: type
    states: dict
    steps: list
    main_path: tuple[str, ...] = ()
    to_come: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    all: dict = field(init=False)

    def __post_init__(self):
        self.all = {step.verb: step for step in self.steps}
        self._check()
        ALL[self.model.KIND] = self

    def _check(self):
        if len(self.all) != len(self.steps):
            raise ValueError(f"{self.model.KIND}: a verb stands twice in the step table")
        used = {s for step in self.steps for s in (*step.source, *step.targets)} | set(self.main_path)
        if unknown := used - self.states.keys():
            raise ValueError(f"{self.model.KIND}: unknown states {sorted(unknown)}")
        if missing := {step.takes_back for step in self.steps if step.takes_back} - self.all.keys():
            raise ValueError(f"{self.model.KIND}: takes back unknown steps {sorted(missing)}")

    def __iter__(self):
        return iter(self.steps)

    @property
    def app(self) -> str:
        return self.model._meta.app_label

    def label(self, state: str) -> str:
        """The state in German."""
        return str(self.states[state])

    def act(self, verb: str) -> str:
        """The name of the step in the log, such as `participation.publish`."""
        return f"{self.app}.{verb}"

    @contextmanager
    def take(self, verb, case, *, by=None, system=False, reason="", data=None, personal=None, of=None, **facts):
        """Take a step: one transaction that locks the case, checks it, lets the block work, moves and logs it.

        Yields the fresh, locked case (a new one as it is; it is saved by the block or at its end). `data` goes to the log
        for good; `personal` (and the reason) can be erased with the person `of` whom it tells (default: `by`); both may be
        filled inside the block. `facts` are what the rules ask for. Raises Refused with the sentence that helps; then
        nothing of it has happened.
        """
        step, data, personal = self.all[verb], {} if data is None else data, {} if personal is None else personal
        with transaction.atomic():
            fresh = self._locked(case)
            before = fresh.state if case.pk else None
            self._must_be_takeable(step, fresh, before, by=by, system=system, reason=reason, facts=facts)
            yield fresh
            self._move(step, fresh, before)
            self._record(step, fresh, before, by, of, data, {**personal, **({"reason": reason} if reason else {})})
        if fresh is not case:
            case.__dict__.update(fresh.__dict__)

    def offers(self, case, person) -> list[Offer]:
        """The steps that `person` may take in the case's present state, each possible or with the sentence why not."""
        open_steps = [step for step in self.steps if case.state in step.source and set(step.who) - {SYSTEM}]
        if not open_steps:
            return []
        words, told = _words(person, case), {}
        return [self.offer(step, case, person, told) for step in open_steps if words & set(step.who)]

    def offer(self, step, case, person, told=None) -> Offer:
        """One step as it stands for this person now; whether the person may take it at all is asked by `may_take`."""
        if case.state not in step.source:
            return Offer(step, self._stale_sentence(step, case.state))
        return Offer(step, step.broken_rule(case, known_only=True, told=told, by=person))

    def may_take(self, step, case, person) -> bool:
        """Whether the step is for this person, in whatever state the case is."""
        return bool(_words(person, case) & set(step.who))

    def ahead(self, state: str) -> list[str]:
        """The states of the main path that follow; empty when the case has left it."""
        if state not in self.main_path:
            return []
        return list(self.main_path[self.main_path.index(state) + 1 :])

    def words_ahead(self, state: str) -> list[str]:
        """What comes next, as people read it, each with a capital."""
        found = (str(self.to_come.get(one, self.states[one])) for one in self.ahead(state))
        return [word[:1].upper() + word[1:] for word in found if word]

    def is_end(self, state: str) -> bool:
        """Whether no step but a taking back leads on from here."""
        return not any(state in step.source and step.targets and not step.takes_back for step in self.steps)

    def reachable(self, states) -> set[str]:
        """The states themselves and all that later steps can lead to."""
        found, todo = set(), list(states)
        while todo:
            state = todo.pop()
            if state not in found:
                found.add(state)
                todo += [t for step in self.steps if state in step.source for t in step.targets]
        return found

    def _locked(self, case):
        if case.pk is None:
            return case
        return self.model._base_manager.select_for_update().get(pk=case.pk)

    def _must_be_takeable(self, step, case, before, *, by, system, reason, facts):
        if sentence := self._not_allowed(step, case, by, system, facts.get("resolution")):
            raise Refused(sentence)
        if before not in step.source and not (before is None and not step.source):
            raise Refused(self._stale_sentence(step, before))
        if step.needs_reason and not reason.strip():
            raise Refused(_("Bitte einen Grund eintragen. Er steht danach im Verlauf."), field="reason")
        if sentence := step.broken_rule(case, by=by, **facts):
            raise Refused(sentence)

    def _stale_sentence(self, step, before) -> str:
        state = {"state": self.label(before) if before else _("noch nicht angelegt")}
        if before in self.reachable(step.targets):
            return _("Das hat inzwischen schon jemand erledigt: Der Stand ist jetzt „%(state)s“.") % state
        return _("Das geht jetzt nicht: Der Stand ist „%(state)s“.") % state

    def _not_allowed(self, step, case, by, system, resolution=None) -> str | None:
        who = set(step.who)
        if BODY in who and resolution is not None and (resolution.about_kind, resolution.about_id) == (case.KIND, case.pk):
            return None
        if system:
            return None if SYSTEM in who and by is None else _("Diesen Schritt geht ein Mensch, nicht die Uhr.")
        if ANYONE in who:
            return None
        if by is None:
            return _("Bitte melden Sie sich an. Diesen Schritt dürfen nicht alle gehen.")
        if who & access.who(by, case):
            return None
        return _("Diesen Schritt dürfen Sie hier nicht gehen. Fragen hilft: Das Team vor Ort weiß, wer zuständig ist.")

    def _move(self, step, case, before):
        if isinstance(step.target, tuple):
            if case.state not in step.target:
                raise ValueError(f"{step.verb} must end in one of {step.target}, not in {case.state!r}")
        else:
            case.state = step.target or before
        case.save()

    def _record(self, step, case, before, by, of, data, personal):
        log.record(
            self.act(step.verb),
            about=case,
            place_id=case.place_id,
            thread_id=getattr(case, "thread_id", None),
            by=by,
            public=step.public is not None,
            data={**data, "from": before, "to": case.state},
            personal=personal,
            of=of,
        )
