"""The page for a room: who may come in, what becomes of each point, and the code to scan."""
