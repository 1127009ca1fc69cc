from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.zalo.process import ZaloServer, zalo_server
from tests.support.zalo.receiver import Receiver, receiver
from tests.support.zalo_caller import Caller


@pytest.fixture(scope="package")
def server() -> Iterator[ZaloServer]:
    with zalo_server() as server:
        yield server


@pytest.fixture
def zalo(server: ZaloServer) -> ZaloServer:
    server.reset()
    return server


@pytest.fixture(scope="package")
def client(server: ZaloServer) -> Iterator[Caller]:
    client = Caller(server)
    yield client
    client.http.close()


@pytest.fixture
def caller(zalo: ZaloServer, client: Caller) -> Caller:
    return client


@pytest.fixture
def inbox() -> Iterator[Receiver]:
    with receiver() as inbox:
        yield inbox
