"""Slack's limits on the elements of Block Kit (buttons, menus, inputs)."""

from collections.abc import Callable, Mapping

from bot.playground.common.given import Json, Raw
from bot.playground.slack.findings import Findings

LONGEST_ID = 255
LONGEST_INPUT = 3_000
MOST_FILES = 10
SELECTS = ("static", "external", "users", "conversations", "channels")
MENUS = {f"{kind}_select" for kind in SELECTS}
MULTI_MENUS = {f"multi_{menu}" for menu in MENUS}
PICKERS = {"datepicker", "timepicker", "datetimepicker"}
CHOICES = {"checkboxes", "radio_buttons"}
TYPED = {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
}
IN_ACTIONS = {"button", "overflow", "workflow_button"} | MENUS | MULTI_MENUS | PICKERS | CHOICES
IN_SECTION = IN_ACTIONS | {"image"}
IN_INPUT = MENUS | MULTI_MENUS | PICKERS | CHOICES | TYPED

Check = Callable[[Findings, Json, str], None]


def check_element(found: Findings, element: Raw, allowed: set[str], at: str) -> None:
    """An element that may stand here, within its limits."""
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in allowed:
        found.report(f"unsupported type: {kind}", f"{at}/type")
        return
    found.check_string(element, "action_id", LONGEST_ID, at)
    found.check_text(element, "placeholder", 150, at, plain=True, needed=False)
    _check_confirm(found, element, at)
    if check := CHECKS.get(kind):
        check(found, element, at)


def check_image(found: Findings, image: Json, at: str) -> None:
    """An image: where it is, and its words for those who do not see it."""
    if not image.get("image_url") and not image.get("slack_file"):
        found.report("missing required field: image_url", at)
    if not image.get("alt_text"):
        found.report("missing required field: alt_text", at)
    found.check_string(image, "image_url", 3_000, at)
    found.check_string(image, "alt_text", 2_000, at)


def _check_confirm(found: Findings, element: Json, at: str) -> None:
    confirm = element.get("confirm")
    if confirm is None:
        return
    place = f"{at}/confirm"
    found.check_text(confirm, "title", 100, place, plain=True)
    found.check_text(confirm, "text", 300, place, plain=False)
    found.check_text(confirm, "confirm", 30, place, plain=True)
    found.check_text(confirm, "deny", 30, place, plain=True)


def _check_button(found: Findings, button: Json, at: str) -> None:
    found.check_text(button, "text", 75, at, plain=True)
    found.check_string(button, "value", 2_000, at)
    found.check_string(button, "url", 3_000, at)
    found.check_string(button, "accessibility_label", 75, at)
    if button.get("style", "primary") not in {"primary", "danger"}:
        found.report("must be one of: primary, danger", f"{at}/style")


def _check_select(found: Findings, select: Json, at: str) -> None:
    groups = select.get("option_groups")
    if groups is None:
        _check_options(found, select.get("options"), 100, f"{at}/options")
    elif found.check_count(groups, 1, 100, f"{at}/option_groups"):
        for n, group in enumerate(groups):
            place = f"{at}/option_groups/{n}"
            found.check_text(group, "label", 75, place, plain=True)
            _check_options(found, group.get("options"), 100, f"{place}/options")


def _check_few(most: int) -> Check:
    def check(found: Findings, element: Json, at: str) -> None:
        _check_options(found, element.get("options"), most, f"{at}/options")

    return check


def _check_options(found: Findings, options: Raw, most: int, at: str) -> None:
    if not found.check_count(options, 1, most, at):
        return
    for n, option in enumerate(options):
        found.check_text(option, "text", 75, f"{at}/{n}", plain=False)
        found.check_string(option, "value", 150, f"{at}/{n}")
        found.check_text(option, "description", 75, f"{at}/{n}", plain=False, needed=False)
    found.check_unique([str(option.get("value")) for option in options], "option values", at)


def _check_plain_input(found: Findings, element: Json, at: str) -> None:
    found.check_string(element, "initial_value", LONGEST_INPUT, at)
    shortest = element.get("min_length", 0)
    longest = element.get("max_length", LONGEST_INPUT)
    if not 0 <= shortest <= LONGEST_INPUT:
        found.report(f"must be between 0 and {LONGEST_INPUT}", f"{at}/min_length")
    if not 1 <= longest <= LONGEST_INPUT:
        found.report(f"must be between 1 and {LONGEST_INPUT}", f"{at}/max_length")
    if shortest > longest:
        found.report("must not be more than max_length", f"{at}/min_length")


def _check_number(found: Findings, element: Json, at: str) -> None:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        found.report("missing required field: is_decimal_allowed", at)


def _check_files(found: Findings, element: Json, at: str) -> None:
    if not 1 <= element.get("max_files", 10) <= MOST_FILES:
        found.report(f"must be between 1 and {MOST_FILES}", f"{at}/max_files")
    kinds = element.get("filetypes", [])
    if not isinstance(kinds, list) or any(not str(kind).isalnum() for kind in kinds):
        found.report("must be a list of file types without their dot", f"{at}/filetypes")


CHECKS: Mapping[str, Check] = {
    "button": _check_button,
    "static_select": _check_select,
    "multi_static_select": _check_select,
    "overflow": _check_few(5),
    "checkboxes": _check_few(10),
    "radio_buttons": _check_few(10),
    "plain_text_input": _check_plain_input,
    "number_input": _check_number,
    "file_input": _check_files,
    "image": check_image,
}
