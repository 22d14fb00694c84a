"""What cannot be guessed about a form: on which page it stands, what is typed, and what has to happen first.

A form that has no entry here stands on the page of its own address and can be filled in by a guess.
"""

from tests.posts.cases import community, funding, ground
from tests.posts.cases.case import Case

CASES: dict[str, Case] = {**ground.CASES, **community.CASES, **funding.CASES}
NO_ACT: dict[str, str] = ground.NO_ACT | community.NO_ACT | funding.NO_ACT  # whose POST only answers or asks back
ELSEWHERE: dict[str, str] = community.ELSEWHERE | funding.ELSEWHERE  # a step without a page here → the form by which it is taken
