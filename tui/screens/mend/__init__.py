"""Mending a log."""
