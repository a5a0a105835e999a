"""What `teapoint` does besides running: a file for each subject, put together in `bot/cli.py`."""
