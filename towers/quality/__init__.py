"""What is missing or doubtful in a baseline: inferred where it can be, shown as inferred, and told with its effect."""
