"""The commands: one folder a command, one file a verb. May import all of the voice but the
platforms, the dispatcher and each other."""
