"""What a file really is, by its bytes and never by its name; pictures are drawn anew, without the camera's data."""

import io
import os
import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from quartier.ground.acts.refusal import Refused
from quartier.ground.ui import german

LONGEST_SIDE = 2000  # pixels
MOST_PIXELS = 50_000_000  # a picture that unpacks to more is refused before it is unpacked
PDF = "application/pdf"
ENDINGS = {PDF: "pdf", "image/jpeg": "jpg", "image/webp": "webp"}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True)
class Checked:
    """A file that was looked into: its true kind, a safe name and the bytes to keep."""

    name: str
    content_type: str
    content: bytes
    width: int | None = None
    height: int | None = None


def check(content: bytes, name: str) -> Checked:
    """Look into an uploaded file. Accepts PDF, JPEG, PNG and WebP; raises Refused with the sentence that helps."""
    _must_have_a_good_size(content, name)
    if _is_picture(content):
        return _picture(content, name)
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(content, name)
    raise Refused(_foreign_sentence(content, name))


def _must_have_a_good_size(content: bytes, name: str) -> None:
    if not content:
        raise Refused(_("Die Datei „%(name)s“ ist leer. Bitte eine andere Datei wählen.") % {"name": name})
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise Refused(too_large(name, len(content)))


def too_large(name: str, size: int) -> str:
    """The sentence for a file above the limit."""
    return _("Die Datei „%(name)s“ ist %(size)s groß. Höchstens %(most)s gehen. Bitte verkleinern oder aufteilen.") % {
        "name": name,
        "size": german.file_size(size),
        "most": german.file_size(settings.MAX_UPLOAD_BYTES),
    }


def _is_picture(content: bytes) -> bool:
    return content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def _pdf(content: bytes, name: str) -> Checked:
    if b"%%EOF" not in content[-2048:]:
        raise Refused(_("Das PDF „%(name)s“ ist nicht vollständig. Bitte neu speichern und noch einmal hochladen.") % {"name": name})
    return Checked(safe_name(name, PDF), PDF, content)


def _picture(content: bytes, name: str) -> Checked:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_too_many_pixels(name))
            return _drawn_anew(picture, name)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(_too_many_pixels(name)) from error
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        sentence = _("Das Bild „%(name)s“ ist beschädigt. Bitte ein anderes wählen.") % {"name": name}
        raise Refused(sentence) from error


def _too_many_pixels(name: str) -> str:
    most = {"name": name, "most": MOST_PIXELS // 1_000_000}
    return _("Das Bild „%(name)s“ hat zu viele Bildpunkte. Höchstens %(most)s Millionen gehen. Bitte verkleinern.") % most


def _drawn_anew(picture, name: str) -> Checked:
    from PIL import ImageOps

    is_jpeg = picture.format == "JPEG"
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    plain = _in_usual_colours(upright, keep_alpha=not is_jpeg)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kind = "image/jpeg" if is_jpeg else "image/webp"
    return Checked(safe_name(name, kind), kind, _encoded(plain, is_jpeg), *plain.size)


def _in_usual_colours(picture, keep_alpha: bool):
    """sRGB without any profile: phones photograph in wider colours that would look dull once their profile is gone."""
    from PIL import Image, ImageCms

    has_alpha = keep_alpha and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info)
    mode = "RGBA" if has_alpha else "RGB"
    if profile := picture.info.get("icc_profile"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ready = picture if picture.mode in ("RGB", "RGBA", "CMYK") else picture.convert(mode)
            picture = ImageCms.profileToProfile(ready, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the colours as they stand
    clean = Image.new(mode, picture.size)
    clean.paste(picture.convert(mode))
    return clean


def _encoded(picture, is_jpeg: bool) -> bytes:
    out = io.BytesIO()
    if is_jpeg:
        picture.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    else:
        picture.save(out, "WEBP", quality=85, method=4)
    return out.getvalue()


def _foreign_sentence(content: bytes, name: str) -> str:
    start, names = content[:1024].lower(), {"name": name}
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"hevc"):
        return _("Das Foto „%(name)s“ ist im Format HEIC. Bitte als JPEG speichern und noch einmal wählen.") % names
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return _("„%(name)s“ ist ein Dokument zum Bearbeiten oder ein Archiv. Bitte als PDF speichern und das PDF hochladen.") % names
    if b"<svg" in start or b"<html" in start or b"<!doctype" in start or b"<?xml" in start:
        return _("„%(name)s“ ist eine Webseite oder Zeichnung. Bitte als PDF oder als Bild (JPEG, PNG) hochladen.") % names
    return _("„%(name)s“ können wir nicht lesen. Es gehen PDF und Bilder (JPEG, PNG, WebP).") % names


def safe_name(name: str, content_type: str) -> str:
    """The name to keep: no folders, no invisible or control signs, at most 120 signs, the ending of what it really is."""
    stem = os.path.splitext(re.split(r"[\\/]", name)[-1])[0]
    visible = "".join(sign for sign in unicodedata.normalize("NFC", stem) if unicodedata.category(sign)[0] != "C")
    stem = re.sub(r'[<>:"|?*%#&;\s]+', " ", visible).strip(". ")[:110] or "datei"
    return f"{stem}.{ENDINGS[content_type]}"
