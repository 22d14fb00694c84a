"""The two middlewares of acts. `Refusals` turns a rule's no into a page; `Once` makes each POST one act, done once."""

from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import HttpResponse, UnreadablePostError

from quartier.ground.acts import answers, content, once, origin, pages, tokens
from quartier.ground.acts.limits import TooMany
from quartier.ground.acts.refusal import Refused

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
_TRIES = 4


class Refusals:
    """Turns `Refused` (422) and `TooMany` (429), raised out of any view, into pages with the sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, problem):
        if isinstance(problem, Refused):
            return pages.refused(request, problem)
        if isinstance(problem, TooMany):
            return pages.too_many(request, problem)
        return None


class Once:
    """Every request that is not safe is one act: see `once.py`. Must stand last, so that access has decided before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for tries_left in reversed(range(_TRIES)):
            act = request.act = once.Act(request)
            act.may_repeat = tries_left > 0
            request.after = act.afterwards.append
            response = self.get_response(request)
            act.end(response)
            if not act.is_deadlocked:
                break
        return response

    def process_view(self, request, view, args, kwargs):
        return None if request.method in SAFE else _begin(request, view, kwargs)

    def process_exception(self, request, problem):
        """A deadlock is nobody's fault: everything is rolled back, and the act is tried again."""
        if not (request.act.is_open and request.act.may_repeat and _is_deadlock(problem)):
            return None
        request.act.is_deadlocked = True
        for name in request.FILES:
            for upload in request.FILES.getlist(name):
                upload.seek(0)
        return HttpResponse(status=503)


def said_before(request) -> HttpResponse | None:
    """The kept answer, if this person has sent the very same form before: for whoever would otherwise answer that it is no longer there.

    What an act did often closes the door through which it came (an application whose award has been written waits for none; whoever
    erased her data is signed out).
    """
    try:
        said, nonce = content.digest(request), _checked(request)
    except UnreadablePostError:
        return None
    except tokens.Wrong as wrong:
        earlier = _done_as_another(request, wrong, content.digest(request))
        return pages.repeated_for_changed(request, wrong.token, earlier) if earlier else None
    earlier = once.earlier(nonce) if nonce else None
    if earlier is None or earlier.content != content.keyed(nonce, said):
        return None
    return pages.repeated(request, nonce, earlier)


def _done_as_another(request, wrong: tokens.Wrong, said: str):
    """The row of this very form, done with a token that is good but for the person who is signed in now; else None."""
    if wrong.token is None or origin.of(request) != origin.OWN:
        return None
    earlier = once.earlier(wrong.token.nonce)
    return earlier if earlier and earlier.content == content.keyed(wrong.token.nonce, said) else None


def _is_deadlock(problem) -> bool:
    return isinstance(problem, OperationalError) and getattr(problem.__cause__, "sqlstate", "") in ("40P01", "40001")


def _begin(request, view, kwargs):
    """Check token and origin, do what the view wants done before, open the transaction. Returns an answer if the view must not run."""
    try:
        said = content.digest(request)
    except UnreadablePostError:
        raise BadRequest("the connection broke off while the form was being sent") from None
    nonce = None
    if not getattr(view, "csrf_exempt", False):
        try:
            nonce = _checked(request)
        except tokens.Wrong as wrong:
            return _without_token(request, wrong, said)
    if prepare := getattr(view, "prepare", None):  # slow work without the database: it holds no lock (`marks.prepared`)
        request.prepared = prepare(request, **kwargs)
    request._dont_enforce_csrf_checks = True  # libraries' views may carry Django's own check; this one stands for it
    earlier = request.act.begin(nonce, said)
    if earlier is None:
        return None
    if earlier.content != content.keyed(nonce, said):
        return pages.used_token(request, nonce, earlier)
    if answers.is_over(nonce, request, earlier.answer):
        return None  # who signs out on an old page must be signed out
    return pages.repeated(request, nonce, earlier)


def _without_token(request, wrong: tokens.Wrong, said: str) -> HttpResponse:
    """The act is not begun. If it changed who is signed in and is done, its answer; else the sentence why not."""
    earlier = _done_as_another(request, wrong, said)
    if earlier is None:
        return pages.wrong_token(request, wrong.reason)
    return pages.repeated_for_changed(request, wrong.token, earlier) or pages.sent_by_another(request)


def _checked(request) -> str | None:
    """The nonce; None where Django's test client does without a token. Raises `Wrong`, `foreign` if the request comes from another site."""
    from_test_client = getattr(request, "_dont_enforce_csrf_checks", False)
    if from_test_client and not tokens.of(request):
        return None
    comes_from = origin.of(request)
    if comes_from == origin.FOREIGN:
        raise tokens.Wrong("foreign")
    if comes_from == origin.UNKNOWN and tokens.person_id(request) and not from_test_client:
        raise tokens.Wrong("foreign")
    return tokens.read(request).nonce
