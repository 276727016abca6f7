"""A session under way: engine, clock and journal kept in step; shared by screen and plain mode."""
