"""What a new call says to begin with, and the headings of its forms. What it is in law stands in the rules of the fund."""

from django.utils.translation import gettext_lazy as _

REQUIREMENTS = _(
    "Bewerben können sich Vereine, gemeinnützige Gesellschaften, andere juristische Personen, Initiativen und einzelne Personen. "
    "Gesucht sind Erfahrung mit solchen Projekten und Kenntnis des Quartiers."
)
SUSTAINABILITY = _("Bitte beschreiben Sie, was nach dem Ende der Förderung bleibt und wer es weiterführt.")
DOCUMENTS = _("Projektskizze und Finanzplan nach Haushaltsjahren. Beides füllen Sie online aus oder auf den Blättern unten.")
PROCEDURE = _(
    "Zwei Personen öffnen die Bewerbungen gemeinsam nach dem Bewerbungsschluss. Team und Bezirksamt prüfen, ob sie vollständig und "
    "förderfähig sind. Dann stellen die Bewerberinnen und Bewerber ihr Konzept vor, und das Gremium wählt aus. "
    "Alle bekommen einen Brief mit Gründen."
)
PANEL = _("Fachämter des Bezirks, das Quartiersteam und Mitglieder des Quartiersrats.")

SKETCH = [  # heading, what to write there, lines on paper (domain §11.5)
    ("title", _("Titel des Projekts"), "", 1),
    ("contact", _("Wer gibt Auskunft? Name, Telefon, E-Mail"), "", 2),
    ("summary", _("Kurz: Was haben Sie vor?"), _("Drei Sätze genügen."), 4),
    ("situation", _("Ausgangslage"), _("Was ist heute so, dass es dieses Projekt braucht?"), 6),
    ("goals", _("Ziele"), _("Was soll am Ende anders sein? Möglichst so, dass man es zählen oder sehen kann."), 6),
    ("measures", _("Was Sie tun und wie"), _("Angebote, Orte, Häufigkeit, Methoden."), 10),
    ("target_groups", _("Für wen, und wie erreichen Sie diese Menschen?"), "", 5),
    ("partners", _("Mit wem arbeiten Sie zusammen?"), "", 4),
    ("participation", _("Wie bestimmen die Menschen im Quartier mit?"), "", 5),
    ("schedule", _("Zeitplan"), "", 6),
    ("staff", _("Wer arbeitet im Projekt? Stellen, Stunden, Qualifikation"), "", 5),
    ("publicity", _("Öffentlichkeitsarbeit"), _("Die Logos des Programms gehören auf alles, was Sie veröffentlichen."), 4),
    ("sustainability", _("Was bleibt danach, und wer führt es weiter?"), "", 6),
    ("indicators", _("Woran merken Sie, dass es wirkt?"), "", 5),
    ("experience", _("Ihre Erfahrung mit solchen Projekten"), "", 5),
]
OPTIONAL = {"partners", "publicity"}
