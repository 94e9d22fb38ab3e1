"""The Merkle tree of RFC 6962 §2.1 and RFC 9162 §2.1: roots, inclusion proofs, consistency proofs. Pure; no database.

Hashes are 32 bytes of SHA-256; a leaf is SHA-256(0x00 || entry), a node SHA-256(0x01 || left || right).
"""

import hashlib

LEAF, NODE = b"\x00", b"\x01"
EMPTY = hashlib.sha256(b"").digest()
STEP = 8  # nodes are kept at every eighth level: 1/255 of the leaves instead of as many nodes as leaves


def leaf_hash(entry):
    """Hash of one leaf. entry: bytes."""
    return hashlib.sha256(LEAF + entry).digest()


def node_hash(left, right):
    """Hash of an inner node over its two children."""
    return hashlib.sha256(NODE + left + right).digest()


def split(size):
    """The largest power of two smaller than size: where RFC 6962 splits a tree of size > 1."""
    return 1 << (size - 1).bit_length() - 1


def perfect_root(hashes):
    """Root over a power-of-two number of hashes."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


class Frontier:
    """The right edge of a growing tree: the roots of its perfect subtrees, largest first. Memory O(log size).

    completed collects (level, index, hash) of nodes worth keeping (level a multiple of STEP, above 0).
    """

    def __init__(self, size=0, roots=()):
        self.size = size
        self.roots = list(roots)
        self.completed = []

    def push(self, leaf):
        """Append one leaf hash."""
        merges, level = self.size, 0
        while merges & 1:
            leaf = node_hash(self.roots.pop(), leaf)
            merges >>= 1
            level += 1
            if level % STEP == 0:
                self.completed.append((level, self.size >> level, leaf))
        self.roots.append(leaf)
        self.size += 1

    def root(self):
        """Root of the tree as it is now; SHA-256 of nothing when it is empty."""
        if not self.roots:
            return EMPTY
        found = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            found = node_hash(left, found)
        return found


def range_root(start, end, perfect):
    """Root over leaves start..end-1. perfect(level, index) gives the root of a perfect, aligned subtree."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return perfect(level, start >> level)
    middle = start + split(size)
    return node_hash(range_root(start, middle, perfect), range_root(middle, end, perfect))


def inclusion_path(seq, size, perfect):
    """The audit path of leaf seq in the tree of that size (RFC 9162 §2.1.3.1), leaf side first: ≤ log2(size).

    Raises ValueError when the leaf is not in the tree.
    """
    if not 0 <= seq < size:
        raise ValueError(f"leaf {seq} is not in a tree of {size}")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if seq < middle:
            path.append(range_root(middle, end, perfect))
            end = middle
        else:
            path.append(range_root(start, middle, perfect))
            start = middle
    return path[::-1]


def root_by_inclusion(leaf, seq, size, path):
    """The root that an inclusion path leads to (RFC 9162 §2.1.3.2); None when the path does not fit the tree."""
    node, last, found = seq, size - 1, leaf
    if not 0 <= seq < size:
        return None
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return found if last == 0 else None


def consistency_path(first, second, perfect):
    """Proof that the tree of size first is a prefix of the tree of size second (RFC 9162 §2.1.4.1).

    Raises ValueError unless 0 < first <= second.
    """
    if not 0 < first <= second:
        raise ValueError(f"no proof from {first} to {second}")
    path, start, end, whole = [], 0, second, True
    while first != end:
        middle = start + split(end - start)
        if first <= middle:
            path.append(range_root(middle, end, perfect))
            end = middle
        else:
            path.append(range_root(start, middle, perfect))
            start, whole = middle, False
    if not whole:
        path.append(range_root(start, end, perfect))
    return path[::-1]


def is_consistent(first, second, first_root, second_root, path):
    """Check a consistency proof (RFC 9162 §2.1.4.2): the second tree only appended to the first."""
    if first == second:
        return not path and first_root == second_root
    path = list(path) if first & (first - 1) else [first_root, *path]
    if not 0 < first < second or not path:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
