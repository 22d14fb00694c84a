"""What pages cost, side by side in one run: `make bench`. Prints one table; ends with status 1 when a "must" is missed.

It works in a folder of its own, which it throws away. What is measured is the CPU time per request of the server's processes, the
database in it included, because that hardly moves on a busy machine; the ratios count, not the milliseconds. Two servers hold the same
pages with 1,000 and with 100,000 rows, a third the yardstick: the list as a usual Django project writes it (`bench_parts/plain.py`).

    make bench
    .venv/bin/python tools/bench.py --seconds 4 --rounds 5     # longer, for numbers to publish
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
SMALL, LARGE = 1_000, 100_000
ENVIRONMENT = {  # as in production, but for the second factor, so that a page of the office can be asked for
    "DJANGO_SETTINGS_MODULE": "quartier.config.settings",
    "QUARTIER_MODE": "production",
    "SECRET_KEY": "only-for-measuring-" * 4,
    "SALT_KEY": "only-for-measuring",
    "STAFF_SECOND_FACTOR": "false",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "DATABASE_URL": "",
    "MAIL_URL": "smtp://127.0.0.1:25",  # nobody is asked to send anything
    "DEBUG": "false",
}
HERE = "/donaustrasse-nord"
LISTS = {  # what grows: word → address
    "ideas of a quarter": f"{HERE}/ideen/",
    "ideas of the city": "/ideen/",
    "events of a quarter": f"{HERE}/termine/",
    "events of the city": "/termine/",
}
HOMES = ["/", "/bezirke/neukoelln/", f"{HERE}/"]
PUBLIC = [
    "/karte/",
    f"{HERE}/kontakt/",
    *LISTS.values(),
    f"{HERE}/netzwerk/",
    f"{HERE}/gremien/",
    f"{HERE}/foerderung/",
    f"{HERE}/projekte/",
    f"{HERE}/wohne-ich-hier/",
    f"{HERE}/was-ist-quartiersmanagement/",
]
DETAILS = [f"{HERE}/ideen/1/", f"{HERE}/termine/1/", f"{HERE}/netzwerk/1/", f"{HERE}/gremien/rat/"]
SIGNED = ["/konto/", "/meins/gremien/", "/meins/"]
OFFICE = [f"{HERE}/buero/{word}/" for word in ("ideen", "termine", "netzwerk", "gremien", "menschen", "post")]
OVERVIEWS = [f"{HERE}/buero/{word}/" for word in ("geld", "gebiet")] + [f"{HERE}/buero/"]
VISITED = ["/", f"{HERE}/", f"{HERE}/ideen/", f"{HERE}/termine/", f"{HERE}/ideen/1/", f"{HERE}/ideen/neu/"]


@dataclass
class Line:
    """One line of the table. `met`: whether the must holds; None for what has none."""

    what: str
    must: str
    goal: str
    measured: str
    ratio: str = ""
    met: bool | None = None


def main() -> int:
    """Measure all and print the table."""
    options, began = _options(), time.monotonic()
    os.environ.update(ENVIRONMENT)
    with tempfile.TemporaryDirectory(prefix="quartier-bench-") as folder:
        lines = _measure(Path(folder), options)
    print(_table(lines))
    missed = [line.what for line in lines if line.met is False]
    print(f"\n{time.monotonic() - began:.0f} s. " + (f"Missed: {'; '.join(missed)}" if missed else "Every must is met."))
    return 1 if missed else 0


def _options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=2, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="how often all are measured in turn; the median counts")
    return parser.parse_args()


def _say(text: str) -> None:
    print(f"  … {text}", file=sys.stderr, flush=True)


def _measure(folder: Path, options) -> list[Line]:
    small, large = folder / "small", folder / "large"
    queries = _small_house(small)
    _say(f"the same with {LARGE:,} rows")
    _large_house(small, large)
    from bench_parts import serving

    with ExitStack() as stack:
        first = serving.quartier(small, serving.free_port())
        with first:
            pass  # the first start only warms what later starts find ready
        _say("three servers")
        houses = [stack.enter_context(serving.quartier(var, serving.free_port())) for var in (small, large)]
        yardstick = stack.enter_context(serving.plain(small / "quartier.sqlite3", serving.free_port()))
        return [
            *_cpu(*houses, yardstick, options),
            *queries,
            *_weights(houses[0]),
            *_memory(houses),
            _start(houses[0]),
        ]


# --- rows and queries, inside this process ------------------------------------------------------------------------------


def _small_house(var: Path) -> list[Line]:
    """Build the city with the smaller number of rows; count queries on the way there, with 1 and with 100 rows."""
    os.environ["QUARTIER_VAR"] = str(var)
    import django

    django.setup()
    from bench_parts import rows
    from django.db import transaction

    from quartier.config import preparation
    from quartier.ground.acts import clock
    from quartier.ground.quarters import demo

    _say("tables and static files")
    preparation.prepare()
    _say("the places of a city")
    with transaction.atomic():
        demo.build(clock.today())
        resident, lead = rows.people()
    counts = []
    for count in (1, 100):
        _say(f"queries with {count} rows")
        with transaction.atomic():
            rows.many(count, resident)
            rows.few(count, resident)
        counts.append(_count_all(resident, lead))
    with transaction.atomic():
        rows.many(SMALL)
    return _query_lines(*counts)


def _large_house(small: Path, large: Path) -> None:
    from bench_parts import rows
    from django.db import connection, transaction

    connection.close()
    shutil.copytree(small, large)
    connection.settings_dict["NAME"] = str(large / "quartier.sqlite3")
    with transaction.atomic():
        rows.many(LARGE)
    connection.cursor().execute("ANALYZE")
    connection.close()


def _count_all(resident, lead) -> dict[str, int]:
    nobody = _client(None)
    found = {path: _count(nobody, path) for path in HOMES + PUBLIC + DETAILS}
    by_resident, by_lead = _client(resident), _client(lead)
    return found | {path: _count(by_resident, path) for path in SIGNED} | {path: _count(by_lead, path) for path in OFFICE + OVERVIEWS}


def _client(person):
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    if person:
        client.force_login(person)
    return client


def _count(client, path: str) -> int:
    """Queries of the second call, when what lives as long as the process is known; -1 for a page that is not built yet."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _call in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        if answer.status_code == 404:
            return -1
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code} and not 200.")
    return len(captured)


