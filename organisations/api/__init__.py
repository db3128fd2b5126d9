"""People and tokens over REST."""
