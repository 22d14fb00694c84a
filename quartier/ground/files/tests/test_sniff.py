import io
import zlib

import pytest
from PIL import Image

from quartier.ground.acts.refusal import Refused
from quartier.ground.files import sniff
from quartier.ground.files.tests import samples


def refusal(content, name="x"):
    with pytest.raises(Refused) as caught:
        sniff.check(content, name)
    return str(caught.value).replace("\N{NO-BREAK SPACE}", " ")


def opened(checked):
    return Image.open(io.BytesIO(checked.content))


@pytest.mark.parametrize(
    "kind, content_type, ending", [("JPEG", "image/jpeg", "jpg"), ("PNG", "image/webp", "webp"), ("WEBP", "image/webp", "webp")]
)
def test_pictures_lose_the_cameras_data_and_stand_upright(kind, content_type, ending):
    checked = sniff.check(samples.picture(kind), "Foto 1.PNG")
    seen = opened(checked)
    assert (checked.content_type, checked.name) == (content_type, f"Foto 1.{ending}")
    assert (seen.size, (checked.width, checked.height)) == ((48, 64), (48, 64))
    assert (dict(seen.getexif()), set(seen.info) & {"exif", "xmp", "icc_profile", "comment"}) == ({}, set())
    assert b"Kamerahersteller" not in checked.content and b"GPS" not in checked.content


def test_large_pictures_are_made_smaller():
    assert opened(sniff.check(samples.picture(size=(5000, 2500), exif=False), "a.jpg")).size == (2000, 1000)


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "1"])
def test_all_usual_colours_are_read(mode):
    assert sniff.check(samples.picture("PNG", mode=mode, exif=False), "a.png").content_type == "image/webp"


def test_cmyk_from_a_print_shop_is_read():
    out = io.BytesIO()
    Image.new("CMYK", (30, 20)).save(out, "JPEG")
    assert opened(sniff.check(out.getvalue(), "a.jpg")).mode == "RGB"


def test_a_clear_background_stays_clear():
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    assert opened(sniff.check(out.getvalue(), "a.png")).getpixel((5, 5))[3] == 0


def test_a_pdf_is_kept_as_it_is():
    checked = sniff.check(samples.PDF, "C:\\Belege\\Kassenzettel.exe")
    assert (checked.content_type, checked.name, checked.content) == ("application/pdf", "Kassenzettel.pdf", samples.PDF)


def bomb() -> bytes:
    """A PNG of few bytes that says it is 30,000 × 30,000 pixels."""
    head = b"IHDR" + (30_000).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + (13).to_bytes(4)
        + head
        + zlib.crc32(head).to_bytes(4)
        + b"\x00\x00\x00\x00IDAT"
        + zlib.crc32(b"IDAT").to_bytes(4)
    )


BAD = [
    (b"", "a.pdf", "Die Datei „a.pdf“ ist leer. Bitte eine andere Datei wählen."),
    (b"%PDF-1.4\n halb", "a.pdf", "Das PDF „a.pdf“ ist nicht vollständig. Bitte neu speichern und noch einmal hochladen."),
    (samples.picture()[:200], "a.jpg", "Das Bild „a.jpg“ ist beschädigt. Bitte ein anderes wählen."),
    (b"\x89PNG\r\n\x1a\nkein Bild", "a.png", "Das Bild „a.png“ ist beschädigt. Bitte ein anderes wählen."),
    (bomb(), "a.png", "Das Bild „a.png“ hat zu viele Bildpunkte. Höchstens 50 Millionen gehen. Bitte verkleinern."),
    (
        b"\x00\x00\x00\x18ftypheic....",
        "IMG_1.HEIC",
        "Das Foto „IMG_1.HEIC“ ist im Format HEIC. Bitte als JPEG speichern und noch einmal wählen.",
    ),
    (
        b"PK\x03\x04....",
        "plan.docx",
        "„plan.docx“ ist ein Dokument zum Bearbeiten oder ein Archiv. Bitte als PDF speichern und das PDF hochladen.",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        "plan.xls",
        "„plan.xls“ ist ein Dokument zum Bearbeiten oder ein Archiv. Bitte als PDF speichern und das PDF hochladen.",
    ),
    (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        "a.svg",
        "„a.svg“ ist eine Webseite oder Zeichnung. Bitte als PDF oder als Bild (JPEG, PNG) hochladen.",
    ),
    (
        b"<!DOCTYPE html><script>alert(1)</script>",
        "a.jpg",
        "„a.jpg“ ist eine Webseite oder Zeichnung. Bitte als PDF oder als Bild (JPEG, PNG) hochladen.",
    ),
    (b"GIF89a....", "a.gif", "„a.gif“ können wir nicht lesen. Es gehen PDF und Bilder (JPEG, PNG, WebP)."),
    (b"MZ\x90\x00", "rechnung.pdf", "„rechnung.pdf“ können wir nicht lesen. Es gehen PDF und Bilder (JPEG, PNG, WebP)."),
]


@pytest.mark.parametrize("content, name, sentence", BAD)
def test_bad_files_get_the_sentence_that_helps(content, name, sentence):
    assert refusal(content, name) == sentence


def test_a_picture_that_would_unpack_to_too_much_is_refused():
    assert "zu viele Bildpunkte" in refusal(samples.picture("PNG", size=(9_000, 6_000), exif=False, mode="1"), "a.png")


def test_too_large_says_both_sizes(settings):
    settings.MAX_UPLOAD_BYTES = 1_000_000
    sentence = "Die Datei „a.pdf“ ist 1,5 MB groß. Höchstens 1,0 MB gehen. Bitte verkleinern oder aufteilen."
    assert refusal(samples.PDF + b" " * 1_500_000, "a.pdf") == sentence


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("Foto\u202egnp.exe", "Fotognp.pdf"),
        ('a"b<c>|d?.pdf', "a b c d.pdf"),
        ("Straßenfest für Ömer.pdf", "Straßenfest für Ömer.pdf"),
        ("...", "datei.pdf"),
        ("x" * 300, "x" * 110 + ".pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie b.pdf"),
    ],
)
def test_names_are_made_safe(name, kept):
    assert sniff.safe_name(name, sniff.PDF) == kept
