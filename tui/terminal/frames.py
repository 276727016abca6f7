"""How often Textual paints at most: 1000 times a second, unless `TEXTUAL_FPS` says otherwise.

Its own 60 makes a key that comes just after another painting wait for up to two frames; no more is painted for it, as
nothing here paints without something new to show. Imported before the modules of Textual that read the constant. The
environment is not for this: what is set there reaches the person's commands, editor and voice.
"""

from __future__ import annotations

import os

from textual import constants

if "TEXTUAL_FPS" not in os.environ:
    vars(constants)["MAX_FPS"] = 1000
