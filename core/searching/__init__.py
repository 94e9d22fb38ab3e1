"""The parts of search: the query's grammar, what is written of each thing, the two databases, ranking, highlighting."""
