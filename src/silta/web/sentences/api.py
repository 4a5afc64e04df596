"""Sentences for programs that speak to a node, and for those who write them."""

from __future__ import annotations

from typing import Final

MESSAGES: Final = {
    "api.malformed": "This request could not be read: {detail}",
    "api.no-such-address": "There is nothing at the address {where}.",
    "api.not-signed-in": "Sign in first.",
    "api.token-missing": (
        "The request lacks the token that shows that it comes from you: send the cookie’s value as X-CSRFToken."
    ),
}
