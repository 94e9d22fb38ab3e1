"""The tree as it lies in the database: leaves, and the roots of full subtrees at every eighth level."""

from core.audit import tree
from core.models.audit import AuditLeaf, AuditNode

WIDTH = 1 << tree.STEP


def hashes(level, first, count):
    """Stored hashes first..first+count-1 of a level that is a multiple of STEP (0: the leaves). May be fewer."""
    if level == 0:
        found = AuditLeaf.objects.filter(seq__gte=first, seq__lt=first + count).order_by("seq")
    else:
        found = AuditNode.objects.filter(level=level, index__gte=first, index__lt=first + count).order_by("index")
    return [bytes(each) for each in found.values_list("hash", flat=True)]


def reader():
    """perfect(level, index) for the functions of tree; rows are read by 256 and kept for the length of one proof."""
    rows = {}

    def perfect(level, index):
        within = level % tree.STEP
        block, at = divmod(index << within, WIDTH)
        row = (level - within, block)
        if row not in rows:
            rows[row] = hashes(level - within, block * WIDTH, WIDTH)
        return tree.perfect_root(rows[row][at : at + (1 << within)])

    return perfect


def frontier(size):
    """The right edge of the tree of that size, from at most 255 rows a level."""
    roots, level = [], 0
    while size >> level:
        count = (size >> level) % WIDTH
        roots = _edge(hashes(level, (size >> level) - count, count)) + roots
        level += tree.STEP
    return tree.Frontier(size, roots)


def _edge(row):
    """Roots of the perfect subtrees a row of fewer than 256 neighbours falls into, largest first."""
    edge = tree.Frontier()
    for each in row:
        edge.push(each)
    return edge.roots


def root_of(size):
    """Root of the log when it had that many entries."""
    return frontier(size).root()


def inclusion_path(seq, size):
    """Audit path of leaf seq in the log of that size: 20 hashes at a million entries."""
    return tree.inclusion_path(seq, size, reader())


def consistency_path(first, second):
    """Proof that the log of size second only appended to the log of size first."""
    return tree.consistency_path(first, second, reader())
