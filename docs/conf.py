"""How the docs are built: Markdown, no third-party loads."""

project = "Quartier"
extensions = ["myst_parser"]
html_theme = "furo"
language = "en"
exclude_patterns = ["_build"]
myst_heading_anchors = 3
html_title = "Quartier"
