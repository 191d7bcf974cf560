"""A security key of the tests: it makes a pair for a site and signs what a page asks, as a real one does."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT, WITH_PAIR = 0x01, 0x40


class SecurityKey:
    """One key for one account. `count` goes up with each use; `origin` is where its browser thinks it is."""

    def __init__(self, origin: str = "http://localhost") -> None:
        self.origin, self.count = origin, 0
        self.id = os.urandom(16)
        self._pair = ec.generate_private_key(ec.SECP256R1())

    def made(self, options: str) -> str:
        """What a browser sends when the key has made its pair."""
        asked = json.loads(options)
        pair = len(self.id).to_bytes(2, "big") + self.id + self._public()
        told = self._told(asked["rp"]["id"], PRESENT | WITH_PAIR) + bytes(16) + pair
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        client = self._client("webauthn.create", asked)
        return self._sent(client, {"attestationObject": bytes_to_base64url(attested)})

    def answer(self, options: str) -> str:
        """What a browser sends when the key has signed."""
        asked = json.loads(options)
        self.count += 1
        told, client = self._told(asked["rpId"], PRESENT), self._client("webauthn.get", asked)
        signed = self._pair.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        given = {"authenticatorData": bytes_to_base64url(told), "signature": bytes_to_base64url(signed)}
        return self._sent(client, given)

    def _public(self) -> bytes:
        numbers = self._pair.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _told(self, site: str, flags: int) -> bytes:
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, act: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": act, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _sent(self, client: bytes, given: dict[str, str]) -> str:
        response = {"clientDataJSON": bytes_to_base64url(client), **given}
        name = bytes_to_base64url(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
