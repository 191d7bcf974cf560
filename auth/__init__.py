"""Who is at the keyboard, which rings she belongs to, what she may do."""
