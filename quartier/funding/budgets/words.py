"""A version of rules in plain German, for the preview before it is saved and for everybody who wants to know what holds."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.funding.budgets import lists, rules
from quartier.funding.budgets.models import FundRules
from quartier.ground.ui import german


def paragraphs(version):
    """[(heading, sentence)] in the order in which people ask. A version that ends a place's own rules says only that."""
    if version.is_end:
        return [(_("Eigene Regeln enden"), _("Ab diesem Tag gelten wieder die Regeln, die über diesem Ort gelten."))]
    parts = [
        (_("Betrag"), _amount(version)),
        (_("Topf"), _pot(version)),
        (_("Bindung"), _binding(version)),
        (_("Eigenanteil"), _own_share(version)),
        (_("Wer"), _who(version)),
        (_("Wann"), _window(version)),
        (_("Ziele"), _criteria(version)),
        (_("Wofür"), _eligible(version)),
        (_("Wofür nicht"), _not_eligible(version)),
        (_("Wer entscheidet"), _decision(version)),
        (_("Auswahl"), _choice(version)),
        (_("Antworten"), _answers(version)),
        (_("Auszahlung"), _payment(version)),
        (_("Abrechnung"), _proof(version)),
        (_("Rückzahlung"), _claim(version)),
        (_("Erinnerungen"), _reminders(version)),
        (_("Rest"), _left_over(version)),
        (_("Aufbewahrung"), _retention(version)),
        (_("Hinweis auf die Förderung"), version.publicity),
        (_("Rechtlicher Hinweis"), " ".join(version.call_notice)),
        (_("Widerspruch"), version.objection),
    ]
    return [(heading, sentence) for heading, sentence in parts if sentence]


def for_everybody(version):
    """The same without what concerns the offices alone."""
    return [(heading, sentence) for heading, sentence in paragraphs(version) if heading != _("Bindung")]


def changes(old, new):
    """[(heading, sentence before, sentence after)] of what a new version changes; everything is new without an old one."""
    before, after = dict(paragraphs(old)) if old else {}, dict(paragraphs(new))
    return [
        (heading, before.get(heading, ""), after.get(heading, ""))
        for heading in {**before, **after}
        if before.get(heading) != after.get(heading)
    ]


def money(version, cents):
    """An amount in the currency of the rules, in words for sentences."""
    return german.euro_words(cents) if version.currency == "EUR" else german.euro_words(cents).replace("Euro", version.currency)


def _amount(version):
    flat = _flat_rate(version)
    if version.cap_cents is not None and version.floor_cents is not None:
        text = _("%(floor)s bis %(cap)s") % {"floor": money(version, version.floor_cents), "cap": money(version, version.cap_cents)}
    elif version.cap_cents is not None:
        text = _("Höchstens %(cap)s") % {"cap": money(version, version.cap_cents)}
    elif version.floor_cents is not None:
        text = _("Mindestens %(floor)s") % {"floor": money(version, version.floor_cents)}
    else:
        text = _("Ohne Unter- und Obergrenze")
    return f"{text}{flat}."


def _flat_rate(version):
    if not version.flat_rate_percent:
        return ""
    facts = {"percent": german.percent(version.flat_rate_percent)}
    if not version.flat_rate_inside_cap:
        return _(", dazu %(percent)s Pauschale auf die anerkannten Kosten") % facts
    if version.cap_cents is None:
        return _(", darin %(percent)s Pauschale auf die anerkannten Kosten") % facts
    most = money(version, rules.fully_payable_costs(version, version.cap_cents))
    return _(", darin %(percent)s Pauschale: Belege bis %(most)s werden mit Pauschale ganz bezahlt") % {**facts, "most": most}


def _pot(version):
    pot = "" if version.pot_cents is None else _("Im Jahr stehen %(pot)s bereit.") % {"pot": money(version, version.pot_cents)}
    shares = _("Auf die Jahre verteilt: %(shares)s.") % {"shares": shares_in_words(version.tranches)} if version.tranches else ""
    return " ".join(filter(None, [pot, shares]))


def _binding(version):
    days = german.plural(version.commit_warn_days, _("Tag"), _("Tage"))
    return _("%(days)s vor dem Tag, an dem Geld gebunden sein muss, erinnert das Programm das Amt daran.") % {"days": days}


def shares_in_words(shares):
    """Shares of years for a sentence: "20, 40 und 40 Prozent"."""
    said = [str(one) for one in shares]
    return _("%(shares)s Prozent") % {"shares": _(" und ").join(filter(None, [", ".join(said[:-1]), said[-1]]))}


def _own_share(version):
    if not version.own_share_percent:
        return _("Nicht nötig.")
    return _("Mindestens %(percent)s %(base)s, als %(kinds)s.") % {
        "percent": german.percent(version.own_share_percent), "base": version.get_own_share_base_display(),
        "kinds": _either(lists.labels("own_share_kinds", version.own_share_kinds)),
    }  # fmt: skip


def _who(version):
    who = ", ".join(lists.labels("applicant_kinds", version.applicant_kinds)) or _("Alle")
    age = _(" Ab %(age)s Jahren.") % {"age": version.min_age} if version.min_age else ""
    return f"{who}.{age}{_repeat(version)}"


def _repeat(version):
    if version.repeat_times is None:
        return ""
    return _(" Höchstens %(times)s-mal in %(years)s Jahren.") % {"times": version.repeat_times, "years": version.repeat_years}


