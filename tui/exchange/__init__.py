"""Logs in the formats of other programs, out and in; no screen and no command line."""
