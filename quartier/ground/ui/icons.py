"""Icons of the look: 24 px grid, 2 px line, drawn inline so that they follow the text colour."""

PATHS = {
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 21 21",
    "menu": "M3 6h18M3 12h18M3 18h18",
    "globe": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c3 2.5 4 5.500 4 9s-1 6.500-4 9c-3-2.500-4-5.500-4-9s1-6.500 4-9Z",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "down": "M5 9l7 7 7-7",
    "ok": "M4 12.5 9.500 18 20 6.500",
    "x": "M5 5l14 14M19 5 5 19",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v6M12 7v1",
    "warn": "M12 3 2 21h20ZM12 10v5M12 17v1",
    "lock": "M6 11h12v10H6ZM8 11V7a4 4 0 0 1 8 0v4",
    "phone": "M5 3h4l2 5-2.500 2a12 12 0 0 0 5.500 5.500l2-2.500 5 2v4a2 2 0 0 1-2 2C11 21 3 13 3 5a2 2 0 0 1 2-2Z",
    "mail": "M3 5h18v14H3ZM3 6l9 7 9-7",
    "pin": "M12 21s7-6.500 7-12a7 7 0 0 0-14 0c0 5.500 7 12 7 12ZM12 6.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5Z",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3.500 2.500",
    "bulb": "M9 18h6M10 21h4M8 14.500a6 6 0 1 1 8 0c-.8.7-1 1.500-1 3.500H9c0-2-.2-2.800-1-3.500Z",
    "euro": "M18 6.500A7 7 0 1 0 18 17.500M3 10h10M3 14h9",
    "door": "M5 21V3h14v18M3 21h18M15 12v1",
    "print": "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7Z",
    "cal": "M4 5h16v16H4ZM4 10h16M8 3v4M16 3v4",
    "user": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 21a8 8 0 0 1 16 0",
    "camera": "M3 7h4l2-3h6l2 3h4v13H3ZM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Z",
    "dl": "M12 4v12M6 11l6 6 6-6M4 21h16",
    "sign": "M3 17c3-6 5-9 7-9s-2 8 0 8 3-4 5-4-1 4 1 4 2-1 5-1",
    "list": "M8 6h13M8 12h13M8 18h13M3 6h1M3 12h1M3 18h1",
    "ear": "M7 10a5 5 0 0 1 10 0c0 4-4 4.500-4 8a3 3 0 0 1-5 2.200M10 10a2 2 0 0 1 4 0c0 1.500-1.500 2-2 3.500",
    "back": "M20 12H5M11 6l-6 6 6 6",
}
FLIPPED = {"arrow", "back"}  # arrows turn round on right-to-left pages


def svg(name: str, css: str = "") -> str:
    """Return the inline SVG of an icon; always stands beside a word, so it is hidden from screen readers. KeyError if unknown."""
    classes = " ".join(filter(None, ["ic", "flip" if name in FLIPPED else "", css]))
    return f'<svg class="{classes}" viewBox="0 0 24 24" aria-hidden="true"><path d="{PATHS[name]}"/></svg>'
