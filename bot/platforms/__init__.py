"""Where people are: one folder is one platform, and none knows another.

Each hears (`listen`), shows (`render`, pure) and speaks (`speak`, the jobs' port). Its SDK
stays in its folder.
"""
