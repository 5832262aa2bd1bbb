"""Reads and sends the forms of the site, as a browser without JavaScript would."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

DAY = date(2026, 11, 22)
CALM: dict[str, Any] = {
    "age": 45,
    "sex": "female",
    "duration_days": 20,
    "pain_severity": 5,
    "pain_low_back": True,
}


class Reader:
    """Reads and sends forms as a browser would: the token of the page, every field as it stands."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def token(self, path: str) -> str:
        """The form token on a page."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.client.get(path).text)
        assert found, f"{path} has no form"
        return found[1]

    def send(self, path: str, fields: dict[str, str], page: str | None = None) -> Response:
        """Sends a form that stands on a page (by default at the same address), and follows."""
        text = self.client.get(page or path).text
        found = re.search(r'name="form_token" value="([^"]+)"', text)
        assert found, f"{page or path} has no form"
        shown = re.findall(r'name="shown" value="([^"]+)"', text)
        return self.client.post(path, data={"form_token": found[1], "shown": " ".join(shown), **fields})

    def answer(self, screen: str, fields: dict[str, str]) -> Response:
        """Answers one screen, "no" to every yes/no question that is not named."""
        return self.send(f"/interview/{screen}", {"go": "rest_no", **fields})

    def bring(self, answers: dict[str, Any]) -> str:
        """Brings a file of answers; gives the page of the result."""
        token = self.token("/answers")
        sent = {"file": ("svar.json", json.dumps(answers))}
        return self.client.post("/answers/file", data={"form_token": token}, files=sent).text