def _window(version):
    if version.window == FundRules.Window.CALL:
        text = _("Nur auf einen Aufruf hin.")
    elif version.window == FundRules.Window.ROUNDS:
        text = _("Bis %(days)s.") % {"days": _either([german.day(datetime.date.fromisoformat(one)) for one in version.rounds])}
    else:
        text = _("Jederzeit.")
    lead = (
        ngettext(" Mindestens einen Tag vor dem Beginn.", " Mindestens %(days)s Tage vor dem Beginn.", version.lead_days)
        if version.lead_days
        else ""
    )
    again = "" if version.resubmission else _(" Nach einer Absage kann derselbe Antrag nicht noch einmal gestellt werden.")
    return f"{text}{lead % {'days': version.lead_days} if lead else ''}{_duration(version)}{again}"


def _duration(version):
    return _(" Dauer höchstens %(n)s Monate.") % {"n": version.duration_months} if version.duration_months else ""


def _criteria(version):
    if not version.criteria:
        return ""
    listed = "; ".join(version.criteria)
    least = version.criteria_least
    return f"{listed}. " + (
        ngettext("Mindestens eines muss passen.", "Mindestens %(n)s müssen passen.", least) % {"n": least} if least else ""
    )


def _eligible(version):
    listed = ", ".join(lists.labels("eligible_kinds", version.eligible_kinds))
    food = {
        "yes": _("Essen und Getränke werden bezahlt."),
        "no": _("Essen und Getränke werden nicht bezahlt."),
        "ask": _("Essen und Getränke nach Rückfrage."),
    }
    quotes = (
        _(" Drei Angebote ab %(cents)s.") % {"cents": money(version, version.quotes_from_cents)}
        if version.quotes_from_cents is not None
        else ""
    )
    return f"{listed + '. ' if listed else ''}{food[version.food]}{quotes}"


def _not_eligible(version):
    return "; ".join(version.not_eligible) + "." if version.not_eligible else ""


def _decision(version):
    tiers = []
    for tier in version.decision_path:
        (who,) = lists.labels("decision_path", [tier["by"]])
        tiers.append(
            who if tier["up_to_cents"] is None else _("bis %(cents)s %(who)s") % {"cents": money(version, tier["up_to_cents"]), "who": who}
        )
    text = _(", darüber ").join(str(tier) for tier in tiers)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _choice(version):
    if version.select_percent is None:
        return ""
    return _("Gewählt wird nur, wer mindestens %(percent)s der Punkte hat.") % {"percent": german.percent(version.select_percent)}


def _answers(version):
    if version.window == FundRules.Window.CALL:
        days = german.plural(version.answer_days, _("Tag"), _("Tagen"))
        return _("Fragen zu einem Aufruf sind nach %(days)s beantwortet.") % {"days": days}
    return _("Anträge sind nach %(days)s geprüft.") % {"days": german.plural(version.check_days, _("Tag"), _("Tagen"))}


def _payment(version):
    modes = FundRules.Payment
    first = german.percent(version.first_percent)
    text = {
        modes.ONE: _("In einem Betrag vor dem Beginn."),
        modes.TWO_PARTS: _("%(first)s vor dem Beginn, der Rest nach der Abrechnung.") % {"first": first},
        modes.AFTER: _("Nach der Abrechnung."),
        modes.DRAWDOWN: _("Auf Abruf, nach Haushaltsjahren."),
    }[modes(version.payment_mode)]
    prompt = (
        _(" Ausgezahltes Geld ist binnen %(n)s Tagen zu verwenden.") % {"n": version.prompt_use_days} if version.prompt_use_days else ""
    )
    return text + prompt


def _proof(version):
    due = (
        _("Binnen %(n)s Tagen nach dem Ende") % {"n": version.proof_due_days}
        if version.proof_due_days is not None
        else _("Zum Tag, der im Bescheid steht (vorgeschlagen sind %(n)s Tage nach dem Ende)") % {"n": version.proof_propose_days}
    )
    return f"{due}: {version.get_proof_kind_display()}."


def _claim(version):
    days = version.claim_due_days
    return ngettext(
        "Zu viel gezahltes Geld ist binnen einem Tag nach der Prüfung zurückzuzahlen.",
        "Zu viel gezahltes Geld ist binnen %(n)s Tagen nach der Prüfung zurückzuzahlen.",
        days,
    ) % {"n": days}


def _reminders(version):
    told = [
        (_("%(days)s nach dem Bescheid, wenn er nicht angenommen ist"), version.accept_remind_days),
        (_("%(days)s vor einer Frist"), version.remind_before_days),
        (_("%(days)s nach der Frist der Abrechnung noch einmal"), version.remind_again_days),
    ]
    said = [text % {"days": german.plural(days, _("Tag"), _("Tage"))} for text, days in told if days]
    return "; ".join(said) + "." if said else _("Keine vorab; nach jeder Frist eine Mahnung.")


def _left_over(version):
    returns = (
        _("Zurückgezahltes Geld ist im selben Topf wieder frei.")
        if version.returns_to_pot
        else _("Zurückgezahltes Geld ist nicht wieder frei.")
    )
    carry = {
        "yes": _("Ein Rest geht ins nächste Jahr über."),
        "no": _("Ein Rest verfällt am Jahresende."),
        "ask": _("Ein Rest geht nur mit Zustimmung ins nächste Jahr über."),
    }
    return f"{returns} {carry[version.carry_over]}"


def _retention(version):
    if version.retention_years is None:
        return _("Noch nicht festgelegt: Bis dahin wird nichts gelöscht.")
    return ngettext("Unterlagen werden ein Jahr aufbewahrt.", "Unterlagen werden %(n)s Jahre aufbewahrt.", version.retention_years) % {
        "n": version.retention_years
    }


def _either(words):
    return words[0] if len(words) == 1 else _(" oder ").join([", ".join(words[:-1]), words[-1]]) if words else ""
