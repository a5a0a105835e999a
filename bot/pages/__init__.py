"""Small pages that people open by a link in a message: calendar files, and kind words if it is old.

A link is signed, so that nobody can guess another, and leads to things as they are now. Imports
the words, the verbs and the nouns; platforms and commands know nothing of it.
"""
