"""The product as `wsgi` has it, but that a passphrase costs the least that the code allows."""

from dataclasses import replace

from casework.app import create_app
from casework.config import Config

app = create_app(replace(Config.from_environment(), cheap_passphrases=True))
