"""What can be trained: exercises and routines as data, and the schema they keep."""
