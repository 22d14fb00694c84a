"""Storing, describing and removing files."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.files import models, rules, sniff
from quartier.ground.files import store as disk


def store(upload, *, about=None, purpose="paper", place, by=None, rights_holder="", alt="", consent="", is_public=False):
    """Store an upload (of a form's file field, or one that `forms.UploadField` kept) as a file of `about`.

    The content is looked into, pictures are drawn anew without camera data. Returns the StoredFile; raises Refused with
    the sentence that helps. The bytes are on the disk before the row is committed.
    """
    kept = upload if isinstance(upload, disk.Kept) else disk.keep(sniff.check(read(upload), upload.name))
    _must_be_presentable(kept.content_type, rights_holder, alt, is_public)
    try:
        path = disk.adopt(kept)
    except FileNotFoundError as error:
        sentence = _("Die Datei „%(name)s“ ist nicht mehr da. Bitte noch einmal auswählen.") % {"name": kept.name}
        raise Refused(sentence) from error
    transaction.on_commit(lambda: disk.drop(f"{disk.KEPT}/{kept.key}"))
    facts = {"name": kept.name, "content_type": kept.content_type, "size": kept.size, "sha256": kept.sha256}
    texts = {"rights_holder": rights_holder.strip(), "alt": alt.strip(), "consent": consent, "is_public": is_public}
    return _row(about, place, by, purpose, path=path, width=kept.width, height=kept.height, **facts, **texts)


def store_bytes(content: bytes, *, name, about=None, purpose="letter", place, by=None, content_type=sniff.PDF, is_public=False):
    """Store bytes that the house made itself, such as a letter as PDF. Returns the StoredFile."""
    path = disk.fresh_name(content_type)
    disk.write(path, content)
    digest = hashlib.sha256(content).hexdigest()
    facts = {"name": sniff.safe_name(name, content_type), "content_type": content_type, "size": len(content), "sha256": digest}
    return _row(about, place, by, purpose, path=path, is_public=is_public, **facts)


def _row(about, place, by, purpose, **facts):
    kind, pk = (about.KIND, about.pk) if about is not None else ("", None)
    return models.StoredFile.objects.create(about_kind=kind, about_id=pk, place=place, by=by, purpose=purpose, at=clock.now(), **facts)


def read(upload) -> bytes:
    """All bytes of an upload; one above the limit is refused before it is read."""
    from django.conf import settings

    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise Refused(sniff.too_large(upload.name, upload.size))
    upload.seek(0)
    return upload.read()


def _must_be_presentable(content_type, rights_holder, alt, is_public):
    if is_public and (sentence := rules.may_be_public(content_type, rights_holder, alt)):
        raise Refused(sentence)


def describe(file, *, by, rights_holder=None, alt=None, consent=None, is_public=None):
    """Change what is known about a file, or whether everybody may see it. Raises Refused when a picture lacks words."""
    with transaction.atomic():
        file = models.StoredFile.objects.select_for_update().get(pk=file.pk)
        changes = {"rights_holder": rights_holder, "alt": alt, "consent": consent, "is_public": is_public}
        for name, value in changes.items():
            if value is not None:
                setattr(file, name, value)
        _must_be_presentable(file.content_type, file.rights_holder, file.alt, file.is_public)
        file.save()
        log.record("files.describe", about=file, place_id=file.place_id, by=by, data={"is_public": file.is_public})
        return file


def remove(file, *, by, reason: str):
    """Take a file away everywhere, for example when a consent is withdrawn: bytes, name and texts go, the row stays."""
    with transaction.atomic():
        file = models.StoredFile.objects.select_for_update().get(pk=file.pk)
        if file.removed_at:
            raise Refused(_("Die Datei ist schon entfernt."))
        if not reason.strip():
            raise Refused(_("Bitte einen Grund eintragen, zum Beispiel „Einwilligung zurückgezogen“."), field="reason")
        file.is_public, file.removed_at = False, clock.now()
        file.name, file.alt, file.rights_holder, file.consent = _("entfernt"), "", "", ""
        file.save()
        log.record("files.remove", about=file, place_id=file.place_id, by=by, personal={"reason": reason})
        transaction.on_commit(lambda: disk.drop(file.path))
        return file


def sweep() -> int:
    """Delete bytes that belong to no row: of forms never sent, of acts that were rolled back. Returns how many."""
    return disk.sweep(lambda names: set(models.StoredFile.objects.filter(path__in=names, removed_at=None).values_list("path", flat=True)))
