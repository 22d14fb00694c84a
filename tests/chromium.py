"""A browser in a thread of its own: its event loop there leaves Django's connections here alone."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


class Chromium:
    """One Chromium; everything that touches it or its pages runs inside `do`, which waits for the answer."""

    def __init__(self, executable: str):
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="chromium")
        self._browser = self.do(self._start, executable)

    def _start(self, executable: str):
        from playwright.sync_api import sync_playwright

        self._ident, self._playwright = threading.get_ident(), sync_playwright().start()
        return self._playwright.chromium.launch(executable_path=executable, args=FLAGS.split())

    def do(self, work: Callable, *args, **kwargs):
        """The answer of `work(*args, **kwargs)`, which runs in the browser's thread; what it raises is raised here."""
        if threading.get_ident() == getattr(self, "_ident", None):
            return work(*args, **kwargs)
        return self._thread.submit(work, *args, **kwargs).result()

    def new_context(self, **options):
        """A fresh profile: no cookies, nothing kept. To be used in the browser's thread alone."""
        return self.do(self._browser.new_context, **options)

    def close(self) -> None:
        """End browser and thread."""
        self.do(self._browser.close)
        self.do(self._playwright.stop)
        self._thread.shutdown()


def in_its_thread(method):
    """A method of an object with a `chromium`: it runs in the browser's thread."""

    @wraps(method)
    def handed_over(self, *args, **kwargs):
        return self.chromium.do(method, self, *args, **kwargs)

    return handed_over
