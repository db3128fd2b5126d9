"""The import machine: read, guess, map, check, confirm, undo. What the rows mean is each app's importer."""
