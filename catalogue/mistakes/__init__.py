"""Every mistake of a catalogue file at once, in sentences."""
