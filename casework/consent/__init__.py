"""What she agreed to: for which purpose, with whom, until when. Consent is the key."""
