"""A passkey without a device: it makes what a browser's `credential.toJSON()` would hold, and lies where it is told to."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

SITE, HOST = "https://testserver", "testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Passkey:
    """One key for one account. `origin` is the site that the browser stands on, `host` the name that the key belongs to,
    and `verifies` says whether it asks for a finger, a face or a PIN."""

    origin: str = SITE
    host: str = HOST
    verifies: bool = True
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    handle: str = ""

    def __post_init__(self) -> None:
        """A new pair of keys."""
        self._secret = ec.generate_private_key(ec.SECP256R1())

    def made(self, asked: dict[str, Any]) -> str:
        """What the browser says once it has made the key, as asked by the page (`creation_options`)."""
        self.handle = asked["publicKey"]["user"]["id"]
        public = ES256.from_cryptography_key(self._secret.public_key())
        about = bytes(16) + len(self.name).to_bytes(2) + self.name + cbor.encode(public)
        told = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + about}
        client = self._client("webauthn.create", asked["publicKey"]["challenge"])
        answer = {"attestationObject": websafe_encode(cbor.encode(told)), "clientDataJSON": websafe_encode(client)}
        return self._said(answer | {"transports": ["internal"]}, {"credProps": {"rk": True}})

    def used(self, asked: dict[str, Any]) -> str:
        """What the browser says once the key has been used, as asked by the page (`request_options`)."""
        client, data = self._client("webauthn.get", asked["publicKey"]["challenge"]), self._data()
        signed = self._secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signed),
            "userHandle": self.handle,
        }
        return self._said(answer, {})

    def _client(self, what: str, challenge: str) -> bytes:
        return json.dumps({"type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + (1).to_bytes(4)

    def _said(self, answer: dict[str, Any], extensions: dict[str, Any]) -> str:
        name = websafe_encode(self.name)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "authenticatorAttachment": "platform",
                "response": answer,
                "clientExtensionResults": extensions,
            }
        )
