"""Questions about one object, answered with None or the sentence why not; cut by noun."""
