"""Keys and people of the privacy tests."""

import base64
from uuid import uuid4

import pytest

from hkin.privacy.actor import Actor
from hkin.privacy.sealing import Sealer, create_key


def ring_entry(name: str, byte: bytes) -> str:
    return f"{name}:{base64.b64encode(byte * 32).decode()}"


@pytest.fixture
def sealer(db: None) -> Sealer:
    return create_key(owner=uuid4(), municipality_id=1)


@pytest.fixture
def omar() -> Actor:
    return Actor(user_id=7, role="coordinator", municipality_id=1)
