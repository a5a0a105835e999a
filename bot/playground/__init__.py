"""Local stand-ins of the platforms, to try the bot in and to test it against.

Imports nothing of ours, and no chat SDK: it speaks HTTP to the bot.
"""
