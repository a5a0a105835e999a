"""What a person means: which network, scheme, introduction or person, or what to ask first.

Shared by commands, which do not know each other. May import: jobs, storage, `bot.command`,
`bot.message`, `bot.wording`.
"""
