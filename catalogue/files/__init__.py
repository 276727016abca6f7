"""Any TOML file a person wrote, with line numbers; no exercise is known here."""
