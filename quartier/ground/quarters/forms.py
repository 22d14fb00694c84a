"""What people type about places, turned into clean values. Nothing is saved here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quartier.ground.acts.refusal import Refused
from quartier.ground.quarters import addresses
from quartier.ground.quarters.models import Phase, Place
from quartier.ground.ui import fields
from quartier.ground.ui import forms as ui

WEEKDAYS = [
    (0, _("Montag")),
    (1, _("Dienstag")),
    (2, _("Mittwoch")),
    (3, _("Donnerstag")),
    (4, _("Freitag")),
    (5, _("Samstag")),
    (6, _("Sonntag")),
]
LISTS = [
    ("places", fields.Choice(_("Quartiere und Bezirke"), hint=_("CSV mit den Spalten name, bezirk, kürzel, breite, länge, beginn, ende"))),
    ("boundaries", fields.Choice(_("Grenzen"), hint=_("GeoJSON, eine Fläche je Ort, mit der Eigenschaft slug oder name"))),
    ("addresses", fields.Choice(_("Hausnummern"), hint=_("CSV mit den Spalten quartier, straße, plz, von, bis, seite"))),
]


class AddressForm(ui.Form):
    """One line: street and number. Instead of it a browser may send the point where the person stands."""

    adresse = forms.CharField(
        label=_("Wohne ich in einem Quartier?"),
        help_text=_("Straße und Hausnummer. Wir speichern Ihre Adresse nicht."),
        max_length=addresses.LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    breite = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    laenge = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, if the browser sent them and no address was typed."""
        values = self.cleaned_data.get("breite"), self.cleaned_data.get("laenge")
        return values if None not in values and not self.cleaned_data.get("adresse") else None

    def clean(self):
        if not self.errors and not self.point:
            try:
                self.cleaned_data["parsed"] = addresses.parse(self.cleaned_data.get("adresse", ""))
            except Refused as refusal:
                refusal.onto(self)
        return self.cleaned_data


class OfficeForm(ui.Form):
    name = forms.CharField(label=_("Name des Büros"), max_length=120)
    address = forms.CharField(label=_("Adresse"), help_text=_("Straße, Hausnummer, Postleitzahl, Ort"), max_length=200)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-Mail"), required=False)
    contractor = forms.CharField(label=_("Träger des Teams"), max_length=160, required=False)
    access_note = forms.CharField(
        label=_("Wie kommt man hinein?"), help_text=_("Stufen, Rampe, Klingel, Toilette"), max_length=200, required=False
    )
    is_step_free = forms.BooleanField(label=_("Der Weg ins Büro ist ohne Stufen"), required=False)


class HoursRow(forms.Form):
    weekday = forms.TypedChoiceField(label=_("Tag"), choices=[("", "—"), *WEEKDAYS], coerce=int)
    opens = fields.TimeField(label=_("von"))
    closes = fields.TimeField(label=_("bis"))


class HoursForm(ui.Form):
    hours = fields.RowsField(HoursRow, label=_("Öffnungszeiten"), least=0, most=21, required=False, more_label=_("Noch eine Zeit"))

    @property
    def rows(self) -> list[tuple]:
        """(weekday, opens, closes) of each filled row."""
        return [(row["weekday"], row["opens"], row["closes"]) for row in self.cleaned_data["hours"]]


class ClosureForm(ui.Form):
    from_on = fields.DateField(label=_("Erster Tag"))
    until_on = fields.DateField(label=_("Letzter Tag"))
    reason = forms.CharField(
        label=_("Warum?"), help_text=_("Steht neben den Öffnungszeiten, zum Beispiel „Umzug“."), max_length=120, required=False
    )


class PlateForm(ui.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    task = forms.CharField(label=_("Aufgabe"), max_length=120, required=False)
    languages = forms.CharField(
        label=_("Sprachen"), help_text=_("Mit Komma, zum Beispiel: Deutsch, Türkçe"), max_length=160, required=False
    )
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    from_on = fields.DateField(label=_("Hängt ab"), required=False)


class PhaseForm(ui.Form):
    kind = forms.ChoiceField(label=_("Was beginnt?"), choices=Phase.Kind.choices, widget=forms.RadioSelect)
    from_on = fields.DateField(label=_("Erster Tag"))
    merged_into = forms.ModelChoiceField(
        label=_("Aufgegangen in"),
        help_text=_("Nur, wenn das Quartier mit einem anderen zusammengelegt wird."),
        queryset=Place.objects.none(),
        required=False,
    )
    note = forms.CharField(
        label=_("Was die Nachbarschaft wissen soll"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["merged_into"].queryset = Place.objects.quarters().exclude(pk=place.pk).order_by("name")

    def clean(self):
        if self.cleaned_data.get("merged_into") and self.cleaned_data.get("kind") != Phase.Kind.CLOSED:
            self.add_error("merged_into", _("Nur ein Quartier, das endet, kann in einem anderen aufgehen."))
        return self.cleaned_data


class TileForm(ui.Form):
    colour = forms.ChoiceField(label=_("Farbe"), choices=Place.Colour.choices, widget=forms.RadioSelect)
    pattern = forms.TypedChoiceField(label=_("Muster"), choices=Place.Pattern.choices[1:], coerce=int, widget=forms.RadioSelect)


class ImprintForm(ui.Form):
    operator = forms.CharField(label=_("Wer betreibt diese Seiten?"), max_length=200)
    represented_by = forms.CharField(label=_("Vertreten durch"), max_length=200, required=False)
    address = forms.CharField(label=_("Anschrift"), max_length=200)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-Mail"))
    editor = forms.CharField(label=_("Verantwortlich für den Inhalt (§ 18 MStV)"), max_length=200, required=False)
    privacy_officer = forms.CharField(label=_("Datenschutzbeauftragte"), max_length=200, required=False)
    privacy_email = forms.EmailField(label=_("E-Mail für Fragen zum Datenschutz"), required=False)
    privacy_authority = forms.CharField(label=_("Aufsichtsbehörde für Datenschutz"), max_length=300, required=False)
    access_contact = forms.CharField(label=_("Wer nimmt Hinweise auf Barrieren an?"), max_length=200, required=False)
    access_email = forms.EmailField(label=_("E-Mail für Hinweise auf Barrieren"), required=False)
    access_checked_on = fields.DateField(label=_("Zuletzt auf Barrieren geprüft am"), required=False)
    access_gaps = forms.CharField(
        label=_("Bekannte Barrieren"),
        help_text=_("Eine je Zeile."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )
    enforcement_body = forms.CharField(label=_("Stelle für Beschwerden (Durchsetzungsverfahren)"), max_length=300, required=False)


class ImportForm(ui.Form):
    """A list from outside: first looked at, then taken. The second time its text comes along: nobody has to choose the file again."""

    kind = forms.ChoiceField(label=_("Was ist in der Datei?"), choices=LISTS, widget=forms.RadioSelect)
    from_on = fields.DateField(label=_("Grenzen gelten ab"), help_text=_("Nur für Grenzen. Leer heißt: ab heute."), required=False)
    file = fields.FileField(
        label=_("Datei"), accept=".csv,.json,.geojson,text/csv,application/geo+json", most_bytes=2_000_000, required=False
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not (self.is_bound and self.data.get("text"))

    @property
    def content(self):
        """The chosen file, or the text that was looked at before."""
        return self.cleaned_data["file"] or self.cleaned_data["text"]
