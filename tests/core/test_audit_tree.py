"""The Merkle tree against a naive reading of RFC 6962 §2.1 and the test vectors of Certificate Transparency."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audit import tree

# Leaves and roots of the reference implementation (google/certificate-transparency, merkletree/merkle_tree_test.cc).
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive_root(leaves):
    """MTH of RFC 6962 §2.1, word for word. leaves: bytes of the entries."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def entries(count):
    return [f"dòng {number}".encode() for number in range(count)]


def grown(leaves):
    edge = tree.Frontier()
    for each in leaves:
        edge.push(tree.leaf_hash(each))
    return edge


def perfect_in(leaves):
    """The perfect-subtree reader the database offers, over a list."""

    def perfect(level, index):
        return naive_root(leaves[index << level : (index + 1) << level])

    return perfect


def test_the_published_vectors_of_certificate_transparency():
    leaves = [bytes.fromhex(each) for each in LEAVES]
    assert [grown(leaves[:size]).root().hex() for size in range(1, 9)] == ROOTS


def test_the_empty_tree_hashes_nothing():
    assert tree.Frontier().root() == hashlib.sha256(b"").digest()


@given(st.lists(st.binary(max_size=40), max_size=600))
def test_the_growing_edge_has_the_naive_root(leaves):
    assert grown(leaves).root() == naive_root(leaves)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 513, 65535 // 50])
def test_full_subtrees_of_256_are_handed_out_once_complete(size):
    leaves = entries(size)
    expected = [(8, at, naive_root(leaves[at * 256 : (at + 1) * 256])) for at in range(size // 256)]
    assert grown(leaves).completed == expected


def test_a_level_16_node_completes_with_65536_leaves():
    edge = tree.Frontier()
    leaf = tree.leaf_hash(b"")
    for _each in range(65536):
        edge.push(leaf)
    levels = [level for level, _index, _node in edge.completed]
    assert (levels.count(8), levels.count(16), edge.completed[-1][:2]) == (256, 1, (16, 0))
    assert edge.completed[-1][2] == edge.root()


@given(st.integers(1, 400), st.data())
def test_an_inclusion_proof_leads_to_the_root(size, data):
    seq = data.draw(st.integers(0, size - 1))
    leaves = entries(size)
    path = tree.inclusion_path(seq, size, perfect_in(leaves))
    assert len(path) <= (size - 1).bit_length()
    assert tree.root_by_inclusion(tree.leaf_hash(leaves[seq]), seq, size, path) == naive_root(leaves)


@given(st.integers(2, 300), st.data())
def test_an_inclusion_proof_proves_nothing_else(size, data):
    seq = data.draw(st.integers(0, size - 1))
    leaves = entries(size)
    root, leaf = naive_root(leaves), tree.leaf_hash(leaves[seq])
    path = tree.inclusion_path(seq, size, perfect_in(leaves))
    spoiled = data.draw(st.integers(0, len(path) - 1))
    wrong = [*path[:spoiled], bytes(32), *path[spoiled + 1 :]]
    assert tree.root_by_inclusion(leaf, seq, size, wrong) != root
    assert tree.root_by_inclusion(tree.leaf_hash(b"x"), seq, size, path) != root
    assert tree.root_by_inclusion(leaf, seq, size, path[:-1]) != root
    assert tree.root_by_inclusion(leaf, seq, size, [*path, bytes(32)]) is None


@given(st.integers(1, 300), st.integers(0, 300))
def test_a_consistency_proof_shows_growth(first, more):
    second = first + more
    leaves = entries(second)
    path = tree.consistency_path(first, second, perfect_in(leaves))
    old, new = naive_root(leaves[:first]), naive_root(leaves)
    assert tree.is_consistent(first, second, old, new, path) is True


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_a_consistency_proof_fails_for_a_rewritten_past(first, more, data):
    second = first + more
    leaves = entries(second)
    changed = data.draw(st.integers(0, first - 1))
    rewritten = [*leaves[:changed], b"khac", *leaves[changed + 1 :]]
    path = tree.consistency_path(first, second, perfect_in(rewritten))
    old = naive_root(leaves[:first])
    assert tree.is_consistent(first, second, old, naive_root(rewritten), path) is False


@pytest.mark.parametrize(("seq", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_a_leaf_outside_the_tree_has_no_proof(seq, size):
    with pytest.raises(ValueError, match="not in a tree"):
        tree.inclusion_path(seq, size, perfect_in(entries(size)))
    assert tree.root_by_inclusion(tree.leaf_hash(b""), seq, size, []) is None


@pytest.mark.parametrize(("first", "second"), [(0, 5), (6, 5), (-1, 3)])
def test_growth_has_a_past_and_a_direction(first, second):
    with pytest.raises(ValueError, match="no proof"):
        tree.consistency_path(first, second, perfect_in(entries(5)))
    assert tree.is_consistent(first, second, b"", b"", [bytes(32)]) is False
