"""Input of the pages about roles."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.ground.access import roles
from quartier.ground.acts import clock
from quartier.ground.ui import fields

CHOOSE_ROLE = _("Bitte eine Rolle wählen.")
CHOOSE_PLACE = _("Bitte einen Ort wählen.")


class GiveRoleForm(forms.Form):
    """Who gets which role from when until when. `gives` are the roles to choose from, `places` the places, if there is a choice."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Bitte den Namen eintragen."), "max_length": _("Bitte höchstens 200 Zeichen.")},
    )
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_("Dorthin geht die Einladung. Mit dieser Adresse meldet sich die Person an."),
        max_length=254,
        error_messages={
            "required": _("Bitte die E-Mail-Adresse eintragen, zum Beispiel name@beispiel.de."),
            "invalid": _("Bitte die Adresse so schreiben: name@beispiel.de."),
            "max_length": _("Diese Adresse ist zu lang: höchstens 254 Zeichen."),
        },
    )
    role = forms.ChoiceField(
        label=_("Rolle"), widget=forms.RadioSelect, error_messages={"required": CHOOSE_ROLE, "invalid_choice": CHOOSE_ROLE}
    )
    place = forms.ChoiceField(label=_("Ort"), error_messages={"required": CHOOSE_PLACE, "invalid_choice": CHOOSE_PLACE})
    from_on = fields.DateField(label=_("Ab"), error_messages={"required": _("Bitte den ersten Tag eintragen, zum Beispiel 1. 12. 2026.")})
    until_on = fields.DateField(label=_("Letzter Tag"), required=False, help_text=_("Leer lassen, wenn noch kein Ende feststeht."))

    def __init__(self, *args, gives, places=(), **kwargs) -> None:
        kwargs["initial"] = {"from_on": clock.today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        given = [role for role in roles.ROLES.values() if role.code in gives]
        self.fields["role"].choices = [(role.code, fields.Choice(role.label, hint=role.does)) for role in given]
        if places:
            self.fields["place"].choices = [("", _("Bitte wählen")), *((place.slug, _placed(place)) for place in places)]
        else:
            del self.fields["place"]


def _placed(place) -> str:
    return {"city": _("%(name)s (ganze Stadt)"), "district": _("%(name)s (Bezirk)")}.get(place.kind, "%(name)s") % {"name": place.name}


class EndRoleForm(forms.Form):
    """When a role ends, and why."""

    on = fields.DateField(
        label=_("Letzter Tag"),
        help_text=_("Heute heißt: ab sofort."),
        error_messages={"required": _("Bitte den letzten Tag eintragen, zum Beispiel 31. 12. 2026.")},
    )
    reason = forms.CharField(
        label=_("Grund"), required=False, max_length=300, error_messages={"max_length": _("Bitte höchstens 300 Zeichen.")}
    )
