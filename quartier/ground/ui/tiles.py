"""Tiles: the face of a quarter. A colour and a pattern, drawn inline so that they follow colour class and dark mode."""

PATTERNS = {  # number: (side of the tile, its shapes)
    0: (
        48,
        '<path class="t-deep" d="M0 0h48v48H0z"/><path class="t-joint" d="M0 0h48v2H2v46H0z"/>',
    ),
    1: (
        48,
        '<path class="t-bright" d="M0 0h48v48H0z"/>'
        '<path class="t-deep" d="M24 0l24 24-24 24L0 24z"/>'
        '<path class="t-joint" d="M24 13l11 11-11 11-11-11z"/>',
    ),
    2: (
        96,
        '<path class="t-bright" d="M0 0h96v96H0z"/>'
        '<path class="t-deep" d="M0 0h48a48 48 0 0 1-48 48z'
        'M96 0v48a48 48 0 0 1-48-48zM0 96V48a48 48 0 0 1 48 48zM96 96H48a48 48 0 0 1 48-48z"/>'
        '<path class="t-joint" d="M48 28l20 20-20 20-20-20z"/>'
        '<path class="t-wash" d="M0 0h20a20 20 0 0 1-20 20z'
        'M96 0v20a20 20 0 0 1-20-20zM0 96V76a20 20 0 0 1 20 20zM96 96H76a20 20 0 0 1 20-20z"/>',
    ),
    3: (
        48,
        '<path class="t-deep" d="M0 0h48v48H0z"/>'
        '<path class="t-bright" d="'
        'M24 2l6.400 6.600h9v9L46 24l-6.600 6.400v9h-9L24 46l-6.400-6.600h-9v-9L2 24l6.600-6.400v-9h9z"/>'
        '<circle class="t-joint" cx="24" cy="24" r="8"/>',
    ),
    4: (
        48,
        '<path class="t-deep" d="M0 0h48v48H0z"/>'
        '<path class="t-bright" d="M0 24a24 24 0 0 1 48 0zM-24 48a24 24 0 0 1 48 0zM24 48a24 24 0 0 1 48 0z"/>'
        '<path class="t-joint" d="M14 24a10 10 0 0 1 20 0zM-10 48a10 10 0 0 1 20 0zM38 48a10 10 0 0 1 20 0z"/>',
    ),
    5: (
        48,
        '<path class="t-bright" d="M0 0h48v48H0z"/>'
        '<path class="t-deep" d="M0 0h24v24H0zM24 24h24v24H24z"/>'
        '<path class="t-joint" d="M12 4l8 8-8 8-8-8zM36 28l8 8-8 8-8-8z"/>'
        '<circle class="t-deep" cx="36" cy="12" r="7"/>'
        '<circle class="t-deep" cx="12" cy="36" r="7"/>',
    ),
    6: (
        48,
        '<path class="t-joint" d="M0 0h48v48H0z"/>'
        '<path class="t-deep" d="M0 0c18 2 22 6 24 24C6 22 2 18 0 0z'
        'M48 0c-2 18-6 22-24 24C26 6 30 2 48 0zM48 48c-18-2-22-6-24-24 18 2 22 6 24 24zM0 48c2-18 6-22 24-24-2 18-6 22-24 24z"/>'
        '<path class="t-bright" d="M24 6l5 6-5 6-5-6zM24 30l5 6-5 6-5-6zM6 24l6-5 6 5-6 5zM30 24l6-5 6 5-6 5z"/>',
    ),
}
COLOURS = {
    "ziegel": "Ziegel",
    "senf": "Senf",
    "linde": "Linde",
    "flasche": "Flasche",
    "petrol": "Petrol",
    "pflaume": "Pflaume",
    "himbeer": "Himbeer",
    "schiefer": "Schiefer",
}
CITY_ROW = [(colour, number % 6 + 1) for number, colour in enumerate([*COLOURS, *COLOURS, *COLOURS])]


def css_class(place) -> str:
    """Return the colour class of a place ("k-himbeer"), or "" for the city and for places without a tile."""
    colour = getattr(place, "colour", "") or ""
    return f"k-{colour}" if colour in COLOURS else ""


def chip(place) -> str:
    """Return one small tile of the place as inline SVG, for use beside its name."""
    size, shapes = PATTERNS[_pattern(place)]
    return f'<svg class="chip {css_class(place)}" viewBox="0 0 {size} {size}" aria-hidden="true">{shapes}</svg>'


def band(place, height: str = "thin") -> str:
    """Return the band across the page in the place's tile ("thin", "" or "tall"); a place without a tile gets all tiles in a row."""
    if not css_class(place):
        return _all_tiles(height)
    size, shapes = PATTERNS[_pattern(place)]
    scale = ' patternTransform="scale(0.5)"' if height == "thin" else ""
    return (
        f'<svg class="band{_modifier(height)}" aria-hidden="true"><defs><pattern id="muster" width="{size}" height="{size}" '
        f'patternUnits="userSpaceOnUse"{scale}>{shapes}</pattern></defs><rect width="100%" height="100%" fill="url(#muster)"/></svg>'
    )


def strip(tiles: list[tuple[str, int]], columns: int = 16) -> str:
    """Return the poster strip: one tile of 80 px for each (colour, pattern), in rows."""
    rows = -(-len(tiles) // columns)
    cells = "".join(_cell(colour, pattern, 80 * (i % columns), 80 * (i // columns), 80) for i, (colour, pattern) in enumerate(tiles))
    used = sorted({pattern for _, pattern in tiles})
    return f'<svg class="strip" viewBox="0 0 {80 * columns} {80 * rows}" aria-hidden="true">{_symbols(used)}{cells}</svg>'


def _all_tiles(height: str) -> str:
    cells = "".join(_cell(colour, pattern, 24 * i, 0, 24) for i, (colour, pattern) in enumerate(CITY_ROW))
    width = 24 * len(CITY_ROW)
    return (
        f'<svg class="band{_modifier(height)}" aria-hidden="true">{_symbols(range(1, 7))}<defs><pattern id="muster" width="{width}" '
        f'height="24" patternUnits="userSpaceOnUse">{cells}</pattern></defs><rect width="100%" height="100%" fill="url(#muster)"/></svg>'
    )


def _cell(colour: str, pattern: int, x: int, y: int, side: int) -> str:
    return f'<g class="k-{colour}"><use href="#m{pattern}" x="{x}" y="{y}" width="{side}" height="{side}"/></g>'


def _symbols(patterns) -> str:
    symbols = (f'<symbol id="m{n}" viewBox="0 0 {PATTERNS[n][0]} {PATTERNS[n][0]}">{PATTERNS[n][1]}</symbol>' for n in patterns)
    return f"<defs>{''.join(symbols)}</defs>"


def _pattern(place) -> int:
    pattern = getattr(place, "tile_pattern", getattr(place, "pattern", 0)) or 0
    return pattern if pattern in PATTERNS else 0


def _modifier(height: str) -> str:
    return f" band-{height}" if height else ""
