"""A time stamp authority on this machine: `openssl ts -reply` behind a server on loopback."""

import re
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.capture.loopback import Loopback, Server, reply, visitor
from tracker.capture.stamps import requesting

URL = "http://stamps.tests-of-capture.org/tsr"
CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
certs = {folder}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """Certificates and a serial number in a folder; `answer` stamps a request."""

    def __init__(self, folder, *, days=30, usage=ExtendedKeyUsageOID.TIME_STAMPING):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.certificates = folder, folder / "ca.pem"
        root_key, root = _certificate("Test root", None, None)
        self.certificates.write_bytes(_pem(root))
        key, signer = _certificate("Test authority", root_key, root, days, usage)
        (folder / "signer.pem").write_bytes(_pem(signer))
        (folder / "signer.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))

    def answer(self, request):
        query = self.folder / "query"
        query.write_bytes(request)
        command = ["openssl", "ts", "-reply", "-config", self.folder / "tsa.cnf"]
        command += ["-section", "here", "-queryfile", query]
        return subprocess.run(command, capture_output=True, check=True).stdout


def _pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM)


def _certificate(name, issuer_key, issuer, days=30, usage=None):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if usage:
        made = made.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    return key, made.sign(issuer_key or key, hashes.SHA256())


class _Server(Server):
    def __init__(self, answer):
        super().__init__({})
        self.answer = answer

    def _send(self, connection, request):
        head, _end, body = request.partition(b"\r\n\r\n")
        self.asked.append(head.decode("latin-1"))
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        while len(body) < length:
            body += connection.recv(4096)
        sent = self.answer(body)
        connection.sendall(sent)


@contextmanager
def answering(answer):
    """A worker's visitor, by which whatever is asked is answered with `answer(request)`.

    That is the body of a page, or a whole reply.
    """
    server = _Server(lambda body: _reply(answer(body)))
    try:
        yield visitor(Loopback({80: server.port})), server
    finally:
        server.close()


def _reply(sent):
    if sent.startswith(b"HTTP/"):
        return sent
    return reply(body=sent, kind="application/timestamp-reply")


def stamp_all(answer, now):
    """Let a worker ask for all that is due at a time; the rows, as it left them."""
    with answering(answer) as (who, _server):
        return list(requesting.work(who, lambda: now))
