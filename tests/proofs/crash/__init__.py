"""SIGKILL before each single SQL write of both threads: what was acknowledged is there, nothing is half done."""
