"""Action learning sets: who is in one, when it meets, what changes."""
