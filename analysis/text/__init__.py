"""Articles to tokens, sentences, counts and concordances."""
