"""Sharing whole cents so that nothing is lost: the largest remainder gets the odd cent."""


def shares(total, weights):
    """Split `total` cents by `weights` (ints ≥ 0). Same length as `weights`; adds up to `total`; ties go to the earlier one.

    No share is more than its weight as long as `total` is not more than all weights together.
    """
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError("nothing to share by")
        return [0 for _ in weights]
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def matrix(rows, columns):
    """Split `rows` over `columns` (two lists of cents with the same sum) so that every row and every column adds up exactly."""
    if sum(rows) != sum(columns):
        raise ValueError("rows and columns differ")
    left, table = list(columns), []
    for row in rows:
        line = shares(row, left)
        left = [rest - part for rest, part in zip(left, line, strict=True)]
        table.append(line)
    return table
