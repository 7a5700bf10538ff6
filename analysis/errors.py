"""The one exception that a user's input can cause."""


class InputError(ValueError):
    """Say in one line which file, row or key cannot be used, and why."""
