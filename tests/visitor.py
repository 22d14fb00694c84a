"""A person at her browser, without the browser: opens pages, follows links, fills in forms, presses buttons.

Stories are told with these few words; `journeys/browser.py` understands the same words in a real browser.
"""

import html as html_entities
import re
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile

from quartier.ground.acts.tests.helpers import browser
from tests import forms

REDIRECTS = 8
OUTBOX = "/demo/postfach/"


def words(html: str) -> str:
    """The text of a page in one line, as a person reads it."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", html, flags=re.S)
    text = html_entities.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "")
    return re.sub(r"\s+", " ", text).strip()


def link_in_mail(html: str, subject: str, to: str = "", part: str = "") -> str:
    """The path of the first link (holding `part`) in the newest mail with this subject on the page of the demo's post."""
    for mail in re.findall(r"<article\b.*?</article>", html, flags=re.S):
        title = words(re.search(r"<h2>(.*?)</h2>", mail, flags=re.S).group(1))
        if subject in title and to in mail:
            links = [urlsplit(html_entities.unescape(href)) for href in re.findall(r'href="(http[^"]+)"', mail)]
            for link in links:
                if part in link.path and link.path.count("/") > 2:
                    return link.path + (f"?{link.query}" if link.query else "")
    raise Lost(f"no mail „{subject}“ to „{to}“ with a link „{part}“: {words(html)[:2000]}")


def squeezed(text: str) -> str:
    """Without any white space: how words are set apart differs between a page's source and what is drawn."""
    return re.sub(r"\s+", "", text)


def near(wanted: str, text: str) -> int | None:
    """0: the same, 1: begins with it, 2: holds it, None: no."""
    return next((rank for rank, holds in enumerate((text == wanted, text.startswith(wanted), wanted in text)) if holds), None)


class Lost(AssertionError):
    """The page has not what the story looks for; says what it has instead."""


