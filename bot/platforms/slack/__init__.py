"""Slack: slash commands, buttons, forms, App Home and words in direct messages; and the voice.

`listen` hears, `render` and `views` show (pure), `reply` answers, `speak` fills the jobs' port.
slack_bolt and slack_sdk are used in this folder only.
"""
