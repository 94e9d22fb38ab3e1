"""The rules, one module for each part of the page. Importing a module enters its rules into the table."""

from documents.checking.rules import body, heading, marks, numbering, recipients, signing, wording

MODULES = (heading, body, numbering, wording, signing, recipients, marks)
