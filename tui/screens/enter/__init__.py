"""Entering a workout done elsewhere."""
