"""Questions about a case under a version of rules: None, or the sentence why not. And the sums that follow from rules, in whole cents."""

import datetime

from django.utils.translation import gettext as _

from quartier.funding.budgets import lists
from quartier.funding.budgets.models import FundRules, Rounding
from quartier.ground.ui import german

HUNDRED = 100
WHOLE = 10_000  # hundredths of a per cent in one


def hundredths(percent):
    """A rate in hundredths of a per cent, so that sums stay whole: 10 % → 1000, 12.5 % → 1250."""
    return int(percent * HUNDRED)


def round_cents(numerator, denominator, rounding):
    """numerator / denominator in whole cents (both ≥ 0, denominator > 0), rounded as the rules say."""
    whole, rest = divmod(numerator, denominator)
    if rounding == Rounding.DOWN or 2 * rest < denominator:
        return whole
    if 2 * rest > denominator or rounding == Rounding.HALF_UP:
        return whole + 1
    return whole + whole % 2


def flat_rate(rules, costs_cents):
    """The flat rate on proven eligible costs."""
    return round_cents(costs_cents * hundredths(rules.flat_rate_percent), WHOLE, rules.rounding)


def payable(rules, award_cents, costs_cents, income_cents=0):
    """What is paid in the end: `min(award, max(0, c + flat rate on c − income))`, c the proven eligible costs.

    Where the flat rate does not count towards the cap, it comes on top of the award, on no more costs than the award covers.
    Raises ValueError for amounts below nought.
    """
    if min(award_cents, costs_cents, income_cents) < 0:
        raise ValueError("amounts are not below nought")
    if rules.flat_rate_inside_cap:
        return min(award_cents, max(0, costs_cents + flat_rate(rules, costs_cents) - income_cents))
    return min(award_cents, max(0, costs_cents - income_cents)) + flat_rate(rules, min(award_cents, max(0, costs_cents - income_cents)))


def fully_payable_costs(rules, award_cents):
    """The largest costs that are paid in full together with their flat rate (at 10 % and 1.500 €: 1.363,64 €)."""
    if not rules.flat_rate_inside_cap:
        return award_cents
    low, high = 0, award_cents
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle + flat_rate(rules, middle) <= award_cents else (low, middle - 1)
    return low


def first_payment(rules, award_cents):
    """What is paid before the start: all, a part, or nothing, by the rules' payment mode."""
    modes = FundRules.Payment
    if rules.payment_mode == modes.ONE:
        return award_cents
    return award_cents * rules.first_percent // HUNDRED if rules.payment_mode == modes.TWO_PARTS else 0