def _query_lines(one: dict, hundred: dict) -> list[Line]:
    return [
        _query_line("public list", PUBLIC, 8, 5, one, hundred),
        _query_line("detail", DETAILS, 10, 6, one, hundred),
        _query_line("home of city, district, quarter", HOMES, 10, 6, one, hundred),
        _query_line("signed-in list", SIGNED, 12, 8, one, hundred),
        _query_line("office list", OFFICE, 12, 8, one, hundred),
        _query_line("office overview", OVERVIEWS, 20, 12, one, hundred),
    ]


def _query_line(kind: str, paths, must: int, goal: int, one: dict, hundred: dict) -> Line:
    """The worst page of a kind; which pages ask more for more rows is said by name."""
    worst = max(paths, key=lambda path: hundred[path])
    grown = [f"{path}: {one[path]} → {hundred[path]}" for path in paths if hundred[path] > one[path]]
    measured = f"{one[worst]} and {hundred[worst]} ({worst})"
    measured += "".join(f"; not there: {path}" for path in paths if hundred[path] < 0)
    met = hundred[worst] <= must and not grown
    return Line(f"queries, {kind}, 1 and 100 rows", f"≤ {must}, same", f"≤ {goal}", measured, "; ".join(grown), met)


# --- servers --------------------------------------------------------------------------------------------------------------


def _cpu(small, large, yardstick, options) -> list[Line]:
    targets = {("plain", "list"): (yardstick, LISTS["ideas of a quarter"]), ("plain", "empty"): (yardstick, "/leer/")}
    for word, path in LISTS.items():
        targets |= {("small", word): (small, path), ("large", word): (large, path)}
    found = _in_turn(targets, options)
    plain, empty = found["plain", "list"], found["plain", "empty"]
    lines = [
        Line("yardstick: plain Django list, 50 rows, 5 queries", "", "", _ms(plain)),
        Line("yardstick: empty Django view", "", "", _ms(empty)),
    ]
    lines += [_list_line(word, found["small", word], plain) for word in LISTS]
    return lines + [_growth_line(word, found["small", word], found["large", word]) for word in LISTS]


