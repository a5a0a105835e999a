"""Turn a text into session notes: pasted into a form, or typed after the words."""

from bot.command import Call, Command
from bot.form import Answer, FormErrors, Values
from bot.steps import pasting
from bot.wording.language import gettext as _
from bot.wording.notes import note_paste


def run(call: Call) -> Answer:
    """Open the form to paste into; what was typed after the words is understood at once."""
    if call.said:
        return pasting.understand(call, call.said, "paste", in_form=False)
    return note_paste.paste_form()


def submit(call: Call, values: Values) -> Answer:
    """Show what was understood, for correction."""
    boxes = {name: value for name, value in values.items() if isinstance(value, str)}
    text = note_paste.pasted_text(boxes)
    if not text.strip():
        return FormErrors({note_paste.PASTE: _("Paste or type the notes here.")})
    return pasting.understand(call, text, "paste", in_form=True)


COMMAND = Command(
    words=("notes", "paste"),
    help=_("Turn a text into session notes: one session, or several at once."),
    usage=_("[the notes]"),
    example="Session title: Data sharing",
    run=run,
    submit=submit,
)
