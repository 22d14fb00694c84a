"""What `make bench` is made of: rows to look at (`rows`), a yardstick (`plain`), servers and their cost (`serving`)."""
