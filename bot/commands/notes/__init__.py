"""`/notes`: what was said in a session, for those who were not in the room."""
