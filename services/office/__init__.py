"""The service management office: what it has to do, and where it meets projects."""
