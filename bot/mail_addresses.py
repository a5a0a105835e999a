"""What is an e-mail address, wherever one is typed, set or written to."""

from email_validator import EmailNotValidError, ValidatedEmail, validate_email


def read_mail_address(typed: str) -> ValidatedEmail | None:
    """Return an address in its parts; None where it is none. Nobody is asked whether it exists.

    Addresses under .test are fine: those of trials are.
    """
    try:
        return validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None


def read_mailbox(typed: str) -> str | None:
    """Return an address as mail servers take it; None where it is none, or cannot get mail."""
    found = read_mail_address(typed)
    return found.normalized if found and found.ascii_email else None
