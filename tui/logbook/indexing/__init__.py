"""The parts of the index: its file, how logs get into it, and how rows come out."""
