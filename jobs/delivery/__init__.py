"""What leaves the house: `deliver` claims messages and is the only job that speaks.

It speaks through the port `voice`; the others decide by which route and in which pace, and what
follows a refusal.
"""
