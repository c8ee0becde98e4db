"""An intruder who tries out every way in which people could have answered: slow, blunt and independent of the audit."""

from __future__ import annotations

from itertools import chain, combinations, product


def covers(drafts):
    """The waves each release covers, those who left later made a wave of their own."""
    found = [set(draft.waves.covered) for draft in drafts]
    for at, draft in enumerate(drafts):
        for wave, left in draft.waves.left.items():
            for earlier in found[:at]:
                if wave in earlier:
                    earlier.add(left)
    return [frozenset(one) for one in found]


def ways_to_answer(question):
    """What one person may have said: an option, or a set of ticks of which none that stands alone has company."""
    if question.kind == "one":
        return [frozenset({code}) for code in question.options]
    ticks = chain.from_iterable(combinations(question.options, n) for n in range(1, len(question.options) + 1))
    return [frozenset(one) for one in ticks if len(one) == 1 or not set(one) & set(question.alone)]


def groups(drafts):
    """Every group of people that has a name, as the names of its cells."""
    found = {}
    for draft in drafts:
        cells = draft.structure.cells
        for partition, named in draft.structure.partitions.items():
            for group, places in named.items():
                found[partition, group] = frozenset(cells[at] for at in places)
            found[partition, None] = frozenset().union(*(found[partition, group] for group in named))
    return found


def atoms_of(drafts, question):
    waves = sorted(frozenset().union(*covers(drafts)))
    cells = sorted({cell for draft in drafts for cell in draft.structure.cells})
    return list(product(waves, cells, ways_to_answer(question)))


def printed(drafts, question):
    """Every printed number: whose, which answers (None: any), and how many."""
    named = groups(drafts)
    for draft, waves in zip(drafts, covers(drafts), strict=True):
        for table in draft.tables:
            members = named[table.partition, table.group]
            if table.base is not None:
                yield waves, members, None, table.base
            for cell in table.cells:
                yield waves, members, frozenset(cell.codes), cell.count


def holds(atom, waves, members, codes):
    return atom[0] in waves and atom[1] in members and (codes is None or bool(atom[2] & codes))


def worlds(drafts, question):
    """All counts of people by atom that give every printed number; every atom must be bounded by one of them."""
    atoms = atoms_of(drafts, question)
    facts = [([holds(atom, w, m, c) for atom in atoms], count) for w, m, c, count in printed(drafts, question)]
    last = [max(at for at, inside in enumerate(who) if inside) for who, _ in facts]

    def grow(at, left, counts):
        if at == len(atoms):
            yield tuple(counts)
            return
        mine = [f for f, (who, _) in enumerate(facts) if who[at]]
        for count in range(min(left[f] for f in mine) + 1):
            rest = [value - count if f in mine else value for f, value in enumerate(left)]
            if all(rest[f] == 0 for f in mine if last[f] == at):
                yield from grow(at + 1, rest, [*counts, count])

    yield from grow(0, [count for _, count in facts], [])


def targets(drafts, question):
    """Every count an intruder may be after: whose, and which answers; "not" marks all answers but these."""
    seen = covers(drafts)
    waves = {*seen, *(one - other for one in seen for other in seen if other < one)}
    waves |= {frozenset({wave}) for one in seen for wave in one}
    cells = {frozenset({cell}) for draft in drafts for cell in draft.structure.cells}
    joined = {frozenset(codes) for row in question.groupings for codes in row}
    answers = {frozenset({code}) for code in question.options} | (joined if question.kind == "one" else set())
    wanted = [(codes, is_not) for codes in answers for is_not in (False, True)] + [(None, False)]
    for who in product(waves, cells | set(groups(drafts).values()), wanted):
        yield who[0], who[1], *who[2]


def leaks(drafts, question, rule):
    """The counts that all worlds together tell too narrowly, with the interval they leave."""
    atoms = atoms_of(drafts, question)
    found = {}
    ranges = {}
    wanted = list(targets(drafts, question))
    masks = []
    for waves, members, codes, is_not in wanted:
        base = [holds(atom, waves, members, None) for atom in atoms]
        own = [holds(atom, waves, members, codes) for atom in atoms]
        masks.append([b and not o for b, o in zip(base, own, strict=True)] if is_not else own)
    for world in worlds(drafts, question):
        for at, mask in enumerate(masks):
            count = sum(number for number, inside in zip(world, mask, strict=True) if inside)
            low, high = ranges.get(at, (count, count))
            ranges[at] = min(low, count), max(high, count)
    for at, (waves, members, codes, is_not) in enumerate(wanted):
        low, high = ranges[at]
        smallest = rule.minimum_base if codes is None else rule.minimum_cell
        base = ranges[wanted.index((waves, members, None, False))]
        told_alike = high == 0 and base[1] > 0 and not rule.everyone and _parts(question, codes, is_not)
        if told_alike or (high > 0 and high - low < rule.minimum_cell and low < smallest):
            found[waves, members, codes, is_not] = (low, high)
    return found


def _parts(question, codes, is_not):
    """Whether nobody in this count means that all others gave one printed answer."""
    if codes is None:
        return False
    if question.kind == "many" or is_not:
        return len(question.options) > 1 or question.kind == "many"
    groups_ = {frozenset(one) for row in question.groupings for one in row} | {frozenset({o}) for o in question.options}
    return frozenset(question.options) - codes in groups_
