"""Workspaces: installed, connected to networks, their tokens renewed, taken out again."""
