"""The processes of the house: one web server and background workers, watched by a supervisor (docs/operations.md)."""
