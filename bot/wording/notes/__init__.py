"""Session notes: forms, drafts, previews, posts, finding, consent, the page for a room."""
