"""How long closed files are kept, and looking at each again before it goes. Nothing is deleted unseen."""
