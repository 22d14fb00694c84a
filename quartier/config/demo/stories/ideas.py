"""Ideas of the neighbourhood: told at the office, sent from a phone, answered, merged, refused."""

from quartier.community.participation import actions as participation
from quartier.community.participation.models import Purpose
from quartier.config.demo import bodies, cast, names, texts
from quartier.config.demo.world import in_office, others
from quartier.ground.acts import clock


def tales(world) -> list:
    """The ideas of Donaustraße-Nord one by one, and some in every other quarter."""
    return [
        *(idea(world, **row) for row in texts.rows("ideas", "here")),
        *neighbours(world),
        many(world),
    ]


def idea(world, *, ago, who, supporters, fate, answer="", **words):
    """One idea from the first word to its answer."""
    yield world.moment(-ago, 16)
    made = hand_in(world, world.home, who, words, confirm=fate != "unconfirmed")
    world.cases[words["title"]] = made
    if fate in ("unconfirmed", "received"):
        return
    yield in_office(clock.now(), 2, 11)
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
    yield in_office(clock.now(), 9, 14)
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


def neighbours(world) -> list:
    """What is told at the other offices: two ideas in each quarter, `--scale` makes it more."""
    told, places = texts.table("neighbours")["ideas"], others(world)
    found = []
    for number in range(2 * world.scale):
        for order, place in enumerate(places):
            row = told[(order + number * len(places) + world.start) % len(told)]
            days = -80 + (order * 13 + number * 37) % 74
            found.append(neighbour(world, place, world.workday(days, 10 + (order + number) % 7), *row, number=number))
    return found


def neighbour(world, place, moment, title, text, why, where, answer="", *, number):
    """One idea, told at an office; the newest are not published yet."""
    yield moment
    person = cast.resident(world) if number < 2 else _somebody(world, place)
    team, name = world.teams[place.pk], person.name.split()[0]
    words = {"title": title if number < 2 else f"{title} ({number})", "text": text, "why": why, "where": where}
    made = participation.enter_idea(place=place, person=person, author_name=name, shows_name=True, by=team[-1], **words)
    yield in_office(clock.now(), 3, 9)
    made = participation.publish(made, by=team[0])
    if answer and number < 2:
        yield in_office(clock.now(), 11, 15)
        participation.answer(made, answer, by=team[0])


def _somebody(world, place):
    """Somebody of the quarter who is known already: invented names are not without end."""
    return world.bodies[place.slug, bodies.JURY].seats.order_by("pk").first().person


def many(world):
    """For measurements: `--scale` fills Donaustraße-Nord with public ideas."""
    told = texts.table("neighbours")["ideas"]
    for number in range(40 * (world.scale - 1)):
        yield world.moment(-300 + number * 290 // (40 * world.scale), 9, number % 60)
        title, text, why, where = told[number % len(told)][:4]
        words = {"title": f"{title} ({number + 2})", "text": text, "why": why, "where": where}
        made = participation.enter_idea(place=world.home, person=world["emine"], author_name="", shows_name=False, by=world["cem"], **words)
        participation.publish(made, by=world["cem"])
