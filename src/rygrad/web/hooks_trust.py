"""Which systems may call the CDS services: a signed token from one of the issuers a site has named."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt

from rygrad.kb.problem import Refusal

ALGORITHMS = ("ES384", "RS384")  # what CDS Hooks 2.0 names
REQUIRED = ("iss", "aud", "exp", "iat", "jti")
CLOCKS_APART = 30  # seconds
LONGEST_LIFE = 300  # seconds; the specification says five minutes


class KeysError(Refusal):
    """The file of keys cannot be used."""


class NotTrusted(Exception):
    """The call has no token of an issuer we know; says why."""


@dataclass
class Trust:
    """The keys of each issuer; tokens are good once."""

    keys: dict[str, list[jwt.PyJWK]]
    seen: dict[str, float] = field(default_factory=dict)

    def check(self, header: str | None, audience: str) -> None:
        """Raises NotTrusted unless the Authorization header holds a good token for this address."""
        kind, _, token = (header or "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise NotTrusted("Authorization: Bearer <JWT>")
        told = self._decoded(token.strip(), audience)
        self._once(f"{told['iss']}|{told['jti']}", float(told["exp"]))
        if float(told["exp"]) - float(told["iat"]) > LONGEST_LIFE:
            raise NotTrusted(f"exp - iat > {LONGEST_LIFE} s")

    def _decoded(self, token: str, audience: str) -> dict[str, Any]:
        try:
            head = jwt.get_unverified_header(token)
            issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")
            for key in self.keys.get(issuer, []) if isinstance(issuer, str) else []:
                if head.get("kid") in (None, key.key_id):
                    return jwt.decode(
                        token,
                        key,
                        algorithms=list(ALGORITHMS),
                        audience=audience,
                        leeway=CLOCKS_APART,
                        options={"require": list(REQUIRED)},
                    )
        except jwt.PyJWTError as e:
            raise NotTrusted(type(e).__name__) from e
        raise NotTrusted("iss, kid")

    def _once(self, name: str, until: float) -> None:
        now = time.time()
        self.seen = {kept: end for kept, end in self.seen.items() if end + CLOCKS_APART > now}
        if name in self.seen:
            raise NotTrusted("jti")
        self.seen[name] = until


def trust_of(file: Path) -> Trust:
    """The issuers in a file, `{"https://ehr.example": {"keys": [JWK, ...]}}`; raises KeysError."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        keys = {issuer: jwt.PyJWKSet.from_dict(listed).keys for issuer, listed in said.items()}
    except (OSError, ValueError, AttributeError, TypeError, jwt.PyJWTError) as e:
        why = e.strerror if isinstance(e, OSError) else str(e)
        raise KeysError(
            f'--cds-keys: {file}: {why}. Skriv {{"https://ehr.example": {{"keys": [...]}}}}',
            f'--cds-keys: {file}: {why}. Write {{"https://ehr.example": {{"keys": [...]}}}}',
        ) from e
    if not keys:
        raise KeysError(f"--cds-keys: {file}: ingen udstedere", f"--cds-keys: {file}: no issuers")
    return Trust(keys)
