"""Changes to logs by hand: values, rows, whole workouts."""
