import os
import time

import pytest
from django.db import IntegrityError, transaction

from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import actions, forms, models, queries, sniff, store
from quartier.ground.files.tests import samples


def names_on(disk):
    return sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())


def test_a_stored_file_is_on_the_disk_and_belongs_to_its_object(place, disk):
    file = actions.store(samples.upload(), about=place, purpose="receipt", place=place)
    assert (disk / file.path).read_bytes() == samples.PDF
    assert (file.name, file.content_type, file.size, file.is_public) == ("beleg.pdf", sniff.PDF, len(samples.PDF), False)
    assert list(queries.of(place)) == [file]
    assert list(queries.of(place, "photo")) == []
    assert queries.by_object([place]) == {place.pk: [file]}


def test_a_rollback_leaves_no_row_and_the_kept_file_for_the_next_try(place, disk):
    kept = store.keep(sniff.check(samples.PDF, "a.pdf"))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.store(kept, about=place, place=place)
        raise ZeroDivisionError
    assert models.StoredFile.objects.count() == 0
    assert store.kept_from(kept.reference) == kept
    assert actions.store(kept, about=place, place=place).name == "a.pdf"


def test_after_the_commit_nothing_is_kept_twice(place, disk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = actions.store(samples.upload(), about=place, place=place)
    assert names_on(disk) == [file.path]


def test_a_file_that_is_gone_meanwhile_is_asked_for_again(place):
    kept = store.keep(sniff.check(samples.PDF, "a.pdf"))
    store.drop(f"{store.KEPT}/{kept.key}")
    with pytest.raises(Refused, match=r"„a\.pdf“ ist nicht mehr da"):
        actions.store(kept, about=place, place=place)


def test_a_file_cut_off_while_written_never_has_a_good_name(disk, monkeypatch):
    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError):
        store.write("ab/abc.pdf", samples.PDF)
    assert not (disk / "ab/abc.pdf").exists()


def test_a_public_picture_says_whose_it_is_and_what_is_to_be_seen(place):
    def put(**words):
        return actions.store(samples.upload(samples.picture(), "a.jpg"), about=place, place=place, is_public=True, **words)

    with pytest.raises(Refused, match="wer die Rechte am Bild hat"):
        put(alt="Ein Hof")
    with pytest.raises(Refused, match="was auf dem Bild zu sehen ist"):
        put(rights_holder="Foto: I. P.", alt=" ")
    assert put(rights_holder="Foto: I. P.", alt="Ein Hof").is_public
    with pytest.raises(IntegrityError), transaction.atomic():
        models.StoredFile.objects.update(alt="")


def test_a_file_becomes_public_only_with_its_words(place):
    file = actions.store(samples.upload(samples.picture(), "a.jpg"), about=place, place=place)
    with pytest.raises(Refused, match="Rechte"):
        actions.describe(file, by=None, is_public=True)
    assert actions.describe(file, by=None, is_public=True, alt="Ein Hof", rights_holder="Foto: I. P.").is_public


def test_a_removed_file_is_gone_everywhere(place, disk, django_capture_on_commit_callbacks):
    file = actions.store(
        samples.upload(samples.picture(), "Ivana.jpg"), about=place, place=place, is_public=True, alt="Ivana", rights_holder="I. P."
    )
    with pytest.raises(Refused, match="Grund"):
        actions.remove(file, by=None, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(file, by=None, reason="Einwilligung zurückgezogen")
    row = models.StoredFile.objects.get()
    assert (row.is_public, row.alt, row.rights_holder, row.name) == (False, "", "", "entfernt")
    assert not (disk / row.path).exists()
    assert (list(queries.of(place)), queries.public_file(place, file.pk), queries.any_file(place, file.pk)) == ([], None, None)
    assert [entry.act for entry in log.entries(about=file)] == ["files.remove"]
    with pytest.raises(Refused, match="schon entfernt"):
        actions.remove(row, by=None, reason="noch einmal")


def test_the_sweep_takes_only_what_belongs_to_nobody(place, disk):
    file = actions.store(samples.upload(), about=place, place=place)
    store.write("ab/orphan.pdf", b"x")
    store.write("ab/fresh.pdf", b"x")
    kept = store.keep(sniff.check(samples.PDF, "neu.pdf"))
    old = store.keep(sniff.check(samples.PDF, "alt.pdf"))
    for name, days in ((file.path, 90), ("ab/orphan.pdf", 2), (f"kept/{old.key}", 31), (f"kept/{kept.key}", 29)):
        os.utime(disk / name, (time.time() - days * 86_400,) * 2)
    with clock.at(clock.now()):
        actions.sweep()
    assert (disk / file.path).exists() and (disk / "ab/fresh.pdf").exists() and store.kept_from(kept.reference)
    assert not (disk / "ab/orphan.pdf").exists() and store.kept_from(old.reference) is None


def test_too_many_kept_files_let_the_oldest_go(disk, monkeypatch):
    first = store.keep(sniff.check(samples.PDF, "a.pdf"))
    monkeypatch.setattr(store, "MOST_KEPT_BYTES", len(samples.PDF) - 1)
    second = store.keep(sniff.check(samples.PDF, "b.pdf"))
    assert (store.kept_from(first.reference), store.kept_from(second.reference)) == (None, second)


def test_a_reference_cannot_be_made_up():
    kept = store.keep(sniff.check(samples.PDF, "a.pdf"))
    assert store.kept_from(kept.reference) == kept
    assert store.kept_from(kept.reference[:-1] + "x") is None
    assert store.kept_from("../../etc/passwd") is None


class Paper(forms.forms.Form):
    title = forms.forms.CharField()
    paper = forms.UploadField(label="Unterlage")
    photos = forms.UploadField(label="Fotos", multiple=True, most=2, kind="picture", required=False)


def sent(data, **files):
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return Paper(query, MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in files.items()}))


