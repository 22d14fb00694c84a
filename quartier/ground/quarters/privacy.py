"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean). Places, offices and plates are public."""

FIELDS = {
    "Place": {"code": "slug code region", "all": "name about website source"},
    "Phase": {"all": "note"},
    "Boundary": {"code": "geojson", "all": "source"},
    "Programme": {"code": "code logos", "all": "name strip"},
    "Office": {"all": "name address phone email contractor access_note"},
    "OfficeClosure": {"all": "reason"},
    "TeamMember": {"all": "name task languages phone email"},
    "AddressRange": {"code": "street_key", "all": "street postcode"},
    "Imprint": {
        "all": "operator represented_by address phone email editor privacy_officer privacy_email privacy_authority"
        " access_contact access_email access_gaps enforcement_body",
    },
    "Figure": {"all": "value unit before label period source source_url"},
}
