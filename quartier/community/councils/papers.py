"""Minutes as a PDF, for the file. What stands in them is gathered here, once for page and paper."""
