"""How often the join page and members' pages may be used, from one place and for one address."""

from limits import RateLimitItemPerDay, RateLimitItemPerHour, RateLimitItemPerMinute

from bot.pages.guess_pace import GuessPace

ASKS_OF_A_PLACE = 40
MAILS_OF_A_PAGE = 120
MAILS_TO_ONE = 3
MAILS_TO_ONE_A_DAY = 6
PRESSES_A_MINUTE = 60


class MailPace(GuessPace):
    """Counts in this process, in real time; nothing is stored.

    A workshop behind one network address still gets in: `ASKS_OF_A_PLACE` an hour. A page sends
    `mails_of_a_page` an hour, an address gets `MAILS_TO_ONE`.
    """

    def __init__(
        self, mails_of_a_page: int = MAILS_OF_A_PAGE, presses: int = PRESSES_A_MINUTE
    ) -> None:
        super().__init__()
        self._asks = RateLimitItemPerHour(ASKS_OF_A_PLACE)
        self._page = RateLimitItemPerHour(mails_of_a_page)
        self._one = (RateLimitItemPerHour(MAILS_TO_ONE), RateLimitItemPerDay(MAILS_TO_ONE_A_DAY))
        self._presses = RateLimitItemPerMinute(presses)

    def may_ask(self, place: str) -> bool:
        """Count one form from a network address; return whether it is within the limit."""
        return self._limiter.hit(self._asks, "asks", place)

    def may_send(self, page: str) -> bool:
        """Count one mail of a join page; return whether it is within the limit."""
        return self._limiter.hit(self._page, "page", page)

    def may_write_to(self, address: str) -> bool:
        """Count one mail to somebody; return whether it is within both limits."""
        counted = [self._limiter.hit(limit, "one", address) for limit in self._one]  # each of them
        return all(counted)

    def may_press(self, account: str) -> bool:
        """Count one press of somebody who is signed in; return whether it is within the limit."""
        return self._limiter.hit(self._presses, "presses", account)
