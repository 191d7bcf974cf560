"""Large contents: sealed in pieces under a key of their own, which lies in a sealed row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from crypto import context, stream
from crypto.envelope import new_key

PIECE = 256 * 1024
"""How many bytes of a content go into one row."""

__all__ = ["PIECE", "new_key", "open_pieces", "seal_pieces"]


def seal_pieces(key: bytes, attachment_id: UUID, folder_id: UUID, content: bytes) -> Iterator[bytes]:
    """The sealed pieces of a content, in their order. Their number is padded as well."""
    bound = context.attachment(attachment=attachment_id, folder=folder_id)
    return stream.seal(key, bound, content, PIECE)


def open_pieces(key: bytes, attachment_id: UUID, folder_id: UUID, pieces: Iterable[bytes]) -> bytes:
    """The content, whole or not at all. Raises CannotOpen."""
    return stream.unseal(key, context.attachment(attachment=attachment_id, folder=folder_id), pieces)
