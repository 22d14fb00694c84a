"""Tables of the way from a brief to the choice, cut by noun."""

from quartier.funding.calls.models.applications import Application, ApplicationItem, FormalCheck
from quartier.funding.calls.models.bids import Bid, FinanceLine
from quartier.funding.calls.models.briefs import Brief
from quartier.funding.calls.models.calls import Call, Question
from quartier.funding.calls.models.panel import Bias, Criterion, PanelMember, Score

__all__ = [
    "Application",
    "ApplicationItem",
    "Bias",
    "Bid",
    "Brief",
    "Call",
    "Criterion",
    "FinanceLine",
    "FormalCheck",
    "PanelMember",
    "Question",
    "Score",
]
