"""Files as people send them, good and bad."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"


def picture(kind="JPEG", size=(64, 48), exif=True, colour=(200, 40, 40), mode="RGB") -> bytes:
    """A picture with a camera's data: maker, a turned sensor, and where it was taken."""
    image = Image.new(mode, size, colour if mode == "RGB" else None)
    image.putpixel((0, 0), 0 if mode in ("L", "P") else (255,) * len(image.getbands()))
    data = Image.Exif()
    if exif:
        data[0x010F] = "Kamerahersteller"
        data[0x0112] = 6  # to be turned by 90°
        data.get_ifd(0x8825)[1] = "N"
        data.get_ifd(0x8825)[2] = (52.0, 28.0, 48.0)
    out = io.BytesIO()
    image.save(out, kind, exif=data)
    return out.getvalue()


def upload(content=PDF, name="beleg.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
