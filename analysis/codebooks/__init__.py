"""Instruments as TOML: load them, test them with their own examples, find their terms."""
