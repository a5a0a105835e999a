"""A member's own matters: joining, profile, breaks, data, leaving."""
