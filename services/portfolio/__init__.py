"""The portfolio of services: what is stated of a service, how it is written, what an offering costs."""
