"""Ideas of the neighbourhood: told at the office, sent from a phone, answered, merged, refused."""

from quartier.community.participation import actions as participation
from quartier.community.participation.models import Purpose
from quartier.config.demo import bodies, cast, names, texts
from quartier.config.demo.world import HOME, tomorrow
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters


def tales(world) -> list:
    """The ideas of Donaustraße-Nord one by one, and some in every other quarter."""
    return [
        *(idea(world, **row) for row in texts.rows("ideas", "here")),
        *(neighbour(world, number) for number in range(2 * world.scale)),
        many(world),
    ]


def idea(world, *, ago, who, supporters, fate, answer="", **words):
    """One idea from the first word to its answer."""
    yield world.moment(-ago, 16)
    made = hand_in(world, world.home, who, words, confirm=fate != "unconfirmed")
    world.cases[words["title"]] = made
    if fate in ("unconfirmed", "received"):
        return
    yield tomorrow(clock.now(), 2, 11)
    if fate == "withdrawn":
        participation.withdraw(made, by=made.author)
        return
    if fate == "held_back":
        participation.hold_back(made, "Das ist Werbung.", by=world["cem"])
        return
    if fate == "refused":
        participation.refuse(made, answer, by=world["cem"])
        return
    made = participation.publish(made, by=world["cem"])
    support(world, made, supporters)
    yield tomorrow(clock.now(), 9, 14)
    if fate == "merged":
        participation.merge(made, world.cases["Trinkwasser auf dem Platz"], by=world["cem"])
    elif fate == "answered":
        participation.answer(made, answer, by=world["lea"])


def hand_in(world, place, who, words, *, confirm=True):
    """Signed in, if it is somebody of the cast; else by the link in the mail."""
    person = world.people.get(who)
    name = person.name if person else who
    short = f"{name.split()[0]} {name.split()[-1][0]}."
    if person is not None and person.is_demo:
        return participation.hand_in(place=place, author_name=short, shows_name=True, by=person, **words)
    made = participation.submit_idea(place=place, email=names.address(name), author_name=short, shows_name=True, **words)
    if not confirm:
        return made
    return participation.confirm(made.links.get(purpose=Purpose.CONFIRM))


def support(world, idea, number) -> None:
    """So many neighbours say that they like it."""
    crowd = [person for key, person in sorted(world.people.items(), key=lambda item: item[1].pk) if not person.is_demo][:number]
    for person in crowd:
        participation.support(idea, by=person)


def neighbour(world, number):
    """One idea in every other quarter, told at its office."""
    told = texts.rows("ideas", "elsewhere")
    yield world.workday(-70 + 31 * number % 60, 12)
    for order, place in enumerate(one for one in quarters.active_quarters(clock.today()) if one.slug != HOME):
        words = told[(order + number) % len(told)]
        person = cast.resident(world) if number < 2 else _somebody(world, place)
        team = world.teams[place.pk]
        name = person.name.split()[0]
        made = participation.enter_idea(place=place, person=person, author_name=name, shows_name=True, by=team[-1], **words)
        if (order + number) % 5:
            participation.publish(made, by=team[0])


def _somebody(world, place):
    """Somebody of the quarter who is known already: invented names are not without end."""
    return world.bodies[place.slug, bodies.JURY].seats.order_by("pk").first().person


def many(world):
    """For measurements: `--scale` fills Donaustraße-Nord with public ideas."""
    told = texts.rows("ideas", "elsewhere")
    for number in range(40 * (world.scale - 1)):
        yield world.moment(-300 + number * 290 // (40 * world.scale), 9, number % 60)
        words = {**told[number % len(told)], "title": f"{told[number % len(told)]['title']} ({number + 2})"}
        made = participation.enter_idea(place=world.home, person=world["emine"], author_name="", shows_name=False, by=world["cem"], **words)
        participation.publish(made, by=world["cem"])
