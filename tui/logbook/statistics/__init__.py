"""What logs come to: pure functions of the rows of the index. No clock, no files."""
