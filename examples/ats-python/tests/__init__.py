"""The service from end to end, over HTTP."""
