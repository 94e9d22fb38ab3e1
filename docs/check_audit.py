# fmt: off
"""python3 check_audit.py FILE [HELD]: check an export or a proof of the audit with Python alone (docs/audit.md)."""
import base64
import hashlib
import json
import sys
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, RFC 8032 §5.1
D, HEX = -121665 * pow(121666, -1, P) % P, bytes.fromhex

def lines(name):
    return map(json.loads, Path(name).read_bytes().splitlines())
def demand(fact, sentence):
    return fact or sys.exit(f"FAILED: {sentence}")

def add(a, b):
    m, n, c, z = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0]), 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    return (n - m) * (z - c) % P, (z + c) * (n + m) % P, (z - c) * (z + c) % P, (n - m) * (n + m) % P
def times(number, at):
    double = times(number >> 1, add(at, at)) if number else (0, 1, 1, 0)
    return add(double, at) if number & 1 else double

def point(raw):
    y = int.from_bytes(raw, "little") & 2**255 - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    demand(x * x % P == square and y < P and len(raw) == 32, "a key or a signature is no point of the curve")
    x = P - x if x & 1 != raw[31] >> 7 else x
    return x, y, 1, x * y % P

def signed(mark):
    text = base64.b64encode(HEX(mark["root"])).decode()
    text = f"{mark['origin']}\n{mark['size']}\n{text}\n{mark['at']}\n{mark['previous']}\n".encode()
    key, r, s = HEX(mark["key"]), HEX(mark["signature"])[:32], int.from_bytes(HEX(mark["signature"])[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + text).digest(), "little")
    a, b = times(s, point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))), add(point(r), times(k % L, point(key)))
    same = (a[0] * b[2] - b[0] * a[2]) % P == 0 == (a[1] * b[2] - b[1] * a[2]) % P
    return demand(s < L and same, f"wrong signature of the checkpoint at {mark['size']}") and mark

def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()
def leaf(line):
    text = json.dumps(line["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(b"\x00" + text.encode()).digest()
    return demand(HEX(line["leaf"]) == digest, f"entry {line['seq']} was changed") and digest
def root_of(row):  # RFC 6962 §2.1
    while len(row) > 1:
        row = [node(*row[at : at + 2]) if at + 1 < len(row) else row[at] for at in range(0, len(row), 2)]
    return row[0]

def included(digest, seq, size, path):  # RFC 6962 §2.1.1
    if size == 1:
        return demand(seq == 0, "no such entry") and digest
    k = 1 << (size - 1).bit_length() - 1
    inner = included(digest, *((seq, k) if seq < k else (seq - k, size - k)), path[:-1])
    return node(inner, path[-1]) if seq < k else node(path[-1], inner)

def grown(m, n, path, old):  # RFC 6962 §2.1.2: the roots at sizes m and n
    if m == n:
        return (old, old) if old else (path[-1], path[-1])
    k = 1 << (n - 1).bit_length() - 1
    a, b = grown(m, k, path[:-1], old) if m <= k else grown(m - k, n - k, path[:-1], None)
    return (a, node(b, path[-1])) if m <= k else (node(path[-1], a), node(path[-1], b))

leaves, last = [], {}
for last in lines(sys.argv[1]):
    leaves += [leaf(last)] if "entry" in last else []
mark, path = signed(last["checkpoint"]), [HEX(each) for each in last.get("path", [])]
if "from" in last:
    old, pair = signed(last["from"]), grown(last["from"]["size"], mark["size"], path, HEX(last["from"]["root"]))
    demand(pair == (HEX(old["root"]), HEX(mark["root"])), "the log did not only grow between the checkpoints")
elif "path" in last:
    demand(included(leaves[0], last["seq"], mark["size"], path) == HEX(mark["root"]), "the entry is not in the log")
else:
    for each in [mark, *(signed(line["checkpoint"]) for name in sys.argv[2:] for line in lines(name))]:
        same = root_of(leaves[: each["size"]]).hex() == each["root"]
        demand(same and len(leaves) == mark["size"] >= each["size"], each)
print(f"OK: {mark['size']} entries, root {mark['root']}, key {mark['key']}")
