"""A way of contact as somebody typed it: an address, a number, or something else."""

import re

from storage.types import Contact

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_PHONE = re.compile(r"[+(\d][\d\s().+-]*")
_FEWEST_DIGITS = 3  # an extension


def is_email(text: str) -> bool:
    """Return whether this may be an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Return whether this holds enough digits for a phone number or an extension."""
    return sum(letter.isdigit() for letter in text) >= _FEWEST_DIGITS


def read_contact(text: str) -> Contact | None:
    """Return what was typed as the kind of contact that it is; None for nothing."""
    if not text:
        return None
    if is_email(text):
        return Contact(email=text)
    if _PHONE.fullmatch(text) and is_phone(text):
        return Contact(phone=text)
    return Contact(other=text)
