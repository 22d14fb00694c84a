"""No log line carries the secret of a status link."""

import logging

from quartier.config import logs

KEY = "WzEsImNhbGxzLmFwcGxpY2F0aW9uIiw0LDFd:1vN2"


def test_the_key_of_a_status_link_is_taken_out():
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Not Found: %s", (f"/donaustrasse-nord/vorgang/{KEY}/belege/",), None
    )
    assert logs.MaskLinks().filter(record)
    assert record.getMessage() == "Not Found: /donaustrasse-nord/vorgang/…/belege/"


def test_other_addresses_stay_as_they_are():
    assert logs.masked("/donaustrasse-nord/ideen/12/") == "/donaustrasse-nord/ideen/12/"
