"""One act, done once, written down: tokens, drafts, limits, the chained log, references, the clock."""


def done(response):
    """Mark a page that is no redirect as the answer to a finished act: what was written stays, the answer is kept for a repetition."""
    response.act_is_done = True
    return response
