"""Errors that valgrind found in a library: valgrind_errors.py XML LIBRARY

A leak is the library's where any call that led to it is; a value that nobody set where the library is
what made its memory (CPython 3.11 reads a digit that the integer 0 doesn't have, and then hands on the
pointer that it finds by it); every other error where the library is what touched the memory, or what
allocated or freed it, the C library left out. What else there is (the
interpreter has some of its own) is only counted. Exit status 0: none of the library's; 1: some.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

# Their functions work for whoever calls them.
BETWEEN = ("vgpreload_", "libc.so", "ld-linux", "libpthread")


def main(report: str, library: str) -> int:
    errors = ElementTree.parse(report).getroot().findall("error")
    ours = [error for error in errors if is_of(error, library)]
    for error in ours:
        print(error.findtext("what") or error.findtext("xwhat/text"))
        for frame in error.iter("frame"):
            print(f"  {frame.findtext('fn') or frame.findtext('ip')} in {Path(frame.findtext('obj') or '?').name}")
    print(f"valgrind: {len(ours)} errors of {library}, {len(errors) - len(ours)} of others")
    return 1 if ours else 0


def is_of(error: ElementTree.Element, library: str) -> bool:
    """Whether an error is the library's."""
    stacks = [[Path(frame.findtext("obj") or "").name for frame in stack] for stack in error.findall("stack")]
    if (error.findtext("kind") or "").startswith("Leak_"):
        return any(library in stack for stack in stacks)
    if (error.findtext("kind") or "").startswith("Uninit"):
        # Where valgrind could tell, the last stack is where the memory was made.
        stacks = stacks[-1:]
    nearest = (next((name for name in stack if not name.startswith(BETWEEN)), None) for stack in stacks)
    return library in nearest


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
