"""A closed box: bytes in, bytes out.

Nothing here knows the web, the database or the domain, and nothing here keeps a key: a caller
brings the key, the context it expects and the bytes, and gets bytes back or ``CannotOpen``.
"""
