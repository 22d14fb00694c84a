"""Who scores, and when a choice stands (domain §8.2)."""

from django.utils.translation import gettext as _

from quartier.funding.calls import hooks, models
from quartier.funding.calls.queries import panel as queries
from quartier.ground.ui import german


def is_unbiased(member) -> str | None:
    """A biased member neither scores nor sees the scores of others."""
    return keeps_out(models.Bias.objects.filter(member=member).exists())


def keeps_out(is_biased: bool) -> str | None:
    """The same where it is known whether the member is biased."""
    return _("Sie bewerten hier nicht mit, weil Sie beteiligt sind.") if is_biased else None


def points_fit(criterion, points: int) -> str | None:
    """Points lie between zero and the criterion's maximum."""
    if not 0 <= points <= criterion.max_points:
        return _("Bitte 0 bis %(most)s Punkte geben.") % {"most": criterion.max_points}
    return None


def reason_is_given(call, *, choice_reason=None) -> str | None:
    """Each bidder gets a reasoned letter; without a reason there is no choice."""
    if choice_reason is not None and len(choice_reason.strip()) < 20:
        return _("Bitte die Wahl begründen. Die Begründung steht in allen Briefen.")
    return None


def may_be_chosen(call, *, bid=None) -> str | None:
    """The panel has spoken in full; the bid belongs to the call, passed the formal check, and has the points that it takes."""
    if bid is None:
        return scores_are_complete(call)
    if bid.call_id != call.pk or bid.state != "formally_ok":
        return _("Diese Bewerbung kann nicht gewählt werden.")
    return scores_are_complete(call) or points_suffice(queries.rank_of(bid))


def points_suffice(rank) -> str | None:
    """A bid is chosen that met what must be met, got any points, and as many as the fund's rules ask for; `rank` None: without points."""
    if rank is None:
        return None
    if rank.is_knocked_out:
        return _("Diese Bewerbung erfüllt nicht, was sie erfüllen muss. Sie kann nicht gewählt werden.")
    if not rank.points:
        return _("Diese Bewerbung hat keinen einzigen Punkt bekommen. Sie kann nicht gewählt werden.")
    if rank.is_below:
        return _("Gewählt wird nur, wer mindestens %(least)s der Punkte hat, hier sind es %(points)s von %(possible)s.") % {
            "least": german.percent(rank.least_percent), "points": rank.shown, "possible": rank.possible,
        }  # fmt: skip
    return None


def selection_goes_on(call) -> str | None:
    """Members and criteria are settled before the choice."""
    if call.state in ("chosen", "no_award", "failed", "withdrawn"):
        return _("Die Auswahl ist abgeschlossen.")
    return None


def scores_are_complete(call) -> str | None:
    """In a scored selection each unbiased member has scored each bid under each criterion."""
    if not call.is_scored:
        return None
    given, wanted = queries.scores_given(call)
    if not wanted:
        return _("Es fehlen Mitglieder oder Kriterien.")
    if given < wanted:
        return _("Es fehlen noch %(missing)s von %(wanted)s Punktzahlen.") % {"missing": wanted - given, "wanted": wanted}
    return None


def nothing_follows(call) -> str | None:
    """A choice can be taken back only while no award was made of it; the floor above says so."""
    return hooks.first_sentence(call)


def criteria_can_change(call) -> str | None:
    """Nobody changes the measure while it is used."""
    if models.Score.objects.filter(bid__call=call).exists():
        return _("Es gibt schon Bewertungen. Die Kriterien stehen damit fest.")
    return selection_goes_on(call)
