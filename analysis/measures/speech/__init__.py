"""Acts of speaking, found by rules on tokens: who, with which verb, in which words."""
