"""Members come, rest, fall silent and go, and come from an organiser's old sheet."""
