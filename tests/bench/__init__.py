"""How fast repcue is, beside a bare Textual app, in one run."""