def test_a_refused_form_comes_back_with_its_files():
    form = sent({"title": ""}, paper=samples.upload(), photos=[samples.upload(samples.picture(), "hof.jpg")])
    assert not form.is_valid()
    page = str(form)
    assert "Schon da: beleg.pdf" in page and "Schon da: hof.jpg" in page
    references = {f"{name}-kept": [kept.reference for kept in form[name].data.kept] for name in ("paper", "photos")}
    again = sent({"title": "Laternen", **references})
    assert again.is_valid(), again.errors
    assert again.cleaned_data["paper"].name == "beleg.pdf"
    assert [one.name for one in again.cleaned_data["photos"]] == ["hof.jpg"]


def test_good_files_stay_when_another_is_bad():
    form = sent(
        {"title": "x"}, paper=samples.upload(), photos=[samples.upload(samples.picture(), "hof.jpg"), samples.upload(b"GIF89a", "a.gif")]
    )
    assert form.errors["photos"] == ["„a.gif“ können wir nicht lesen. Es gehen PDF und Bilder (JPEG, PNG, WebP)."]
    assert "Schon da: hof.jpg" in str(form) and "Schon da: beleg.pdf" in str(form)


def test_a_kept_file_can_be_left_out_or_replaced():
    kept = store.keep(sniff.check(samples.PDF, "alt.pdf"))
    dropped = sent({"title": "x", "paper-kept": kept.reference, "paper-drop": kept.reference})
    assert dropped.errors["paper"] == ["Bitte eine Datei auswählen."]
    replaced = sent({"title": "x", "paper-kept": kept.reference}, paper=samples.upload(name="neu.pdf"))
    assert replaced.is_valid() and replaced.cleaned_data["paper"].name == "neu.pdf"
    assert "alt.pdf" not in str(replaced)


@pytest.mark.parametrize(
    "data, files, field, sentence",
    [
        ({}, {}, "paper", "Bitte eine Datei auswählen."),
        (
            {"paper-kept": "erfunden"},
            {},
            "paper",
            "Eine Datei, die Sie schon hochgeladen hatten, ist nicht mehr da. Bitte noch einmal auswählen.",
        ),
        ({}, {"paper": (b"", "leer.pdf")}, "paper", "Die Datei „leer.pdf“ ist leer. Bitte eine andere Datei wählen."),
        ({}, {"photos": (samples.PDF, "a.pdf")}, "photos", "„a.pdf“ ist ein PDF. Hier bitte ein Bild wählen (JPEG, PNG, WebP)."),
    ],
)
def test_bad_input_gets_its_sentence(data, files, field, sentence):
    form = sent({"title": "x", **data}, **{name: samples.upload(*parts) for name, parts in files.items()})
    assert form.errors[field] == [sentence]


def test_more_files_than_wanted():
    photos = [samples.upload(samples.picture(), f"{n}.jpg") for n in range(3)]
    assert sent({"title": "x"}, photos=photos).errors["photos"] == ["Es sind 3 Dateien, höchstens 2 gehen. Bitte einige weglassen."]


def test_what_a_person_uploaded_is_told(place):
    from quartier.ground.accounts.models import Person
    from quartier.ground.files import surfaces

    person = Person.objects.create(name="Ivana")
    file = actions.store(samples.upload(), about=place, purpose="receipt", place=place, by=person)
    [row] = surfaces.personal_data(person)
    assert (row["name"], row["purpose"], row["address"]) == ("beleg.pdf", "Beleg", file.address)
