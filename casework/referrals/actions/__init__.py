"""What the two sides of a referral do: offer, accept, decline, recall, complete, end."""
