"""Questions about a file: None, or the sentence why not."""

from django.utils.translation import gettext as _


def may_be_public(content_type: str, rights_holder: str, alt: str) -> str | None:
    """Whether a file may be shown to everybody: a picture says whose it is and what is to be seen."""
    if not content_type.startswith("image/"):
        return None
    if not rights_holder.strip():
        return _("Bitte eintragen, wer die Rechte am Bild hat, zum Beispiel „Foto: Ivana Petrović“.")
    if not alt.strip():
        return _("Bitte in einem Satz beschreiben, was auf dem Bild zu sehen ist. Blinde Menschen bekommen ihn vorgelesen.")
    return None
