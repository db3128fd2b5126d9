"""Runs: the Run row is the truth, the broker only a doorbell.

registry (kinds) -> actions (request, cancel) -> lease (claim, renew, fence) -> worker (execute) and sweep.
"""
