"""The index of all logs: an SQLite file that is made anew at will."""
