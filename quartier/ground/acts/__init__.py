"""One act, done once, written down: tokens, drafts, limits, the chained log, references, the clock."""


def done(response):
    """Mark a page that is not a redirect as the answer to a finished act: what the view wrote stays, the answer is kept for a repetition."""
    response.act_is_done = True
    return response
