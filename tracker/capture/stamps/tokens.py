"""The Time-Stamp Protocol (RFC 3161): a request made of a hash, and an answer held to it."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.x509.oid import NameOID
from rfc3161_client import TimeStampResponse, VerifierBuilder, decode_timestamp_response

from tracker.capture.keeping import line
from tracker.capture.models.stamps import Fault
from tracker.capture.stamps.der import with_certificates_in_order

SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
# As DER: the version, 1, and the hash's name in front of its 32 bytes.
_BEGINNING = bytes.fromhex("0201013031300d060960864801650304020105000420")
# That the authority is to send its certificates with the stamp.
_WITH_CERTIFICATES = b"\x01\x01\xff"
# Numbers of this many bits are eight bytes in DER, however they come out.
_NONCE_BITS = 63
# By which the authority's clock and ours may differ when a stamp comes.
DRIFT = timedelta(hours=1)
GRANTED = 0


class NotAStamp(Exception):
    """An answer that is no stamp of what was asked, and why."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault, self.detail = fault, detail


class Checked(NamedTuple):
    """What a valid stamp says: when, and under whose certificate."""

    time: datetime
    signer: str


def new_nonce() -> int:
    """A number by which an answer is known to be that to one request."""
    return secrets.randbits(_NONCE_BITS - 1) | 1 << (_NONCE_BITS - 1)


def request_for(digest: str, nonce: int) -> bytes:
    """The request (DER) for a stamp of a SHA-256 hash.

    The library makes requests of whole files only, and a file may be gone or on another machine.
    """
    number = nonce.to_bytes(8, "big")
    body = _BEGINNING + bytes.fromhex(digest) + b"\x02\x08" + number + _WITH_CERTIFICATES
    return b"\x30" + bytes([len(body)]) + body


def read_certificates(file: Path) -> list[x509.Certificate]:
    """The certificates in a file (PEM). Raises OSError, ValueError."""
    return x509.load_pem_x509_certificates(file.read_bytes())


def check(
    token: bytes,
    digest: str,
    certificates: Iterable[x509.Certificate],
    *,
    nonce: int | None = None,
    arrived: datetime | None = None,
) -> Checked:
    """Hold an answer to the hash, and its signature to certificates that are trusted.

    Nothing is asked of a network. The certificates have to be valid at the time of the stamp, not
    now. `arrived` is when it came, where it comes now. Raises NotAStamp.
    """
    answer = _read(token)
    said = answer.tst_info
    imprint = said.message_imprint
    is_same = hmac.compare_digest(imprint.message, bytes.fromhex(digest))
    if imprint.hash_algorithm != SHA256 or not is_same:
        raise NotAStamp(Fault.OTHER_HASH, imprint.message.hex()[:128])
    if nonce is not None and said.nonce != nonce:
        raise NotAStamp(Fault.OTHER_NONCE)
    try:
        VerifierBuilder(roots=list(certificates)).build().verify(answer, bytes.fromhex(digest))
        signer = _signer(answer)
    except Exception as error:
        # Certificates in it may be anything, and are read with half a dozen errors of their own.
        raise NotAStamp(Fault.UNTRUSTED, str(error)) from error
    if arrived is not None and abs(arrived - said.gen_time) > DRIFT:
        raise NotAStamp(Fault.OTHER_TIME, f"{said.gen_time:%Y-%m-%d %H:%M} UTC")
    return Checked(said.gen_time, signer)


def _read(token: bytes) -> TimeStampResponse:
    try:
        answer = decode_timestamp_response(with_certificates_in_order(token))
        status, told = answer.status, "; ".join(answer.status_string)
        if status == GRANTED:
            # Read as they are asked for: what is no stamp inside is told here.
            said = answer.tst_info
            _parts = (said.gen_time, said.nonce, said.message_imprint, answer.signed_data)
    except Exception as error:
        raise NotAStamp(Fault.GARBLED, str(error)) from error
    if status != GRANTED:
        raise NotAStamp(Fault.NOT_GRANTED, f"status {status} {told}".strip())
    return answer


def _signer(answer: TimeStampResponse) -> str:
    """The name in the certificate that signed; empty where it has none."""
    (signer,) = answer.signed_data.signer_infos
    for der in answer.signed_data.certificates:
        one = x509.load_der_x509_certificate(der)
        if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number):
            names = one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return line(str(names[0].value), 200) if names else ""
    return ""
