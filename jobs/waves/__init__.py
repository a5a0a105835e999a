"""Later waves of a round: who waits for another partner, and how they find one."""
