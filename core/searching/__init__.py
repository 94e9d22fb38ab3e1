"""The parts of search: query grammar, what is written of each thing, the two databases, ranking, highlighting."""
