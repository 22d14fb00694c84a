"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

FIELDS = {
    "Person": {
        "code": "language",
        "self office": "name email phone street postcode town contact_note",
        "all": "demo_role demo_note",  # of the demo's people alone, on the page where one signs in as them
    },
}
