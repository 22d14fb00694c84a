"""What funds, rules and allocations answer to lower floors."""

from django.utils.translation import gettext_lazy

from quartier.funding.budgets import models
from quartier.ground.acts import subjects
from quartier.ground.workflow import queries as timeline


class Fund(subjects.Subject):
    kind = "budgets.fund"
    model = models.Fund


class Rules(subjects.Subject):
    kind = "budgets.rules"
    model = models.FundRules

    def title(self, rules):
        return f"{rules.fund.label}, Fassung {rules.version}"


class Allocation(subjects.Subject):
    kind = "budgets.allocation"
    model = models.Allocation

    def title(self, allocation):
        return f"{allocation.fund.label} {allocation.programme_year}"

    def address(self, allocation):
        return f"/{allocation.place.slug}/buero/geld/zuweisung/{allocation.pk}/"


for _subject in (Fund, Rules, Allocation):
    subjects.register(_subject())

timeline.LABELS |= {
    "budgets.allot": gettext_lazy("Geld zugewiesen"),
    "budgets.save_rules": gettext_lazy("Neue Fassung der Regeln"),
    "budgets.end_rules": gettext_lazy("Eigene Regeln beendet"),
    "budgets.carry_over": gettext_lazy("Geld in ein anderes Jahr übertragen"),
    "budgets.lapse": gettext_lazy("Geld verfallen"),
    "budgets.correct": gettext_lazy("Buchung berichtigt"),
}
