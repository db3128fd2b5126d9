"""Reading foreign files: CSV, XLSX, XES and JSON lines into columns of text, each row with its file, sheet and line.

Runs in a child process with limits (`python -m core.imports.reading`) and therefore knows nothing of Django. Whatever
is wrong with a file is an `Unreadable`, which names the place and the remedy.
"""
