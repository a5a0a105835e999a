"""Mentoring: what people offer and wish for, and how it goes."""