class Visitor:
    """One person (or nobody) with a browser. `answers` receives every answer to a POST, before redirects are followed."""

    def __init__(self, person=None, sender=None):
        self.person, self.client = person, browser()
        self.sender = sender or (lambda visitor, path, data: visitor.post_now(path, data))
        self.filled: dict = {}
        self.path = self.address = "/"  # without and with its query
        self.html = ""
        self.status = 0
        if person is not None:
            self.client.force_login(person)

    # looking
    def open(self, path: str) -> "Visitor":
        """Go to an address; it must be there."""
        self._show(self.client.get(path), path)
        if self.status != 200:
            raise Lost(f"{path} answers {self.status}: {self.text[:600]}")
        return self

    @property
    def text(self) -> str:
        """The words of the page."""
        return words(self.html)

    def sees(self, *parts: str) -> "Visitor":
        """All these words stand on the page."""
        if missing := [part for part in parts if part not in self.text]:
            raise Lost(f"{self.path} does not show {missing}: {self.text[:3000]}")
        return self

    def sees_not(self, *parts: str) -> "Visitor":
        """None of these words stands on the page."""
        if found := [part for part in parts if part in self.text]:
            raise Lost(f"{self.path} shows {found}")
        return self

    def link(self, label: str) -> str:
        """The address of the link whose words are the label, begin with it or hold it."""
        anchors = re.findall(r"<a\b[^>]*\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", self.html, flags=re.S)
        found = [(nearness, href) for href, inner in anchors if (nearness := near(squeezed(label), squeezed(words(inner)))) is not None]
        if not found:
            raise Lost(f"{self.path} has no link „{label}“: {self.text[:3000]}")
        return urljoin(self.address, html_entities.unescape(min(found, key=lambda one: one[0])[1]))

    def follow(self, label: str) -> "Visitor":
        """Click a link."""
        return self.open(self.link(label))

    def offers(self, label: str) -> bool:
        """Is there a button or a link with these words?"""
        inside = re.findall(r"<(?:a|button)\b[^>]*>(.*?)</(?:a|button)>", self.html, flags=re.S)
        return any(squeezed(label) in squeezed(words(one)) for one in inside)

    def names(self, prefix: str) -> list[str]:
        """Names of the fields of the page that begin with this."""
        return [name for form in forms.read(self.html, self.address) for name in form.names if name.startswith(prefix)]

    def choice(self, name: str, label: str) -> str:
        """The value of the radio button or option of this field beside which these words stand."""
        for tag, given, beside in re.findall(
            r"<(input|option)\b([^>]*)>((?:(?!<input|<option|</label>|</option>).)*)", self.html, flags=re.S
        ):
            is_it = tag == "option" or f'name="{name}"' in given
            if is_it and 'value="' in given and squeezed(label) in squeezed(words(beside)):
                return html_entities.unescape(re.search(r'value="([^"]*)"', given).group(1))
        raise Lost(f"{self.path} offers no „{label}“ for {name}")

    # doing
    def fill(self, **values) -> "Visitor":
        """Note what is typed; it is sent with the next button pressed. `name: None` takes a value out."""
        self.filled |= values
        return self

    def press(self, label: str, **values) -> "Visitor":
        """Press the button with these words; its form is sent with all that was filled in. It must not be refused."""
        self.press_anyway(label, **values)
        if self.status >= 400:
            raise Lost(f"{self.path}, „{label}“ is refused with {self.status}: {self.text[:3000]}")
        return self

    def press_anyway(self, label: str, **values) -> "Visitor":
        """Press a button that may be refused; what the house says stands on the page then."""
        self.fill(**values)
        form, button = self._button(label)
        data = form.sent(**self.filled)
        if button.name:
            data.setdefault(button.name, []).append(button.value)
        action, self.filled = button.action or form.action, {}
        if form.method == "get":
            query = "&".join(f"{name}={value}" for name, all_values in data.items() for value in all_values)
            return self.open(f"{action.split('?')[0]}?{query}")
        self._arrive(self.sender(self, action, data), action)
        return self

    def step(self, label: str, button: str = "", **values) -> "Visitor":
        """Follow the link to a step and press the button of its page, which says the same (or `button`)."""
        return self.follow(label).press(button or label, **values)

    def mail(self, subject: str, to: str = "", part: str = "") -> "Visitor":
        """Open the link in the newest mail with these words in its subject: the demo's page takes the place of all mailboxes."""
        return self.open(link_in_mail(self.open(OUTBOX).html, subject, to, part))

    def letters(self) -> str:
        """All the words of all the post."""
        return self.open(OUTBOX).text

    def post_now(self, path: str, data: dict):
        """Send a form, once; the answer is not followed."""
        return self.client.post(path, {name: [_upload(v) for v in values] for name, values in data.items()})

    def _button(self, label: str):
        """The form and the button; a form that holds what was filled in comes first."""
        wanted = squeezed(label)
        found = [
            (bool(set(self.filled) - set(form.names)), nearness, form, button)
            for form in forms.read(self.html, self.address)
            for button in form.buttons
            if (nearness := near(wanted, squeezed(button.text or button.value))) is not None
        ]
        if not found:
            raise Lost(f"{self.path} has no button „{label}“: {self.text[:3000]}")
        return min(found, key=lambda one: one[:2])[2:]

    def _arrive(self, response, path: str) -> None:
        for _ in range(REDIRECTS):
            if not 300 <= response.status_code < 400:
                break
            path = urljoin(path, response.headers["Location"])
            response = self.client.get(path)
        self._show(response, path)
        if self.status >= 500:
            raise Lost(f"{path} answers {self.status}")

    def _show(self, response, path: str) -> None:
        while 300 <= response.status_code < 400:
            path = urljoin(path, response.headers["Location"])
            response = self.client.get(path)
        self.status, self.path, self.address, self.filled = response.status_code, urlsplit(path).path, path, {}
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        self.html = response.content.decode() if is_page else ""


def _upload(value):
    """A file is noted as (name, bytes), so that it can be sent more than once."""
    return SimpleUploadedFile(*value) if isinstance(value, tuple) else value
