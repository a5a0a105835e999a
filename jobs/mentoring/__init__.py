"""Mentoring: pairs that last some months, within what each member has room for."""
