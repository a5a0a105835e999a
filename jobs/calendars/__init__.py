"""Days and clocks: what is due when, working days and hours, quiet days. Pure but for `quiet_days`,
which reads a network's own.
"""
