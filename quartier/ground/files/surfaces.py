"""What files show elsewhere: what is stored about a person."""

from quartier.ground.files.models import StoredFile


def personal_data(person) -> list[dict]:
    """The files that a person uploaded, for the page "what is stored about me"."""
    return [_told(row) for row in StoredFile.objects.filter(by=person, removed_at=None).order_by("pk")]


def _told(row) -> dict:
    return {"at": row.at, "name": row.name, "purpose": row.get_purpose_display(), "size": row.size, "address": row.address}
