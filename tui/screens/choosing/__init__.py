"""The choosing screen."""