def _in_turn(targets: dict, options) -> dict:
    """The median CPU time per request of each target, all measured in turn, so that a busy minute hits all alike."""
    for server, path in targets.values():
        server.cpu_per_request(path, 1)
    times = {name: [] for name in targets}
    for number in range(options.rounds):
        _say(f"CPU time, round {number + 1} of {options.rounds}")
        for name, (server, path) in targets.items():
            times[name].append(server.cpu_per_request(path, options.seconds))
    return {name: statistics.median(values) for name, values in times.items()}


def _list_line(word: str, own: float, plain: float) -> Line:
    return Line(f"CPU, {word}, uncached, {SMALL:,} rows", "≤ 1 × plain", "≤ 0.33 ×", _ms(own), f"{own / plain:.2f} ×", own <= plain)


def _growth_line(word: str, small: float, large: float) -> Line:
    ratio = large / small
    return Line(
        f"CPU, {word}, {SMALL:,} → {LARGE:,} rows", "≤ 1.25 ×", "≤ 1.1 ×", f"{_ms(small)} → {_ms(large)}", f"{ratio:.2f} ×", ratio <= 1.25
    )


def _weights(server) -> list[Line]:
    from bench_parts import weight

    sizes = {path: _size(server.address(path)) for path in VISITED}
    big = max(sizes, key=sizes.get)
    lines = [Line("HTML of a resident's page", "≤ 60 kB", "≤ 30 kB", f"{_kb(sizes[big])} ({big})", met=sizes[big] <= 60_000)]
    _say("first visits")
    visits = weight.visits([server.address(path) for path in VISITED])
    if not visits:
        return [*lines, Line("first visit, cold", "≤ 150 kB", "≤ 100 kB", "no browser: apt-get install chromium")]
    return lines + _visit_lines({path: visits[server.address(path)] for path in VISITED})


def _visit_lines(visits: dict) -> list[Line]:
    heavy = max(visits, key=lambda path: visits[path][0].octets)
    busy = max(visits, key=lambda path: visits[path][0].requests)
    again = max(visits, key=lambda path: visits[path][1].octets)
    first = [pair[0] for pair in visits.values()]
    foreign, cookies = sum(visit.foreign for visit in first), sum(visit.cookies for visit in first)
    octets, requests = visits[heavy][0].octets, visits[busy][0].requests
    return [
        Line("first visit on a phone, over the wire, cold", "≤ 150 kB", "≤ 100 kB", f"{_kb(octets)} ({heavy})", met=octets <= 150_000),
        Line(
            "requests of it · to others · cookies",
            "0 · 0",
            "≤ 8 · 0 · 0",
            f"{requests} ({busy}) · {foreign} · {cookies}",
            met=not foreign and not cookies,
        ),
        Line("second visit, over the wire", "", "", f"{_kb(visits[again][1].octets)}, {visits[again][1].requests} request(s), {again}"),
    ]


def _size(address: str) -> int:
    from urllib.request import urlopen

    with urlopen(address, timeout=60) as answer:
        return len(answer.read())


def _memory(houses) -> list[Line]:
    small, large = (house.memory() for house in houses)
    measured = f"{small / 1e6:.0f} and {large / 1e6:.0f} MB"
    return [Line(f"memory of a worker after the load, {SMALL:,} and {LARGE:,} rows", "≤ 150 MB", "≤ 120 MB", measured, met=large <= 150e6)]


def _start(house) -> Line:
    seconds = house.start_seconds
    return Line("second `quartier run`, until the first page is there", "< 5 s", "", f"{seconds:.1f} s", met=seconds < 5)


# --- the table ------------------------------------------------------------------------------------------------------------


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _kb(octets: int) -> str:
    return f"{octets / 1000:.1f} kB"


def _table(lines: list[Line]) -> str:
    head = ["what", "must", "goal", "measured", "ratio", "must met"]
    cells = [
        head,
        *([line.what, line.must, line.goal, line.measured, line.ratio, {True: "yes", False: "NO", None: ""}[line.met]] for line in lines),
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    rows = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells]
    return "\n".join([rows[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *rows[1:]])


if __name__ == "__main__":
    sys.exit(main())
