"""Tables in, tables out: one module a question."""
