"""Schemes: their forms, rhythm, posts, figures and end."""
