"""The journal of a session that runs, and what is left of one that was cut short."""
