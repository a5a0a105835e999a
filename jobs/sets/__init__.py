"""Action learning sets: the same few people over several meetings."""
