"""The same words as `tests/visitor.py`, understood by a real browser: links and buttons are clicked, fields are typed into."""

from urllib.parse import urlsplit

from tests import forms
from tests.chromium import in_its_thread
from tests.visitor import OUTBOX, Lost, Visitor, link_in_mail, squeezed

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

NEAREST = """([wanted, tags]) => {
  const words = e => (e.textContent || e.value || '').replace(/\\s+/g, '');
  const seen = [...document.querySelectorAll(tags)].filter(e => e.getClientRects().length && e.ariaHidden !== 'true');
  const ranks = [text => text === wanted, text => text.startsWith(wanted), text => text.includes(wanted)];
  return ranks.map(holds => seen.find(e => holds(words(e)))).find(e => e) || null;
}"""  # what a person would press: the same words, words that begin so, words that hold them


class Browsing(Visitor):
    """One person (or nobody) with a real browser. Signs in through the door of the demo."""

    def __init__(self, person, *, chromium, server, viewport, javascript=True):
        self.server, self.filled, self.person, self.chromium, self.status = server, {}, person, chromium, 200
        self._begin(viewport, javascript)
        if person is not None:
            self._sign_in(person)

    @in_its_thread
    def _begin(self, viewport, javascript) -> None:
        self.context = self.chromium.new_context(viewport=viewport, java_script_enabled=javascript, locale="de-DE")
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("response", self._note)

    def _note(self, response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status

    @in_its_thread
    def _sign_in(self, person) -> None:
        self.open("/demo/anmelden/")
        self.page.locator(f'button[name="person"][value="{person.pk}"]').click()
        self.page.wait_for_load_state()

    # looking
    @property
    @in_its_thread
    def html(self) -> str:
        return self.page.content()

    @property
    @in_its_thread
    def address(self) -> str:
        found = urlsplit(self.page.url)
        return found.path + (f"?{found.query}" if found.query else "")

    @property
    @in_its_thread
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @in_its_thread
    def open(self, path: str) -> "Browsing":
        self.filled = {}
        answer = self.page.goto(self.server + path)
        if answer and answer.status != 200:
            raise Lost(f"{path} answers {answer.status}: {self.text[:600]}")
        return self

    @in_its_thread
    def follow(self, label: str) -> "Browsing":
        self.filled = {}
        self._click(label, "a[href]")
        if self.status != 200:
            raise Lost(f"{self.path} answers {self.status}")
        return self

    @in_its_thread
    def press_anyway(self, label: str, **values) -> "Browsing":
        self.fill(**values)
        for name, value in self.filled.items():
            self._type(name, value)
        self.filled = {}
        self._click(label, "button[type=submit], input[type=submit]")
        return self

    def mail(self, subject: str, to: str = "", part: str = "") -> "Browsing":
        return self.open(link_in_mail(self.open(OUTBOX).html, subject, to, part))

    def _click(self, label: str, tags: str) -> None:
        found = self._element(label, tags)
        if found is None:
            raise Lost(f"{self.path} shows no „{label}“: {self.text[:2000]}")
        with self.page.expect_navigation():
            found.click()

    def _element(self, label: str, tags: str):
        return self.page.evaluate_handle(NEAREST, [squeezed(label), tags]).as_element()

    def _type(self, name: str, value) -> None:
        kind = next((form.kinds[name] for form in forms.read(self.html, self.address) if name in form.kinds), "")
        field = self.page.locator(f'[name="{name}"]')
        if kind == "select":
            field.first.select_option(value)
        elif kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                self.page.locator(f'[name="{name}"][value="{one}"], [name="{name}"]:not([value])').check(force=True)
        elif kind == "file":
            kind_of_file = "image/jpeg" if value[0].endswith("jpg") else "application/pdf"
            field.first.set_input_files({"name": value[0], "mimeType": kind_of_file, "buffer": value[1]})
        elif value is not None:
            field.first.fill(value)

    @in_its_thread
    def close(self) -> None:
        """Put the browser away."""
        self.context.close()
