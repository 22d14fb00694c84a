"""Step tables, and the thread that joins the stages of one matter under one file number."""
