"""What several verbs share: reading a form, keeping a draft, moving a session, and answering.

Between the commands, which do not know each other, and what people mean. May import: jobs,
storage, `bot.meaning`, `bot.wording`, `bot.command`, `bot.message`.
"""
