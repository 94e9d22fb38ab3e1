"""Tables of people, offices and agency codes from XLSX and CSV: read safely, planned by row, written whole."""
