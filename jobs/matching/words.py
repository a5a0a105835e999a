"""Reasons as English sentences, for the command line; the product words them itself."""

from jobs.matching.records import Group, PairReasons, Rules


def describe_group(group: Group) -> list[str]:
    """Why these people are together, a sentence each; beyond two, each says whom it is about."""
    if len(group.members) == 2:
        return [text for pair in group.reasons for text in describe_pair(pair)]
    return [
        f"{pair.a} and {pair.b}: {text[0].lower()}{text[1:]}"
        for pair in group.reasons
        for text in describe_pair(pair)
    ]


def describe_pair(pair: PairReasons) -> list[str]:
    """Why two people are together, in plain sentences."""
    found = []
    if pair.shared_interests:
        found.append(f"Both care about {join_words(pair.shared_interests)}.")
    if pair.professions and pair.different_profession:
        found.append(f"Different professions: {join_words(pair.professions)}.")
    if pair.sectors and pair.different_sector:
        found.append(f"Different sectors: {join_words(pair.sectors)}.")
    if pair.regions and pair.same_region is not None:
        same = f"Same region: {pair.regions[0]}."
        found.append(
            same if pair.same_region else f"Different regions: {join_words(pair.regions)}."
        )
    if pair.rounds_ago is not None:
        found.append(f"They met {describe_ago(pair.rounds_ago)}: nobody new was left.")
    return found or ["They may meet, and have not met lately."]


def describe_repeat(group: Group, rules: Rules) -> str:
    """Which people of a group met before within the rule, and when."""
    again = [pair for pair in group.reasons if pair.rounds_ago is not None]
    met = join_words([f"{p.a} and {p.b} met {describe_ago(p.rounds_ago or 0)}" for p in again])
    if group.locked:
        return f"{met}. An organiser has put them together again."
    return (
        f"{met}. The rule is not to meet again within {rules.no_repeat_within} rounds, "
        "and it had to bend."
    )


def describe_ago(rounds: int) -> str:
    """How long ago, in words."""
    if rounds <= 1:
        return "last round" if rounds == 1 else "in this round"
    return f"{rounds} rounds ago"


def join_words(words: tuple[str, ...] | list[str]) -> str:
    """a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
