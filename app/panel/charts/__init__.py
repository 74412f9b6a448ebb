"""Charts as the server draws them: pure reckoning of places and lengths; templates/panel/charts draws them as SVG.

Enters: whole numbers, None for silence. Leaves: geometry without colours or words. No script and no style attribute comes of it, each
chart has a title, a description and its table, and nothing is told by colour alone.
"""
