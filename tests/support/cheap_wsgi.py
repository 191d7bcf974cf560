"""The product as `wsgi` has it, but that a passphrase costs the least that the code allows, and that no role
needs a second step."""

from dataclasses import replace

from casework.app import create_app
from casework.config import Config

app = create_app(replace(Config.from_environment(), cheap_passphrases=True, second_step=False))
