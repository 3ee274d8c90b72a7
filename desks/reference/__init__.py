"""What the code says about itself, printed: the pages of docs/reference/ and the access matrix.

Here rather than in the kernel because it reads every room, which only `desks` may.
"""
