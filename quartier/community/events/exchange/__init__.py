"""The calendar in the words of other programs: iCal out and in, Atom and RSS, schema.org."""
