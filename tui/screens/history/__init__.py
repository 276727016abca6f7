"""Past sessions."""
