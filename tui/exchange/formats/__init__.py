"""The formats, one a file; `tui.exchange.registry` lists them."""
