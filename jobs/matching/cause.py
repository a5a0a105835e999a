"""Why nobody can be found for those left over, named in plain words.

The alternating forest (forest.py) gives D, the members some best plan leaves out, and A, the
partners they all compete for: D's groups outnumber A, and that is the whole cause.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from jobs.matching.encode import fold
from jobs.matching.forest import Forest, grow_forest
from jobs.matching.pool import Pool
from jobs.matching.records import Cause, LeftOut, Person, Rules

NOBODY_ELSE = "There is nobody else to meet in this round."
ALL_TAKEN = "Everybody else is already in a group."
NAMED = 6  # a list of people up to this long is spelt out


def name_causes(
    people: Sequence[Person],
    pool: Pool,
    groups: Sequence[tuple[int, ...]],
    left: list[int],
    rules: Rules,
    *,
    others_taken: bool = False,
) -> list[LeftOut]:
    """For each left-over of this pool (numbered as `people`), the kind of cause and a sentence."""
    if not left:
        return []
    if len(people) == 1:
        return [LeftOut(people[0].id, Cause.ALONE, ALL_TAKEN if others_taken else NOBODY_ELSE)]
    forest = _forest(pool, groups, left)
    crowd = _describe_crowd(people, forest, left, rules)
    return [
        LeftOut(people[v].id, *(_describe_lonely(people, pool, v, rules) or crowd)) for v in left
    ]


def _forest(pool: Pool, groups: Sequence[tuple[int, ...]], left: list[int]) -> Forest:
    mate = np.full(pool.n, -1)
    active = np.zeros(pool.n, np.bool_)
    active[left] = True
    for group in groups:
        if len(group) == 2:
            mate[group[0]], mate[group[1]] = group[1], group[0]
            active[list(group)] = True
    return grow_forest(lambda member: pool.legal(member) & active, mate, left)


def _describe_lonely(
    people: Sequence[Person], pool: Pool, member: int, rules: Rules
) -> tuple[Cause, str] | None:
    """The cause where this member may meet nobody at all."""
    if pool.legal(member).any():
        return None
    if _everybody_is_a_colleague(people, member, rules):
        name = people[member].organisation.strip()
        return Cause.ORGANISATION, f"Everybody is from {name}, and colleagues are not matched."
    return (
        Cause.NOBODY_LEGAL,
        f"Nobody is left whom {people[member].id} may meet: everybody else is a colleague "
        "or on an avoid list.",
    )


def _everybody_is_a_colleague(people: Sequence[Person], member: int, rules: Rules) -> bool:
    names = {fold(person.organisation) for person in people}
    return rules.different_organisation and len(names) == 1 and bool(people[member].organisation)


def _describe_crowd(
    people: Sequence[Person], forest: Forest, left: list[int], rules: Rules
) -> tuple[Cause, str]:
    outer = [people[v] for v in forest.outer]
    biggest, held = Counter(fold(p.organisation) for p in outer).most_common(1)[0]
    if rules.different_organisation and biggest and held == len(outer):
        return Cause.ORGANISATION, _too_big(people, biggest, len(forest.inner), len(left))
    if not len(forest.inner):
        return Cause.ODD, _odd(outer)
    return Cause.CROWDED, _crowded(people, forest, len(left))


def _too_big(people: Sequence[Person], folded: str, partners: int, out: int) -> str:
    members = [p for p in people if fold(p.organisation) == folded]
    name = members[0].organisation.strip()
    return (
        f"{name} has {len(members)} of {len(people)} members, and colleagues are not matched, "
        f"so {_count(partners, 'other', 'others')} can each meet one of them and "
        f"{_count(out, 'person has', 'people have')} to sit out."
    )


def _crowded(people: Sequence[Person], forest: Forest, out: int) -> str:
    many = _list([people[v].id for v in forest.outer])
    few = _list([people[v].id for v in forest.inner])
    return (
        f"{many} can only meet {few}: everybody else is a colleague or on an avoid list, "
        f"so {_count(out, 'person has', 'people have')} to sit out."
    )


def _odd(outer: Sequence[Person]) -> str:
    return (
        f"{_list([p.id for p in outer])} can only meet each other. They are an odd number, "
        "and no group of three among them works, so one has to sit out."
    )


def _list(ids: Sequence[str]) -> str:
    if len(ids) > NAMED:
        return f"{len(ids)} people"
    return ids[0] if len(ids) == 1 else f"{', '.join(ids[:-1])} and {ids[-1]}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
