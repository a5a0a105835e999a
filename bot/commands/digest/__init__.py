"""`/digest`: the new posts of the blogs that a channel or a member follows, once, when wanted."""
