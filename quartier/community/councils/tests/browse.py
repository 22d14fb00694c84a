"""A person at her browser: pages are read, forms are sent with the token that stood in them."""

import html
import re

from quartier.ground.acts.tests.helpers import browser, token


class Visit:
    """A client that is signed in as a person, or as nobody."""

    def __init__(self, person=None):
        self.person, self.client = person, browser()
        if person is not None:
            self.client.force_login(person)

    def get(self, path):
        """The answer to a GET."""
        return self.client.get(path)

    def text(self, path, status=200) -> str:
        """The words of a page, without its tags."""
        return words(self._checked(self.get(path), status))

    def post(self, path, **data):
        """Send a form to its address with a fresh token."""
        return self.client.post(path, {**data, "csrfmiddlewaretoken": token(path, self.person)})

    def done(self, path, **data) -> str:
        """Send a form that must succeed; returns where it leads."""
        return self._checked(self.post(path, **data), 302)["Location"]

    def refused(self, path, **data) -> str:
        """Send a form that must be refused; returns the words of the answer."""
        return words(self._checked(self.post(path, **data), 422))

    @staticmethod
    def _checked(response, status):
        assert response.status_code == status, (response.status_code, words(response)[:2000])
        return response


def words(response) -> str:
    """The text of a page in one line, as a person reads it."""
    text = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", text).strip()
