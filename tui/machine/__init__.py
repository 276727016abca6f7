"""The outside world, replaceable in a test: clock, folders, printing, processes, the editor."""
