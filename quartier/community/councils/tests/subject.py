"""A tiny matter to decide on: the office of a quarter stands in for an application with a pot behind it."""

from quartier.ground.acts import subjects
from quartier.ground.acts.refusal import Refused


class Pot:
    """What the test subject is decided against; fresh per test."""

    def __init__(self, free_cents=200_000):
        self.free_cents = free_cents
        self.heard = []


class Matter(subjects.Subject):
    """Takes over a real kind for one test, and keeps what it hears."""

    def __init__(self, model, pot, relations=None):
        self.kind, self.model, self.pot, self._relations = model.KIND, model, pot, relations or {}

    def place_id(self, obj):
        return obj.pk

    def title(self, obj):
        return "Laternen für den Hof"

    def relations(self, obj, person):
        return self._relations.get(person.pk, set())

    def decided(self, obj, resolution, by):
        if resolution.is_yes and resolution.amount_cents > self.pot.free_cents:
            raise Refused("Im Topf sind nur noch 2.000 €.")
        if resolution.is_yes:
            self.pot.free_cents -= resolution.amount_cents
        self.pot.heard.append((resolution.result, resolution.amount_cents, by.pk))
