"""After a session: who carries it on, what came of it, and meeting those who were interested."""
