"""Staff lists and effort files, as the import machine reads them."""
