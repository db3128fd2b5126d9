"""Proposals, decisions about them, and the evidence that an approval freezes."""
