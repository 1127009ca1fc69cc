"""A server that behaves as Zalo's interfaces do, for tests: a process on the loopback address.

``python -m tests.support.zalo`` starts it, ``process.zalo_server`` does so for a test. It sends
nothing to anybody: what a person would have received is a line of ``GET /__/messages``.
"""
