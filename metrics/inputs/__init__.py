"""From the database to the columns that computations take."""
