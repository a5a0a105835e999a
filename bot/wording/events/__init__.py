"""Events: their grids, slots, pitches and moves."""
