"""An intruder for histories: as blunt as trying every person, but people whom no printed number tells apart are tried
together, so that three releases with people who left can be tried to the end."""

from __future__ import annotations

from itertools import product

from oracle.brute_force import covers, groups, ways_to_answer

ENDLESS = 10**9
# Who left and had not answered this question at all stands in no group.
NOWHERE = "nowhere"


def atoms_of(drafts, question):
    waves = sorted(frozenset().union(*covers(drafts)) | gone_of(drafts))
    named = groups(drafts)
    cells = sorted({cell for draft in drafts for cell in finest(drafts)})
    assert all(members <= set(cells) for members in _in_finest(drafts, named).values())
    gone = gone_of(drafts)
    everywhere = list(product(waves, cells, ways_to_answer(question)))
    return everywhere + [(wave, NOWHERE, frozenset()) for wave in sorted(gone)]


def finest(drafts):
    return max((draft.structure for draft in drafts), key=lambda one: len(one.cells)).cells


def _in_finest(drafts, named):
    """Every named group as the finest cells: a coarser release's cell is the group of that name."""
    cells = set(finest(drafts))
    known = {cell: frozenset({cell}) for cell in cells}
    known |= {group: members for (_, group), members in named.items() if members <= cells and group not in known}
    return {name: frozenset().union(*(known[cell] for cell in members)) for name, members in named.items()}


def gone_of(drafts):
    return {name for draft in drafts for name in draft.waves.left.values()}


def facts(drafts, question):
    """Every printed number: who is counted, and how many."""
    named = _in_finest(drafts, groups(drafts))
    for draft, waves in zip(drafts, covers(drafts), strict=True):
        for table in draft.tables:
            members = named[table.partition, table.group]
            if table.base is not None:
                yield (waves, members, None), table.base
            for cell in table.cells:
                yield (waves, members, frozenset(cell.codes)), cell.count
        if draft.waves.left:
            everybody = frozenset(finest(drafts)) | {NOWHERE}
            yield (frozenset(draft.waves.left.values()), everybody, None), draft.waves.withdrawn


def holds(atom, who):
    waves, members, codes = who
    return atom[0] in waves and atom[1] in members and (codes is None or bool(atom[2] & codes))


def worlds(drafts, question, most):
    """The kinds of people, the kind of each atom, and all numbers of them that give every figure; None where there are
    too many to try."""
    atoms, printed = atoms_of(drafts, question), list(facts(drafts, question))
    mark = [tuple(holds(atom, who) for who, _ in printed) for atom in atoms]
    kinds = [one for one in dict.fromkeys(mark) if any(one)]
    found = []

    def grow(at, left, counts):
        if len(found) > most:
            return
        if at == len(kinds):
            found.append(tuple(counts))
            return
        mine = [f for f, inside in enumerate(kinds[at]) if inside]
        for count in range(min(left[f] for f in mine) + 1):
            rest = [value - count if kinds[at][f] else value for f, value in enumerate(left)]
            if all(rest[f] == 0 for f in mine if not any(later[f] for later in kinds[at + 1 :])):
                grow(at + 1, rest, [*counts, count])

    grow(0, [count for _, count in printed], [])
    return None if len(found) > most else (atoms, mark, kinds, found)


def leaks(drafts, question, rule, most=8_000):
    """What all worlds together tell too narrowly; None where there are too many worlds."""
    tried = worlds(drafts, question, most)
    if tried is None:
        return None
    return {
        (who, is_not): ends
        for who, is_not, judged in _targets(drafts, question)
        if _told(
            (ends := _ends(tried, who, is_not=is_not)),
            (_ends(tried, (*who[:2], None), is_not=False)),
            who,
            judged,
            rule,
            drafts,
        )
        and not _was_told(tried, drafts, who, is_not, ends, rule)
    }


def _was_told(tried, drafts, who, is_not, ends, rule):
    """Whether the same was told before some of these people left, to within how many left and no nearer."""
    seen = covers(drafts)
    smallest = rule.minimum_base if who[2] is None else rule.minimum_cell
    told = frozenset().union(*seen)
    leaving = {frozenset(one.waves.left.values()) & told: one.waves.withdrawn for one in drafts if one.waves.left}
    for then in seen:
        gone = {names: few for names, few in leaving.items() if names <= then - who[0]}
        if who[0] in seen and who[0] < then and then - who[0] == frozenset().union(*gone):
            low, high = _ends(tried, (then, *who[1:]), is_not=is_not)
            few = sum(gone.values())
            if low == high >= smallest and ends[0] <= max(0, low - few) and low <= ends[1]:
                return True
    return False


def _targets(drafts, question):
    seen, gone = covers(drafts), gone_of(drafts)
    split = {wave for draft in drafts for wave in draft.waves.left}
    waves = {*seen, *(one - other for one in seen for other in seen if other < one)}
    waves |= {frozenset({wave}) for one in seen for wave in one}
    members = {*_in_finest(drafts, groups(drafts)).values(), *(frozenset({cell}) for cell in finest(drafts))}
    answers = [(frozenset({code}), is_not) for code in question.options for is_not in (False, True)] + [(None, False)]
    for when, where, (codes, is_not) in product(waves, members, answers):
        if when in seen or not gone:
            judged = "fully"
        elif when <= gone:
            judged = "left"
        else:
            judged = None if when & (split | gone) else "came"
        if judged:
            yield (when, where, codes), is_not, judged


def _ends(tried, who, *, is_not):
    atoms, mark, kinds, found = tried
    base = (*who[:2], None)
    inside = [holds(atom, base) and not holds(atom, who) if is_not else holds(atom, who) for atom in atoms]
    free = ENDLESS * any(is_in and not any(one) for is_in, one in zip(inside, mark, strict=True))
    of_kind = {kind: [is_in for is_in, one in zip(inside, mark, strict=True) if one == kind] for kind in kinds}
    full = [all(of_kind[kind]) for kind in kinds]
    some = [any(of_kind[kind]) for kind in kinds]
    lows = [sum(n for n, is_in in zip(world, full, strict=True) if is_in) for world in found]
    highs = [sum(n for n, is_in in zip(world, some, strict=True) if is_in) for world in found]
    return min(lows), max(highs) + free


def _told(ends, base, who, judged, rule, drafts):
    low, high = ends
    if judged == "left":
        return low > 0
    if judged == "came" and low == 0 and high <= sum(draft.waves.withdrawn for draft in drafts):
        return False
    if high == 0:
        return judged == "fully" and base[1] > 0 and who[2] is not None and not rule.everyone
    smallest = rule.minimum_base if who[2] is None else rule.minimum_cell
    return high - low < rule.minimum_cell and low < smallest
