"""What tables and columns hold, in the words that people read in their data."""

from bot.wording.language import gettext as _


def titles() -> dict[str, str]:
    """Return what each table holds, in the order in which it is told."""
    return {**_oneself(), **_rounds(), **_sessions(), **_digests(), **_organising()}


def _oneself() -> dict[str, str]:
    """Who somebody is here, and what they agreed to."""
    return {
        "member": _("What you told us"),
        "member_interest": _("Your interests"),
        "account": _("Your accounts"),
        "account_address": _("Your e-mail addresses"),
        "link_code": _("Codes to link accounts that you made or used"),
        "member_merge": _("When two of your memberships were made one"),
        "not_same_person": _("Accounts that you said are not yours"),
        "account_space": _("Other workspaces in which you were seen"),
        "account_choice": _("The network you chose here"),
        "place": _("Our conversation with you"),
        "invitation": _("The invitation by which you joined"),
        "consent": _("What you agreed to, and when"),
    }


def _rounds() -> dict[str, str]:
    """Introductions and what came of them."""
    return {
        "enrolment": _("Schemes you're in, or were"),
        "turn": _("Rounds that we asked you about"),
        "seat": _("Whom you've been introduced to"),
        "meeting": _("When you met"),
        "feedback": _("What you said after meetings"),
        "past_meeting": _("Whom you met before, from an organiser's list"),
        "stay_in_touch": _("Whom you wish to meet again, or not"),
        "waiting": _("When you waited for another partner"),
        "left_out": _("Rounds in which we found nobody for you"),
        "avoid": _("People you don't want to be introduced to"),
    }


def _sessions() -> dict[str, str]:
    """Sessions and what was written of them."""
    return {
        "session_person": _("Sessions that you led, or took notes of"),
        "session_interest": _("Sessions that you're interested in"),
        "session": _("Sessions that you added"),
        "note": _("Notes that you took"),
        "note_version": _("Changes that you made to notes"),
        "note_draft": _("Notes that you have not saved yet"),
        "note_post": _("Notes that you posted"),
        "note_reminder": _("Questions after sessions that you don't want"),
        "room_point": _("Points that you added on a room's page"),
        "takeaway": _("What you took away"),
        "note_call": _("Calls for examples that you opened"),
        "call_entry": _("Examples and tips that you added"),
        "session_link": _("Links that you added to sessions"),
        "session_outcome": _("What you said happened next"),
        "upload": _("Files that you gave us and that we have not read yet"),
        "session_action": _("What you said you would do"),
        "carrying": _("Conversations that you carry on"),
    }


def _digests() -> dict[str, str]:
    """Blogs, and reminders to write."""
    return {
        "digest": _("Digests of yours, and those of channels that you set up"),
        "feed_follow": _("Blogs that you follow, or added"),
        "digest_mute": _("What your digest leaves out"),
        "edition": _("Digests that we made for you"),
        "blog": _("Blogs that you said you write"),
        "write_prompt": _("When we remind you to write"),
        "feed_suggestion": _("Blogs that you suggested"),
        "same_post": _("Posts that you said are the same"),
    }


def _organising() -> dict[str, str]:
    """What they did for others, and what was done for them."""
    return {
        "report": _("What you told the organisers"),
        "organiser": _("Your role as an organiser"),
        "programme": _("Schemes that you look after"),
        "event": _("Events that you set up"),
        "theme_follow": _("Themes that you let a channel follow"),
        "invitation_made": _("Invitations that you sent"),
        "published_list": _("Lists of blog posts that you published"),
        "removal": _("Requests to remove something that you settled"),
        "join_page": _("The public page to join by, if you opened it"),
        "organisation_change": _("Changes of organisations that you noted"),
        "organisation_domain": _("Addresses of organisations that you confirmed"),
        "network_code": _("Codes for workspaces that you made or used"),
        "installation": _("Workspaces to which you added Teapoint"),
        "audit": _("What you did as an organiser"),
        "errand": _("What you asked us to do"),
        "delivery": _("Messages we sent you"),
    }


def kinds() -> dict[str, str]:
    """Return what messages are about."""
    return {
        "AccountLinked": _("an account that was linked with yours"),
        "CheckIn": _("whether you've met"),
        "Introduced": _("an introduction"),
        "Kept": _("an answer that you asked for"),
        "LeftOutOfRound": _("that we found nobody for you"),
        "SamePersonAsked": _("whether another account is yours"),
        "OneOfSeveralGone": _("that one of you has left an introduction, and the others go on"),
        "PartnerLeft": _("that an introduction is called off"),
        "PartnerUnreachable": _("that we can't reach somebody whom you were to meet"),
        "PauseEnded": _("the end of your break"),
        "Welcome": _("welcome"),
    }


def fields() -> dict[str, str]:
    """Return what each column holds."""
    return _fields_of_accounts() | {
        "answered_at": _("answered"),
        "at": _("when"),
        "contact": _("contact details for partners"),
        "created_at": _("when"),
        "debt": _("how much more you count in the next round"),
        "introduced_at": _("introduced"),
        "joined_at": _("joined"),
        "kind": _("what"),
        "label": _("period"),
        "last_score": _("how well your last introduction fitted"),
        "left_at": _("left"),
        "made_at": _("since"),
        "notice_version": _("version of the privacy notice"),
        "paused_until": _("paused until"),
        "reads": _("which blogs"),
        "reported_at": _("when"),
        "rhythm": _("how often"),
        "said_at": _("when"),
        "sat_out": _("left out last time"),
        "sessions": _("asked after sessions that you led"),
        "shown": _("name"),
        "shows": _("which posts"),
        "skip_next": _("sitting out the next round"),
        "url": _("web address"),
        "via": _("through"),
        "weekday": _("day"),
        "what": _("what you write"),
        "work_days": _("days you work"),
        "zone": _("whose clock you go by"),
    }


def _fields_of_accounts() -> dict[str, str]:
    """How somebody is known and reached, and how we know that."""
    return {
        "added_at": _("since"),
        "address": _("address"),
        "authority": _("workspace"),
        "bounced_at": _("refused"),
        "bounced_why": _("why it was refused"),
        "expires_at": _("good until"),
        "external_id": _("the platform's name for it"),
        "external_user": _("the platform's name for you"),
        "given_at": _("given"),
        "gone": _("account closed"),
        "how": _("how we know it"),
        "merged_at": _("made one"),
        "stopped_at": _("no e-mail wanted since"),
        "undone_at": _("made two again"),
        "used_at": _("used"),
        "organisation_confirmed_at": _("organisation confirmed by your work address"),
        "verified_at": _("confirmed"),
    }
