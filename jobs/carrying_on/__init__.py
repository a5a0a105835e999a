"""After a session: who carries its conversation on, what came of it, and who meets whom for it."""
