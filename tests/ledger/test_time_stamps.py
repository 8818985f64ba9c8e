"""Time stamps as verify.py reads them, with the standard library alone."""

import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.capture.authority import Authority
from tests.conftest import THOROUGH
from tracker.capture.stamps.tokens import request_for
from tracker.ledger import verify
from tracker.ledger.verify import Broken, Missing, TimeStamp, read_certificates

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/rfc3161"
DIGEST = hashlib.sha256(b"Words.").hexdigest()
# Of the thousand bytes of a stamp every so many is changed; each with TESTS=all.
STEP = 1 if THOROUGH else 17


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def token(authority):
    return authority.answer(request_for(DIGEST, 1 << 62))


def test_stamp_is_read_and_its_signer_is_trusted_by_certificates_from_elsewhere(authority, token):
    stamp = TimeStamp(token)
    assert stamp.digest == ("sha256", DIGEST)
    assert stamp.signer([]) == ("Test authority", False)
    trusted = read_certificates(authority.certificates.read_text())
    assert stamp.signer(trusted) == ("Test authority", True)


def test_another_authority_of_the_same_name_is_not_the_one_that_is_trusted(token, tmp_path):
    other = read_certificates(Authority(tmp_path / "other").certificates.read_text())
    assert TimeStamp(token).signer(other) == ("Test authority", False)


def test_one_changed_byte_anywhere_is_noticed(authority, token):
    (root,) = read_certificates(authority.certificates.read_text())
    # Whom the last certificate names as its issuer can be told with --authorities alone.
    start = token.index(root.whole) + root.whole.index(root.issuer.whole)
    for at in range(0, len(token), STEP):
        if start <= at < start + len(root.issuer.whole):
            continue
        changed = token[:at] + bytes([token[at] ^ 0x01]) + token[at + 1 :]
        try:
            stamp = TimeStamp(changed)
            stamp.signer([])
        except (Broken, Missing):
            continue
        pytest.fail(f"byte {at} of {len(token)}: {stamp.digest} {stamp.time}")


def test_nothing_that_is_cut_off_is_a_stamp(token):
    for end in range(0, len(token), 97):
        with pytest.raises(Broken):
            TimeStamp(token[:end])


def test_signatures_are_judged_as_a_library_judges_them():
    message = b"message"
    for curve, name in ((ec.SECP256R1(), "sha256"), (ec.SECP384R1(), "sha384")):
        key = ec.generate_private_key(curve)
        signature = key.sign(message, ec.ECDSA(_hash(name)))
        way = {"sha256": "06082a8648ce3d040302", "sha384": "06082a8648ce3d040303"}[name]
        assert _holds(key, way, message, signature)
        assert not _holds(key, way, b"massage", signature)
        assert not _holds(ec.generate_private_key(curve), way, message, signature)
    key = rsa.generate_private_key(65537, 2048)
    for name, last in (("sha256", "0b"), ("sha384", "0c"), ("sha512", "0d")):
        signature = key.sign(message, padding.PKCS1v15(), _hash(name))
        way = "06092a864886f70d0101" + last
        assert _holds(key, way, message, signature)
        assert not _holds(key, way, b"massage", signature)
        assert not _holds(key, way, message, signature[:-1] + bytes([signature[-1] ^ 1]))


def _hash(name):
    return getattr(hashes, name.upper())()


def _holds(key, way, message, signature):
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    content = bytes.fromhex(way)
    named = verify.der_value(bytes([0x30, len(content)]) + content, verify.SEQUENCE)
    key_info = verify.der_value(public, verify.SEQUENCE)
    return verify.signed_by(key_info, named, "", message, signature)


@pytest.mark.skipif(not CORPUS.exists(), reason="not beside this checkout: corpora/rfc3161")
@pytest.mark.parametrize(
    ("name", "alone", "with_chain"),
    [
        ("identrust/issue-104", False, True),
        ("sigstage/response-sha256", False, True),
        ("sigstage/response-sha512", False, True),
        ("sigstage/response-no-embedded-cert", "does not hold its signer's certificate", True),
        ("sigstage/response-invalid-signature", "its signature does not hold", None),
        ("test_tsa/response", False, True),
        ("test_tsa/response-injected-certs", "nothing to do with its signer", True),
    ],
)
def test_stamps_of_real_authorities(name, alone, with_chain):
    stamp = TimeStamp((CORPUS / f"{name}.tsr").read_bytes())
    chain = (CORPUS / name).parent / "ts_chain.pem"
    for trusted, expected in (([], alone), (_certificates(chain.read_bytes()), with_chain)):
        if isinstance(expected, bool):
            assert stamp.signer(trusted)[1] is expected
        else:
            with pytest.raises((Broken, Missing), match=expected or alone):
                stamp.signer(trusted)


def _certificates(content):
    if content.startswith(b"-"):
        return read_certificates(content.decode())
    return [verify.Certificate(verify.der_value(content, verify.SEQUENCE))]


def test_file_of_no_certificates_is_said_to_be_none():
    for text in ("", "words", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"):
        with pytest.raises(Broken):
            read_certificates(text)
