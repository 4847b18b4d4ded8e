"""SHA-256, and the Merkle tree of section 5 of docs/format.md."""

import hashlib


def sha256(data):
    return hashlib.sha256(data).digest()


class Tree:
    """RFC 6962: the roots of all complete subtrees, so that the root at any size is quick."""

    def __init__(self):
        self.levels = [[]]

    def append(self, leaf):
        node = leaf
        for level in range(64):
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(node)
            if len(self.levels[level]) % 2:
                return
            node = sha256(b"\x01" + self.levels[level][-2] + node)

    def root(self, size):
        root, end = None, size
        for level in range(64):
            if size >> level & 1:
                end -= 1 << level
                part = self.levels[level][end >> level]
                root = part if root is None else sha256(b"\x01" + part + root)
        return sha256(b"") if root is None else root
