"""Telling a person what to do now."""
