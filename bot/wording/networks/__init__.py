"""Networks, the workspaces they live in, and the organisations of their members."""
