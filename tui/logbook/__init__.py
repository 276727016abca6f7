"""Logs on disk: the journal that keeps a session safe while it runs, and the TOML files that are left of it."""