def own_share_needed(rules, grant_cents, costs_cents):
    """The least own share in cents, rounded up; measured at the grant or at all costs, as the rules say."""
    base = grant_cents if rules.own_share_base == FundRules.Base.GRANT else costs_cents
    return -(-base * hundredths(rules.own_share_percent) // WHOLE)


def own_share_problem(rules, grant_cents, own_cents, *, work_cents=0, costs_cents=None):
    """None, or why the own share does not suffice.

    `own_cents` is money, `work_cents` own work; `costs_cents` all costs (default: grant and own share).
    """
    kinds = rules.own_share_kinds or list(lists.OWN_KINDS)
    if work_cents and "work" not in kinds:
        return _("Eigene Arbeit zählt hier nicht als Eigenanteil. Bitte tragen Sie Geld ein.")
    if own_cents and "money" not in kinds and rules.own_share_percent:
        return _("Der Eigenanteil ist hier eigene Arbeit, nicht Geld.")
    needed = own_share_needed(rules, grant_cents, grant_cents + own_cents + work_cents if costs_cents is None else costs_cents)
    missing = needed - own_cents - work_cents
    if missing <= 0:
        return None
    return _("Der Eigenanteil muss mindestens %(percent)s %(base)s sein: %(needed)s. Es fehlen %(missing)s.") % {
        "percent": german.percent(rules.own_share_percent), "base": rules.get_own_share_base_display(), "needed": german.euro(needed),
        "missing": german.euro(missing),
    }  # fmt: skip


def amount_problem(rules, cents):
    """None, or why this amount may not be asked for or awarded."""
    if cents <= 0:
        return _("Bitte einen Betrag eintragen, zum Beispiel 400.")
    if rules.cap_cents is not None and cents > rules.cap_cents:
        over = german.euro_words(cents - rules.cap_cents)
        return _("Sie können höchstens %(cap)s bekommen. Bitte kürzen Sie um %(over)s oder zahlen Sie diesen Teil selbst.") % {
            "cap": german.euro_words(rules.cap_cents), "over": over,
        }  # fmt: skip
    if rules.floor_cents is not None and cents < rules.floor_cents:
        return _("Hier geht es um Vorhaben ab %(floor)s.") % {"floor": german.euro_words(rules.floor_cents)}
    return None


def applicant_problem(rules, kind):
    """None, or why somebody of this kind may not apply (codes of `lists.APPLICANTS`; an empty list lets everybody)."""
    if not rules.applicant_kinds or kind in rules.applicant_kinds:
        return None
    return _("Diesen Antrag können stellen: %(who)s.") % {"who": ", ".join(lists.labels("applicant_kinds", rules.applicant_kinds))}


def age_problem(rules, birthday, on):
    """None, or why somebody born on that day is too young on the day `on`."""
    if rules.min_age is None or _age(birthday, on) >= rules.min_age:
        return None
    return _(
        "Wer einen Antrag stellt, muss mindestens %(age)s Jahre alt sein. Bitte stellen Sie ihn mit einer älteren Person zusammen."
    ) % {"age": rules.min_age}


def _age(birthday, on):
    return on.year - birthday.year - ((on.month, on.day) < (birthday.month, birthday.day))


def lead_problem(rules, applied_on, starts_on):
    """None, or why the action begins too soon after the application."""
    earliest = applied_on + datetime.timedelta(days=rules.lead_days)
    if starts_on >= earliest:
        return None
    return _("Zwischen Antrag und Beginn liegen mindestens %(days)s Tage. Der früheste Tag ist der %(day)s.") % {
        "days": rules.lead_days, "day": german.day(earliest),
    }  # fmt: skip


def next_deadline(rules, on):
    """The next day by which an application must be there; None if there is no fixed day or none is left."""
    days = (datetime.date.fromisoformat(text) for text in rules.rounds)
    return min((day for day in days if day >= on), default=None)


def window_problem(rules, on):
    """None, or why no application can be handed in on that day."""
    if rules.window == FundRules.Window.CALL:
        return _("Hier gibt es keine Anträge ohne Aufruf. Die offenen Aufrufe stehen unter Förderung.")
    if rules.window == FundRules.Window.ROUNDS and next_deadline(rules, on) is None:
        return _("Der letzte Stichtag war am %(day)s. Die nächsten stehen noch nicht fest.") % {
            "day": german.day(datetime.date.fromisoformat(rules.rounds[-1])),
        }  # fmt: skip
    return None


def criteria_problem(rules, chosen):
    """None, or why these goals (indexes or texts of the rules' list) are too few."""
    if len(set(chosen)) >= rules.criteria_least:
        return None
    return (
        _("Bitte mindestens ein Ziel wählen.")
        if rules.criteria_least == 1
        else _("Bitte mindestens %(n)s Ziele wählen.") % {"n": rules.criteria_least}
    )


def quotes_problem(rules, cents, quotes):
    """None, or that an item of this price needs three quotes."""
    if rules.quotes_from_cents is None or cents < rules.quotes_from_cents or quotes >= 3:
        return None
    return _("Ab %(cents)s braucht es drei Angebote.") % {"cents": german.euro_words(rules.quotes_from_cents)}


def repeat_problem(rules, times):
    """None, or why somebody who already got `times` grants within the rules' years gets no other."""
    if rules.repeat_times is None or times < rules.repeat_times:
        return None
    return _("Gefördert wird höchstens %(times)s-mal in %(years)s Jahren.") % {"times": rules.repeat_times, "years": rules.repeat_years}


def decider(rules, cents):
    """Who decides about this amount: a code of `lists.DECIDERS`, or None where the rules do not say."""
    for tier in rules.decision_path:
        if tier["up_to_cents"] is None or cents <= tier["up_to_cents"]:
            return tier["by"]
    return None


def proof_due_on(rules, ends_on):
    """The day by which a matter that ends on `ends_on` must be accounted for; None where the rules leave it to the award."""
    return None if rules.proof_due_days is None else ends_on + datetime.timedelta(days=rules.proof_due_days)


def proposed_proof_day(rules, ends_on):
    """The day that a letter proposes: the one of the rules, else so many days after the end as they propose."""
    return proof_due_on(rules, ends_on) or ends_on + datetime.timedelta(days=rules.proof_propose_days)


def claim_due_on(rules, settled_on):
    """The last day on which claimed money has to be back."""
    return settled_on + datetime.timedelta(days=rules.claim_due_days)


def keep_until(rules, closed_on):
    """The last day on which papers of a case closed on that day are kept; None: nothing is deleted, because no period is set."""
    if rules.retention_years is None:
        return None
    return datetime.date(closed_on.year + rules.retention_years, 12, 31)
