"""Base views and the pages of the machinery: health, runs, audit."""
