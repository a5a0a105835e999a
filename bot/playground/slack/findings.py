"""What is wrong with a piece of Block Kit, each with its place as a JSON pointer."""

from bot.playground.common.given import Json, Raw

TEXT_TYPES = {"plain_text", "mrkdwn"}


class Findings(list[str]):
    """Problems in the words of Slack's response_metadata.messages."""

    def report(self, problem: str, at: str) -> None:
        """Add one problem."""
        self.append(f"[ERROR] {problem} [json-pointer:{at}]")

    def check_string(self, holder: Json, key: str, most: int, at: str) -> None:
        """An optional string of at most so many characters."""
        value = holder.get(key)
        if value is None:
            return
        if not isinstance(value, str):
            self.report("must be a string", f"{at}/{key}")
        elif len(value) > most:
            self.report(f"must be less than {most + 1} characters", f"{at}/{key}")

    def check_text(
        self, holder: Json, key: str, most: int, at: str, *, plain: bool, needed: bool = True
    ) -> None:
        """A text object of 1 to `most` characters; only plain_text where `plain`."""
        value, place = holder.get(key), f"{at}/{key}"
        if value is None:
            if needed:
                self.report(f"missing required field: {key}", at)
            return
        if not isinstance(value, dict) or value.get("type") not in TEXT_TYPES:
            self.report("must be a text object", place)
        elif plain and value["type"] != "plain_text":
            self.report("must be a plain_text object", place)
        else:
            self._check_characters(value.get("text"), most, f"{place}/text")

    def check_count(self, value: Raw, least: int, most: int, at: str) -> bool:
        """A list of `least` to `most` items; True where the items may be looked at."""
        if not isinstance(value, list):
            self.report("must be an array", at)
            return False
        if len(value) < least:
            self.report(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            self.report(f"no more than {most} items allowed", at)
        return True

    def check_unique(self, names: list[str], what: str, at: str) -> None:
        """No name twice."""
        if len(set(names)) < len(names):
            self.report(f"{what} must be unique", at)

    def _check_characters(self, text: Raw, most: int, at: str) -> None:
        if not isinstance(text, str):
            self.report("must be a string", at)
        elif not text:
            self.report("must be more than 0 characters", at)
        elif len(text) > most:
            self.report(f"must be less than {most + 1} characters", at)
