"""The organisation as it is, over REST."""
