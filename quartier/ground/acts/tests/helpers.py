"""How the tests fill in a form as a browser does: with the token of its page and an Origin."""

import threading
from types import SimpleNamespace

from django.db import connections
from django.test import Client

from quartier.ground.acts import tokens

OWN = "http://testserver"


def browser(**defaults) -> Client:
    """A client without the privileges of Django's: it needs tokens and tells where it comes from."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"origin": OWN}, **defaults)


def token(path: str, person=None) -> str:
    """The token that a page with a form for this path would carry."""
    return tokens.make(SimpleNamespace(path_info=path, user=person))


def at_once(number: int, call) -> list:
    """The results of `call(i)` in so many threads that begin together."""
    results: list = [None] * number
    ready = threading.Barrier(number)

    def run(i):
        ready.wait()
        try:
            results[i] = call(i)
        except Exception as error:
            results[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
