"""The proof of the log: walks the chains from the first entry on and says what does not fit."""

from quartier.ground.acts import log, safe
from quartier.ground.acts.models import Entry


def problems() -> list[str]:
    """One sentence per problem, over all places."""
    heads = {h.place_id: h for h in log.heads()}
    places = set(heads) | set(Entry.objects.order_by().values_list("place_id", flat=True).distinct())
    return [sentence for place_id in sorted(places) for sentence in _chain(place_id, heads.get(place_id))]


def _chain(place_id: int, head: log.Head | None) -> list[str]:
    found: list[str] = []
    number, previous = 0, log.START
    blanked: set[int] = set()
    admitted: set[int] = set()
    for entry in Entry.objects.filter(place_id=place_id).select_related("personal_row").order_by("number").iterator(chunk_size=2000):
        found += _entry(entry, number + 1, previous)
        number, previous = entry.number, entry.hash
        if entry.commitment and _is_blank(entry):
            blanked.add(entry.number)
        if entry.act == log.ERASED:
            admitted.update(entry.data.get("numbers", []))
    found += [f"Ort {place_id}, Eintrag {n}: geleert, ohne dass eine Löschung im Protokoll steht." for n in sorted(blanked - admitted)]
    return found + _end(place_id, head, number, previous)


def _is_blank(entry: Entry) -> bool:
    row = getattr(entry, "personal_row", None)
    return row is not None and not row.salt


def _entry(entry: Entry, expected: int, previous: str) -> list[str]:
    where = f"Ort {entry.place_id}, Eintrag {entry.number}"
    found = []
    if entry.number != expected:
        found.append(f"{where}: davor fehlt Eintrag {expected}.")
    if entry.previous != previous:
        found.append(f"{where}: schließt nicht an den Eintrag davor an.")
    if not _seals(entry):
        found.append(f"{where}: der Inhalt passt nicht zum Siegel.")
    return found + _personal(entry, where)


def _seals(entry: Entry) -> bool:
    try:
        return log.seal(entry) == entry.hash
    except (TypeError, ValueError):  # written by other means than ours: floats, naive moments
        return False


def _personal(entry: Entry, where: str) -> list[str]:
    row = getattr(entry, "personal_row", None)
    if not entry.commitment:
        return [f"{where}: ein persönlicher Teil kam nachträglich dazu."] if row else []
    if row is None:
        return [f"{where}: der persönliche Teil fehlt."]
    if row.salt and safe.commitment(row.salt, row.payload) != entry.commitment:
        return [f"{where}: der persönliche Teil wurde geändert."]
    return []


def _end(place_id: int, head: log.Head | None, number: int, previous: str) -> list[str]:
    if head is None:
        return [f"Ort {place_id}: der Kopf der Kette fehlt."]
    if (head.number, head.hash) != (number, previous):
        return [f"Ort {place_id}: die Kette endet bei Eintrag {number}, der Kopf nennt {head.number}."]
    return []


def check_heads(known: list[log.Head]) -> list[str]:
    """Compare the chains with heads that were kept outside; finds a cut tail and a chain written anew."""
    wanted = {(h.place_id, h.number): h for h in known if h.number}
    found = []
    for (place_id, number), kept in sorted(wanted.items()):
        there = Entry.objects.filter(place_id=place_id, number=number).values_list("hash", flat=True).first()
        if there is None:
            found.append(f"Ort {place_id}: Eintrag {number} ist außerhalb belegt und fehlt hier. Das Ende der Kette wurde abgeschnitten.")
        elif there != kept.hash:
            found.append(
                f"Ort {place_id}: Eintrag {number} hat ein anderes Siegel als der Beleg außerhalb. Die Kette wurde neu geschrieben."
            )
    return found
