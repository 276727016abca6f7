"""The terminal: its mode, its bytes, its reports."""
