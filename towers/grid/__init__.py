"""The grid: what positions, teams and effort look like as cells, and how a cell is read."""
