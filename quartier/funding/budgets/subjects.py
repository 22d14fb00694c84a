"""What funds, rules and allocations answer to lower floors."""

from quartier.funding.budgets import models
from quartier.ground.acts import subjects


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
