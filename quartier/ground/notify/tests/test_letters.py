import io

import pypdf

from quartier.ground.notify import actions, models, pdf, texts
from quartier.ground.notify.tests.conftest import make_person


def pages_of(message):
    from quartier.ground.files import store

    return pypdf.PdfReader(io.BytesIO(store.path_of(message.file.path).read_bytes()))


def text_of(message):
    return " ".join(" ".join(page.extract_text() for page in pages_of(message).pages).split())


def write(person, place, **context):
    lines = ["Frau", person.name, "Donaustraße 88", "12043 Berlin"]
    words = {"conditions": ["Nur für diese Aktion.", "Logos auf das Plakat."], **context}
    return actions.letter(
        to_person=person,
        address=lines,
        template="probe/letter",
        context=words,
        about=place,
        place=place,
        info=[("Bearbeitet von", "Lea Brandt")],
    )


def test_a_letter_is_typeset_stored_and_waits_for_the_printer(place, ivana):
    message = write(ivana, place)
    assert (message.channel, message.state, message.subject) == ("letter", "waiting", "Ihr Antrag ist bewilligt: 1.500 Euro")
    assert (message.file.purpose, message.file.about_id, message.file.is_public) == ("letter", place.pk, False)
    text = text_of(message)
    for part in (
        "Quartiersmanagement Donaustraße-Nord", "Donaustraße 7, 12043 Berlin", "Ivana Petrović", "Donaustraße 88",
        "Bearbeitet von", "Lea Brandt",
        "Ihr Antrag ist bewilligt: 1.500 Euro", "1. Sie bekommen bis zu 1.500 Euro.", "bewilligt, höchstens", "1.500,00 €",
        "Nur für diese Aktion.", "Seite 1 von 1", message.code,
    ):  # fmt: skip
        assert part in text, part


def test_the_pdf_is_tagged_german_and_has_a_title(place, ivana):
    reader = pages_of(write(ivana, place))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value, reader.metadata.title) == (
        "de",
        True,
        "Ihr Antrag ist bewilligt: 1.500 Euro",
    )
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_what_is_filled_in_is_only_text(place, ivana):
    message = write(ivana, place, remark='# Abgelehnt\n## Nein\n| a | b |\n#panic() $x$ *fett* <script> & "')
    text = text_of(message)
    assert message.subject == "Ihr Antrag ist bewilligt: 1.500 Euro"
    assert '# Abgelehnt ## Nein | a | b | #panic() $x$ *fett* <script> & "' in text


def test_arabic_names_are_typeset(place):
    assert write(make_person("محمد علي", None), place).file.size > 5_000


def test_a_long_letter_goes_on_with_page_numbers(place, ivana):
    message = write(ivana, place, conditions=["Eine lange Bedingung, die Platz braucht. " * 5] * 30)
    assert len(pages_of(message).pages) > 1
    assert "Seite 2 von" in text_of(message)


def test_blocks_of_a_letter():
    content = texts.letter("probe/letter", {"conditions": ["A\nB", "C"], "remark": "x\n\ny"})
    assert [block["kind"] for block in content] == [
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
        "box",
        "section",
        "table",
        "section",
        "steps",
    ]
    assert content[3]["text"] == "y"
    assert content[4]["blocks"][1] == {"kind": "steps", "items": ["Sie bekommen bis zu 1.500 Euro.", "Heben Sie jeden Kassenzettel auf."]}
    assert content[6]["items"][2] == ["= bewilligt, höchstens", "1.500,00 €"]
    assert content[8]["items"] == ["A\nB", "C"]


def test_who_has_no_address_gets_the_mail_as_a_letter(place):
    person = make_person("Herr Kaya", None)
    message = actions.mail(to_person=person, template="probe/mail", context={"title": "Bank"}, about=place, place=place)
    assert (message.channel, models.Message.objects.count()) == ("letter", 1)
    assert "Ihre Idee „Bank“" in text_of(message) and "Guten Tag Herr Kaya," in text_of(message)


def test_a_sheet_is_rendered_from_data():
    data = {"sender": "QM", "sender_address": "", "sender_ways": [], "blocks": [{"kind": "list", "items": ["eins", "zwei"]}]}
    reader = pypdf.PdfReader(io.BytesIO(pdf.render("notify/sheet", data, "Teilnahmeliste")))
    assert "Teilnahmeliste" in reader.pages[0].extract_text() and "zwei" in reader.pages[0].extract_text()
