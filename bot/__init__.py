"""The voice: hears commands, words answers and notices, and speaks on each platform.

Here live the neutral messages, the commands (one file, one verb), the platforms (one folder
each), the playground and the wiring. May import: jobs, storage, and in a platform's folder its SDK.
"""
