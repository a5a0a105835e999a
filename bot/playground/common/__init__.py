"""What the stand-ins of all platforms share: nothing here knows a platform.

guard · calling · sever · faults · trouble · pace · page_errors · streams · background · watch
wire · given
"""
