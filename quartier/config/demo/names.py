"""Invented names for people who live, meet and apply. Nobody real is meant."""

FIRST = (
    "Aylin",
    "Bernd",
    "Fatou",
    "Jonas",
    "Maryam",
    "Viktor",
    "Zeynep",
    "Karl",
    "Amina",
    "Piotr",
    "Linh",
    "Ruth",
    "Samir",
    "Elif",
    "Gesine",
    "Omar",
    "Ioana",
    "Hannes",
    "Selin",
    "Dorothea",
    "Yusuf",
    "Katarzyna",
    "Mehmet",
    "Birgit",
    "Nadia",
    "Torsten",
    "Leyla",
    "Anton",
    "Rosa",
    "Ibrahim",
    "Swetlana",
    "Paolo",
    "Hatice",
    "Günter",
    "Mona",
    "Dilan",
    "Felix",
    "Esra",
    "Manuel",
    "Chidi",
)
LAST = (
    "Tekin",
    "Krause",
    "Diallo",
    "Wolf",
    "Sadeghi",
    "Lange",
    "Aydın",
    "Hoffmann",
    "Mansour",
    "Zielińska",
    "Pham",
    "Stein",
    "El-Amin",
    "Yılmaz",
    "Böhm",
    "Farouk",
    "Munteanu",
    "Brenner",
    "Koç",
    "Vogel",
    "Şahin",
    "Wójcik",
    "Öztürk",
    "Lehmann",
    "Haddad",
    "Rieger",
    "Karimi",
    "Fuchs",
    "Moreno",
    "Traoré",
    "Orlowa",
    "Bianchi",
    "Demirtaş",
    "Pohl",
    "Nasser",
    "Polat",
    "Seidel",
    "Güneş",
    "Ortega",
    "Okafor",
)
PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ş": "s", "ç": "c", "ğ": "g", "é": "e", "ć": "c", "ń": "n", "ó": "o", "ł": "l"}
)


def address(name: str, domain: str = "nachbarschaft.example") -> str:
    """An address in the reserved world of examples: no mail ever leaves for a real person."""
    plain = name.lower().replace("dr. ", "").translate(PLAIN)
    return f"{'.'.join(''.join(sign for sign in word if sign.isascii() and sign.isalnum()) for word in plain.split())}@{domain}"


def stream():
    """Pairs of a first and a last name, each once; 1,600 of them."""
    for step in range(len(FIRST) * len(LAST)):
        yield f"{FIRST[step % len(FIRST)]} {LAST[(step + step // len(FIRST)) % len(LAST)]}"
