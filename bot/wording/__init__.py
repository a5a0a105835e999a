"""The words: facts in, messages out; every sentence that people read is marked for translation.

May import: `bot.message`, storage records (and a transaction to look facts up), the jobs' records.
"""
