"""The stories of the demo, each a generator that yields the moments at which it goes on."""

from quartier.config.demo import cast, money, texts
from quartier.config.demo.stories import calendar, council, evenings, ideas, jury, plans, project, thread, wishes


def all_of(world) -> list:
    """Every story of the demo; what they share (people, money, bodies) comes first among stories of the same moment."""
    evenings.lay_down(world)
    projects = plans.all_of(world)
    return [
        cast.appear(world),
        money.rules(world),
        money.allotments(world, projects),
        money.lapses(world),
        council.bodies_everywhere(world),
        *council.tales(world, projects),
        *jury.tales(world),
        *(thread.story(world, plan) for plan in projects),
        *(project.milestones(world, plan) for plan in projects),
        *ideas.tales(world),
        *calendar.tales(world),
    ]


def names() -> frozenset[str]:
    """Names that the stories use themselves; the stream of invented names leaves them out."""
    told = {row["name"] for row in texts.rows("cast", "person")} | {row["who"] for row in texts.rows("ideas", "here")}
    told |= {row["speaker"] for part in ("home", "pank") for row in texts.rows("organisations", part)}
    return frozenset(told | plans.names() | {wish.who for wish in wishes.all_of()})
