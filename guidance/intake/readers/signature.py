"""What can be said of a credential's signature without asking anyone.

A signature is arithmetic over the file and a public key. Whose key it is stands elsewhere: at the
issuer's address, in a list of trusted authorities, in a revocation list. Only where the issuer's
own id *is* the key (`did:key`, `did:jwk`) does the file alone settle it.
"""

import base64
import binascii
import hashlib
import json
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from guidance.intake.document import Signature
from guidance.intake.readers.json_text import Object, as_object, objects, string, strings

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LONGEST_DID = 200
_ED25519, _P256 = b"\xed\x01", b"\x80\x24"
_UNREADABLE_KEY = (ValueError, KeyError, TypeError, IndexError, UnsupportedAlgorithm)


def check_jws(protected: str, payload: str, signature: str, issuer: str) -> Signature:
    """A JSON Web Signature over `payload` as it stands in the file (encoded or, with `b64` false,
    not). issuer: the id that the credential names."""
    try:
        header = as_object(json.loads(decode(protected)))
        key, owner = _key_of(header, issuer)
        if header.get("alg") == "none":
            return "not_verified"
        if key is None:
            return "could_not_check"
        is_right = _fits(
            key, string(header.get("alg")), f"{protected}.{payload}".encode(), decode(signature)
        )
    except _UNREADABLE_KEY:
        return "could_not_check"
    if is_right is None:
        return "could_not_check"
    if not is_right:
        return "not_verified"
    return "verified" if owner and owner == issuer else "could_not_check"


def check_proofs(credential: Object, issuer: str) -> Signature:
    """The Data Integrity proofs of a credential. Only `eddsa-jcs-2022` can be computed from the
    file; the other suites need contexts and keys from the network."""
    proofs = list(objects(credential.get("proof")))
    if not proofs:
        return "not_verified"
    states = [_check_proof(credential, proof, issuer) for proof in proofs]
    for state in ("not_verified", "verified"):
        if state in states:
            return state
    return "could_not_check"


def decode(text: str) -> bytes:
    """base64url without padding. Raises ValueError."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error


def _check_proof(credential: Object, proof: Object, issuer: str) -> Signature:
    did = string(proof.get("verificationMethod")).partition("#")[0]
    if proof.get("cryptosuite") != "eddsa-jcs-2022":
        return "could_not_check"
    try:
        key = _key_of_did(did)
        value = _base58(string(proof.get("proofValue")).removeprefix("z"))
    except _UNREADABLE_KEY:
        return "could_not_check"
    if not isinstance(key, ed25519.Ed25519PublicKey):
        return "could_not_check"
    unsigned = {name: inner for name, inner in credential.items() if name != "proof"}
    options = {name: inner for name, inner in proof.items() if name != "proofValue"}
    digest = hashlib.sha256(_canonical(options)).digest()
    if not _fits(key, "EdDSA", digest + hashlib.sha256(_canonical(unsigned)).digest(), value):
        return "not_verified"
    return "verified" if did == issuer else "could_not_check"


def _canonical(value: Any) -> bytes:
    """RFC 8785, as far as strings, whole numbers and keys of the basic plane go."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "replace")


def _key_of(header: Object, issuer: str) -> tuple[PublicKey | None, str]:
    """(the key that stands in the file, the id that is that key or empty)."""
    for did in (string(header.get("kid")).partition("#")[0], issuer):
        key = _key_of_did(did)
        if key is not None:
            return key, did
    jwk = as_object(header.get("jwk"))
    if jwk:
        return _key_of_jwk(jwk), ""
    chain = strings(header.get("x5c"))
    if chain:
        certificate = x509.load_der_x509_certificate(base64.b64decode(chain[0]))
        found = certificate.public_key()
        is_known = isinstance(
            found, rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
        )
        return (found if is_known else None), ""  # type: ignore[return-value]  # narrowed by is_known
    return None, ""


def _key_of_did(did: str) -> PublicKey | None:
    if len(did) > _LONGEST_DID * 10:
        return None
    if did.startswith("did:jwk:"):
        return _key_of_jwk(as_object(json.loads(decode(did.removeprefix("did:jwk:")))))
    if not did.startswith("did:key:z") or len(did) > _LONGEST_DID:
        return None
    raw = _base58(did.removeprefix("did:key:z"))
    if raw.startswith(_ED25519):
        return ed25519.Ed25519PublicKey.from_public_bytes(raw[2:])
    if raw.startswith(_P256):
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw[2:])
    return None


def _key_of_jwk(jwk: Object) -> PublicKey | None:
    def number(name: str) -> int:
        return int.from_bytes(decode(string(jwk[name])), "big")

    if jwk.get("kty") == "RSA":
        return rsa.RSAPublicNumbers(number("e"), number("n")).public_key()
    if jwk.get("kty") == "EC" and jwk.get("crv") == "P-256":
        numbers = ec.EllipticCurvePublicNumbers(number("x"), number("y"), ec.SECP256R1())
        return numbers.public_key()
    if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
        return ed25519.Ed25519PublicKey.from_public_bytes(decode(string(jwk["x"])))
    return None


def _fits(key: PublicKey, algorithm: str, message: bytes, signature: bytes) -> bool | None:
    """Whether the signature fits; None for an algorithm that is not computed here."""
    try:
        if isinstance(key, rsa.RSAPublicKey) and algorithm == "RS256":
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, rsa.RSAPublicKey) and algorithm == "PS256":
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
            key.verify(signature, message, pss, hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm == "ES256":
            r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
            key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, ed25519.Ed25519PublicKey) and algorithm in ("EdDSA", "Ed25519"):
            key.verify(signature, message)
        else:
            return None
    except InvalidSignature:
        return False
    return True


def _base58(text: str) -> bytes:
    if len(text) > _LONGEST_DID:
        raise ValueError("too long")
    number = 0
    for character in text:
        number = number * 58 + _BASE58.index(character)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
