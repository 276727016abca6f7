"""Logs as TOML files: model, names, reading and writing."""
