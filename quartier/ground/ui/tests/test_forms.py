"""How forms look, what they keep, and how tables of rows grow and shrink."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.utils.datastructures import MultiValueDict
from django_cotton.compiler_regex import CottonCompiler

from quartier.ground.ui import fields, rows, samples
from quartier.ground.ui import forms as ui_forms


class Cost(forms.Form):
    what = forms.CharField(label="Was?")
    price = fields.MoneyField(label="Preis")


class Plan(ui_forms.Form):
    title = forms.CharField(label="Name der Aktion", help_text="Kurz.", max_length=20)
    costs = rows.RowsField(Cost, label="Kosten", least=1, most=3)


def sent(*lines, **more):
    data = {"title": "Laternen", "costs-count": str(len(lines))}
    for i, (what, price) in enumerate(lines):
        data |= {f"costs-{i}-what": what, f"costs-{i}-price": price}
    return data | more


def draw(template, **context):
    return engines["django"].from_string(CottonCompiler().process(template)).render(context)


def names(html):
    return re.findall(r'name="([^"]+)"', html)


def test_a_field_is_label_hint_error_field():
    html = str(Plan({})["title"].as_field_group())
    order = [html.index(part) for part in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html and 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html and 'class="in"' in html


def test_nothing_is_cut_off_or_stopped_by_the_browser():
    html = str(Plan()["title"].as_field_group())
    assert "maxlength" not in html and " required" not in html and 'aria-required="true"' in html


def test_an_optional_field_says_so():
    form = type("F", (forms.Form,), {"phone": forms.CharField(label="Telefon", required=False)})()
    assert "(freiwillig)" in str(form)
    assert "(freiwillig)" not in str(Plan())


def test_a_group_of_choices_is_a_fieldset_with_hints():
    html = str(samples.Sample()["who"].as_field_group())
    assert html.startswith("<fieldset") and "<legend>Wer sind Sie?</legend>" in html
    assert '<span class="hint">Eine Person unterschreibt für alle.</span>' in html


def test_the_summary_links_to_the_fields():
    form = samples.Sample(samples.WRONG)
    lines = dict(ui_forms.summary(form))
    assert lines["id_email"] == "E-Mail: Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."
    assert lines["id_who_0"] == "Wer sind Sie: Bitte eine Möglichkeit wählen."
    assert lines["id_costs-1-price"] == "Zeile 2, Preis: Bitte einen Betrag eintragen, zum Beispiel 40."
    ids = set(re.findall(r'id="([^"]+)"', str(form)))
    assert set(lines) <= ids


def test_the_summary_counts_in_words():
    html = draw('<c-errors :form="form" />', form=Plan(sent(("", ""), title="")))
    assert "Bitte noch zwei Angaben prüfen" in html and 'href="#id_title"' in html
    one = draw('<c-errors :form="form" />', form=Plan(sent(("Papier", "40"), title="")))
    assert "Bitte noch eine Angabe prüfen" in one


def test_no_errors_no_summary():
    assert draw('<c-errors :form="form" />', form=Plan()).strip() == ""
    assert draw('<c-errors :form="form" />', form=Plan(sent(("Papier", "40")))).strip() == ""


def test_a_sentence_about_the_whole_form_is_in_summary_and_form():
    form = Plan(sent(("Papier", "40")))
    form.add_error(None, "Die Summe ist um 74 Euro zu hoch.")
    html = draw('<c-errors :form="form" />{{ form }}', form=form)
    assert html.count("Die Summe ist um 74 Euro zu hoch.") == 2 and 'href="#form-fehler"' in html and 'id="form-fehler"' in html


def test_everything_typed_is_in_the_answer():
    html = str(samples.Sample(samples.WRONG))
    for typed in (
        "Laternen für den Hof",
        "ivana at beispiel",
        "31.02.2027",
        "halb acht",
        "Leihgebühr Feuerschale",
        "1.5000",
        "laterne.jpg",
    ):
        assert typed in html


def test_what_is_typed_is_escaped():
    html = draw('<c-errors :form="form" />{{ form }}', form=Plan(sent(("<script>", "<b>"), title="<i>" * 20)))
    assert "<script>" not in html and "<b>" not in html and "<i>" not in html


def test_the_chosen_file_is_named_again_and_again():
    upload = SimpleUploadedFile("quittung.pdf", b"x")
    first = str(samples.Sample({"name": ""}, {"photo": upload}))
    assert "Gewählt war „quittung.pdf“." in first and 'name="photo-chosen" value="quittung.pdf"' in first
    assert "Gewählt war „quittung.pdf“." in str(samples.Sample({"photo-chosen": "quittung.pdf"}))
    assert "Gewählt war" not in str(samples.Sample())


def test_a_stored_file_is_named_with_its_address():
    class Stored:
        name, url, size = "plan.pdf", "/dateien/7/plan.pdf", 820_000

    html = str(samples.Sample(initial={"photo": Stored()})["photo"].as_field_group())
    assert 'href="/dateien/7/plan.pdf">plan.pdf</a>' in html and "820" in html


class TestRows:
    def test_clean_rows_are_dicts(self):
        form = Plan(sent(("Papier", "310"), ("Suppe", "264,50")))
        assert form.is_valid()
        assert form.cleaned_data["costs"] == [{"what": "Papier", "price": 31_000}, {"what": "Suppe", "price": 26_450}]

    def test_empty_rows_are_skipped_wherever_they_stand(self):
        form = Plan(sent(("", ""), ("Papier", "310"), ("", "")))
        assert form.is_valid() and [row["what"] for row in form.cleaned_data["costs"]] == ["Papier"]

    def test_one_more(self):
        form = Plan(sent(("Papier", "x"), title="", **{"costs-more": "1"}))
        assert not form.is_valid() and form.asks_for_rows and not form.errors
        html = str(form)
        assert "costs-1-what" in names(html) and "has-error" not in html and 'value="x"' in html

    def test_one_less_closes_the_gap(self):
        form = Plan(sent(("Papier", "310"), ("Suppe", "264"), ("Musik", "100"), **{"costs-remove": "1"}))
        assert not form.is_valid() and not form.errors
        html = str(form)
        assert 'name="costs-1-what" value="Musik"' in html and 'name="costs-1-price" value="100"' in html
        assert "Suppe" not in html and 'name="costs-count" value="2"' in html

    def test_the_last_row_cannot_be_removed(self):
        assert "costs-remove" not in names(str(Plan()))
        html = str(Plan(sent(("Papier", "1"), **{"costs-remove": "0"})))
        assert "costs-0-what" in names(html) and "Papier" not in html

    def test_no_more_than_most(self):
        assert "costs-more" not in names(str(Plan(sent(*[("a", "1")] * 3, **{"costs-more": "1"}))))
        form = Plan(sent(*[("a", "1")] * 5))
        assert not form.is_valid() and form.errors["costs"] == ["Bitte höchstens 3 Zeilen ausfüllen."]
        assert str(form).count('value="a"') == 5

    def test_at_least_one(self):
        assert Plan(sent(("", ""))).errors["costs"] == ["Bitte mindestens eine Zeile ausfüllen."]
        assert Plan({"title": "x"}).errors["costs"] == ["Bitte mindestens eine Zeile ausfüllen."]

    def test_a_wrong_cell_says_so_in_its_row(self):
        form = Plan(sent(("Papier", "310"), ("Feuerschale", "")))
        assert not form.is_valid()
        html = str(form)
        assert 'id="id_costs-1-price_error"' in html and 'aria-describedby="id_costs-1-price_error"' in html
        assert html.count('<li class="has-error">') == 1

    def test_a_count_that_lies_does_no_harm(self):
        assert Plan(sent(("Papier", "310"), **{"costs-count": "9999999999"})).is_valid()
        assert Plan(sent(("Papier", "310"), **{"costs-count": "viele"})).is_valid()
        assert Plan(sent(("Papier", "310"), **{"costs-count": "0"})).is_valid()
        assert Plan(sent(("Papier", "310"), **{"costs-remove": "-1"})).is_valid()
        assert len(Plan({"costs-9999999-what": "x"})["costs"].rows.forms) == rows.HARD_LIMIT

    def test_works_with_a_posted_querydict(self):
        data = MultiValueDict({key: [value] for key, value in sent(("Papier", "1"), ("Suppe", "2"), **{"costs-remove": "0"}).items()})
        assert 'name="costs-0-what" value="Suppe"' in str(Plan(data))

    def test_what_was_saved_comes_with_a_spare_row(self):
        html = str(Plan(initial={"costs": [{"what": "Papier", "price": 31_000}]}))
        assert 'value="Papier"' in html and 'value="310"' in html and "costs-1-what" in names(html)

    def test_enter_sends_the_form_instead_of_adding_a_row(self):
        html = str(Plan())
        assert html.index('class="vh" tabindex="-1"') < html.index("costs-more")

    def test_a_file_in_a_row(self):
        class Receipt(forms.Form):
            file = fields.FileField(label="Beleg")

        form = type("F", (ui_forms.Form,), {"receipts": rows.RowsField(Receipt)})(
            {"receipts-count": "1"}, {"receipts-0-file": SimpleUploadedFile("beleg.jpg", b"x")}
        )
        assert form.is_multipart() and form.is_valid() and form.cleaned_data["receipts"][0]["file"].name == "beleg.jpg"


@pytest.mark.parametrize("kind", ["text", "email", "on", "topic", "iban"])
def test_every_plain_field_has_a_label_of_its_own(kind):
    html = str(samples.Sample()[kind].as_field_group())
    assert re.search(r'<label for="(id_\w+)">', html)[1] in re.findall(r'id="(\w+)"', html)
