"""Tables from the award to the closed case, cut by noun."""

from quartier.funding.grants.models.awards import Award, Change, Reminder
from quartier.funding.grants.models.payments import Drawdown
from quartier.funding.grants.models.proofs import InventoryItem, Proof, Receipt

__all__ = ["Award", "Change", "Drawdown", "InventoryItem", "Proof", "Receipt", "Reminder"]
