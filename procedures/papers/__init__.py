"""The papers of a case: one-stop slips and result documents, laid out by the documents' own printer."""
