"""How sure a mean over questions is, and whether two systems differ. Seeded: the same answers give the same numbers."""
import random

ROUNDS = 10_000
SEED = 7


def mean(values):
    return sum(values) / len(values)


def interval(values, rounds=ROUNDS):
    """95 % by percentiles of the means of resampled questions (bootstrap)."""
    values = list(values)
    choices, count = random.Random(SEED).choices, len(values)
    means = sorted(sum(choices(values, k=count)) / count for _ in range(rounds))
    return means[rounds // 40], means[rounds - 1 - rounds // 40]


def chance(differences, rounds=ROUNDS):
    """How often a mean so far from 0 comes about when which system is which is drawn by lot, question by question.

    Two-sided. The order that was seen counts as one draw, so the least is 1 / (rounds + 1).
    """
    differences = [x for x in differences if x != 0]
    total, observed = sum(differences), abs(sum(differences))
    bits = random.Random(SEED).getrandbits
    reached = 1
    for _ in range(rounds):
        kept, turned = bits(len(differences)) if differences else 0, 0.0
        for difference in differences:
            if kept & 1:
                turned += difference
            kept >>= 1
        # Sums in another order differ in their last bits.
        reached += abs(total - 2 * turned) >= observed - 1e-9
    return reached / (rounds + 1)


def compared(ours, theirs):
    """Both by question."""
    differences = [ours[number] - theirs[number] for number in ours]
    low, high = interval(differences)
    return dict(
        mean=mean(differences), low=low, high=high, p=chance(differences),
        better=sum(x > 0 for x in differences), worse=sum(x < 0 for x in differences))
