"""What every endpoint shares: permission, paging, problem details."""
