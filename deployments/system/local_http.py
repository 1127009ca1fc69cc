"""Questions to servers of this machine, which speak plain HTTP on 127.0.0.1.

``httpx.get`` loads the list of all certificate authorities for each question, 40 ms on two slow
cores: whoever asks ten times a second until a server is up takes half of what it needs to start.
"""

import ssl

import httpx

_NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def get(url: str, timeout: float = 5) -> httpx.Response:
    """The answer of a local server; httpx.HTTPError when there is none within ``timeout`` s."""
    return httpx.get(url, timeout=timeout, verify=_NO_AUTHORITIES, trust_env=False)


def post(url: str, json: object, timeout: float = 5) -> httpx.Response:
    """As ``get``, for a question that is put as JSON."""
    return httpx.post(url, json=json, timeout=timeout, verify=_NO_AUTHORITIES, trust_env=False)


def is_up(url: str) -> bool:
    """Whether a local server answers well at ``url``."""
    try:
        return get(url, timeout=1).is_success
    except httpx.HTTPError:
        return False
