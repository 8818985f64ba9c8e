"""The primitives of verify.py against public vectors, and against other code that does the same."""

import base64
import json
from pathlib import Path

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.ledger import chain
from tracker.ledger.verify import (
    Broken,
    P,
    canonical,
    consistency_holds,
    inclusion_holds,
    leaf_hash,
    read_checkpoint,
    signature_holds,
    tree_root,
)

CORPORA = Path(__file__).resolve().parents[3] / "shared/corpora"
JCS, MERKLE, ED25519 = (
    CORPORA / name for name in ("jcs-rfc8785", "merkle-rfc6962", "wycheproof-ed25519")
)
MOST_LEAVES = 40
LEAVES = [leaf_hash(bytes([number])) for number in range(MOST_LEAVES)]
ROOTS = {size: tree_root(LEAVES[:size]) for size in range(1, MOST_LEAVES + 1)}

without_deadline = settings(deadline=None, max_examples=100)
whole_numbers = st.integers(-(2**53) + 1, 2**53 - 1)
numbers = whole_numbers | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def needs(corpus):
    return pytest.mark.skipif(
        not corpus.is_dir(), reason=f"{corpus.name} is not beside this checkout"
    )


def names(corpus, kind):
    folder = corpus / kind
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.json"))


def signatures():
    path = ED25519 / "ed25519_test.json"
    groups = json.loads(path.read_text())["testGroups"] if path.exists() else []
    return [
        pytest.param(group["publicKey"]["pk"], test, id=f"{test['tcId']}")
        for group in groups
        for test in group["tests"]
    ]


def decoded(texts):
    return [base64.b64decode(text) for text in texts]


def flipped(data, bit=0):
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def altered(path):
    """Every path with one hash changed or dropped, and one with a hash too many."""
    for place, part in enumerate(path):
        yield [*path[:place], flipped(part), *path[place + 1 :]]
        yield [*path[:place], *path[place + 1 :]]
    yield [*path, LEAVES[0]]


def subtrees(ranges):
    return [tree_root(LEAVES[start:end]) for start, end in ranges]


@needs(JCS)
@pytest.mark.parametrize("name", names(JCS, "output"))
def test_canonical_json_is_as_in_the_public_vectors(name):
    value = json.loads((JCS / "input" / name).read_text(encoding="utf-8"))
    assert canonical(value) == (JCS / "output" / name).read_bytes()
    coded = (JCS / "outhex" / name).with_suffix(".txt").read_text()
    assert canonical(value) == bytes.fromhex(coded)


# The corpus's two folders on subtrees are left out: RFC 6962 has no proofs about subtrees.
@needs(MERKLE)
@pytest.mark.parametrize("name", names(MERKLE, "inclusion"))
def test_inclusion_proof_is_judged_as_in_the_public_vectors(name):
    case = json.loads((MERKLE / "inclusion" / name).read_text())
    leaf, root, *path = decoded([case["leafHash"], case["root"], *(case["proof"] or [])])
    holds = inclusion_holds(leaf, case["leafIdx"], case["treeSize"], path, root)
    assert holds is not case["wantErr"]


@needs(MERKLE)
@pytest.mark.parametrize("name", names(MERKLE, "consistency"))
def test_consistency_proof_is_judged_as_in_the_public_vectors(name):
    case = json.loads((MERKLE / "consistency" / name).read_text())
    was, now, *path = decoded([case["root1"], case["root2"], *(case["proof"] or [])])
    assert consistency_holds(case["size1"], case["size2"], path, was, now) is not case["wantErr"]


@needs(ED25519)
@pytest.mark.parametrize(("key", "case"), signatures())
def test_signature_is_judged_as_in_the_public_vectors(key, case):
    key, message, signature = (bytes.fromhex(text) for text in (key, case["msg"], case["sig"]))
    assert signature_holds(key, message, signature) is (case["result"] == "valid")


@without_deadline
@given(json_values)
def test_canonical_json_is_as_other_code_writes_it(value):
    assert canonical(value) == rfc8785.dumps(value)


@settings(deadline=None, max_examples=1000)
@given(numbers)
def test_number_is_written_as_other_code_writes_it_and_reads_back_the_same(value):
    written = canonical(value)
    assert written == rfc8785.dumps(value)
    assert float(written) == value
    assert canonical(json.loads(written)) == written


@without_deadline
@given(st.dictionaries(st.text(st.sampled_from('a\n"\\é€\ue000\uffff😀𐀀')), st.none()))
def test_names_are_sorted_by_utf_16_units(value):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {"\udfff": 1}, {1}])
def test_what_is_not_json_has_no_canonical_form(value):
    with pytest.raises(ValueError):
        canonical([value])


@without_deadline
@given(st.binary(min_size=32, max_size=32), st.binary(), st.data())
def test_signature_made_by_other_code_holds_and_one_flipped_bit_breaks_it(seed, message, data):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert signature_holds(key, message, signature)
    parts = [key, message, signature]
    which = data.draw(st.sampled_from([place for place, part in enumerate(parts) if part]))
    bit = data.draw(st.integers(0, len(parts[which]) * 8 - 1))
    parts[which] = flipped(parts[which], bit)
    assert not signature_holds(*parts)


def test_key_written_in_a_second_way_is_refused():
    # The neutral point, under which the base point and 1 sign every message.
    neutral, signature = 1, bytes([0x58, *[0x66] * 31, 1, *[0] * 31])
    assert signature_holds(neutral.to_bytes(32, "little"), b"", signature)
    assert not signature_holds((neutral + P).to_bytes(32, "little"), b"", signature)


@pytest.mark.parametrize("size", ROOTS)
def test_every_leaf_is_proven_and_nothing_else_in_its_place(size):
    for index in range(size):
        path = subtrees(chain.inclusion_ranges(index, 0, size))
        assert inclusion_holds(LEAVES[index], index, size, path, ROOTS[size])
        assert not inclusion_holds(flipped(LEAVES[index]), index, size, path, ROOTS[size])
        assert not inclusion_holds(LEAVES[index], index, size, path, flipped(ROOTS[size]))
        for wrong in altered(path):
            assert not inclusion_holds(LEAVES[index], index, size, wrong, ROOTS[size])
        for other in {*range(size + 1)} - {index}:
            assert not inclusion_holds(LEAVES[index], other, size, path, ROOTS[size])


@pytest.mark.parametrize("size", ROOTS)
def test_every_earlier_tree_is_proven_a_beginning_and_no_other_is(size):
    for old in range(1, size + 1):
        path = subtrees(chain.consistency_ranges(old, 0, size))
        was, now = ROOTS[old], ROOTS[size]
        assert consistency_holds(old, size, path, was, now)
        assert not consistency_holds(old, size, path, flipped(was), now)
        assert not consistency_holds(old, size, path, was, flipped(now))
        for wrong in altered(path):
            assert not consistency_holds(old, size, wrong, was, now)


def test_nothing_and_a_larger_tree_are_no_beginning():
    assert not consistency_holds(0, 8, [], b"", ROOTS[8])
    assert not consistency_holds(9, 8, [], ROOTS[9], ROOTS[8])
    assert not consistency_holds(9, 8, [], ROOTS[8], ROOTS[8])


def test_tree_of_nothing_is_refused():
    with pytest.raises(ValueError):
        tree_root([])


def test_checkpoint_of_nothing_is_refused():
    empty = base64.b64encode(bytes(32)).decode()
    assert read_checkpoint(f"example.test/ledger\n1\n{empty}\n")[1] == 1
    with pytest.raises(Broken, match="size zero"):
        read_checkpoint(f"example.test/ledger\n0\n{empty}\n")
