"""Reading the forms of a page as a browser does: what would be sent if somebody pressed a button."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

VOID = {"input", "br", "img", "hr", "meta", "link", "source", "col", "wbr", "area", "base", "embed", "track"}


@dataclass
class Button:
    """A submit button: its words, what it adds to the form, and where it sends it."""

    name: str = ""
    value: str = ""
    text: str = ""
    action: str = ""
    form: str = ""


@dataclass
class Form:
    """One form: where it goes, the values that stand in it, the choices it offers, its buttons in order."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)  # name → values of radios, ticks and options
    files: list[str] = field(default_factory=list)
    accepts: dict[str, str] = field(default_factory=dict)  # file field → kinds of file it asks for
    buttons: list[Button] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # everything that can be filled in, in order
    kinds: dict[str, str] = field(default_factory=dict)  # name → text, radio, checkbox, select, hidden, file …
    fixed: set[str] = field(default_factory=set)  # hidden fields
    required: set[str] = field(default_factory=set)  # marked as such for the browser or a screen reader

    @property
    def path(self) -> str:
        """The path without its query."""
        return urlsplit(self.action).path

    def sent(self, **changes) -> dict[str, list]:
        """What is sent after these changes: a text, a list, or None to leave the field out."""
        data: dict[str, list] = {}
        for name, value in self.values:
            data.setdefault(name, []).append(value)
        for name, value in changes.items():
            data.pop(name, None)
            if value is not None:
                data[name] = value if isinstance(value, list) else [value]
        return data


class _Reader(HTMLParser):
    def __init__(self, address: str):
        super().__init__(convert_charrefs=True)
        self.address, self.forms, self.by_id, self.links = address, [], {}, []
        self.form = self.button = self.area = self.select = None
        self.option: dict | None = None
        self.early: dict[str, list] = {}  # buttons that stand before the form they belong to

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs} | {name: "" for name, value in attrs if value is None}
        reader = getattr(self, f"_{tag}", None)
        if reader:
            reader(given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "button":
            self.button = None
        elif tag == "textarea":
            self._end_area()
        elif tag == "select":
            self._end_select()
        elif tag == "option":
            self.option = None

    def handle_data(self, data):
        if self.area is not None:
            self.area[2].append(data)
        elif self.button is not None:
            self.button.text = " ".join(f"{self.button.text} {data}".split())

    def _a(self, given):
        if "href" in given:
            self.links.append(urljoin(self.address, given["href"]))

    def _form(self, given):
        action = urljoin(self.address, given.get("action") or self.address)
        self.form = Form(action, given.get("method", "get").lower())
        self.forms.append(self.form)
        if "id" in given:
            self.by_id[given["id"]] = self.form
            self.form.buttons += self.early.pop(given["id"], [])

    def _owner(self, given):
        return self.by_id.get(given["form"]) if "form" in given else self.form

    def _put(self, form, name, value, kind, is_sent=True):
        if form is None or not name:
            return
        if name not in form.names:
            form.names.append(name)
        form.kinds.setdefault(name, kind)
        if kind == "hidden":
            form.fixed.add(name)
        if is_sent:
            form.values.append((name, value))

    def _mark(self, form, given):
        if form is not None and ("required" in given or given.get("aria-required") == "true"):
            form.required.add(given.get("name", ""))

    def _input(self, given):
        form, kind, name = self._owner(given), given.get("type", "text").lower(), given.get("name", "")
        self._mark(form, given)
        if "disabled" in given:
            return
        if kind in ("submit", "image"):
            self._add_button(form, given, given.get("value", ""))
        elif kind == "file":
            self._put(form, name, "", kind, is_sent=False)
            if form is not None and name:
                form.files.append(name)
                form.accepts[name] = given.get("accept", "")
        elif kind in ("radio", "checkbox"):
            value = given.get("value", "on")
            if form is not None and name:
                form.offered.setdefault(name, []).append(value)
            self._put(form, name, value, kind, is_sent="checked" in given)
        elif kind not in ("button", "reset"):
            self._put(form, name, given.get("value", ""), kind)

    def _button(self, given):
        if given.get("type", "submit") == "submit" and "disabled" not in given:
            self._add_button(self._owner(given), given, "")

    def _add_button(self, form, given, text):
        button = Button(given.get("name", ""), given.get("value", ""), text, form="")
        if "formaction" in given:
            button.action = urljoin(self.address, given["formaction"])
        if form is not None:
            form.buttons.append(button)
        elif "form" in given:
            self.early.setdefault(given["form"], []).append(button)
        self.button = button

    def _textarea(self, given):
        self._mark(self._owner(given), given)
        self.area = (self._owner(given), given.get("name", ""), [])

    def _end_area(self):
        if self.area is not None:
            form, name, parts = self.area
            self._put(form, name, "".join(parts).removeprefix("\n"), "textarea")
        self.area = None

    def _select(self, given):
        self._mark(self._owner(given), given)
        self.select = (self._owner(given), given.get("name", ""), [], "multiple" in given)

    def _option(self, given):
        if self.select is not None:
            form, name, chosen, _multiple = self.select
            if form is not None:
                form.offered.setdefault(name, []).append(given.get("value", ""))
            if "selected" in given:
                chosen.append(given.get("value", ""))

    def _end_select(self):
        if self.select is None:
            return
        form, name, chosen, multiple = self.select
        if not chosen and not multiple and form is not None:
            chosen = form.offered.get(name, [])[:1]
        self._put(form, name, "", "select", is_sent=False)
        for value in chosen:
            self._put(form, name, value, "select")
        self.select = None


def read(html: str, address: str = "/") -> list[Form]:
    """All forms of a page, in order."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms


def links(html: str, address: str = "/") -> list[str]:
    """The addresses of all links of a page, in order."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.links
