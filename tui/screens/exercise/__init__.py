"""One exercise over time."""
