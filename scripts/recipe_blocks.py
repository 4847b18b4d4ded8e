"""Does what a recipe of CONTRIBUTING.md says, in a copy of the crate, and runs the tests that come
with it: what a reader is told to write must build without a warning, and do what it is for.

A block that is a file names it behind its language: ```rust interview-core/src/flags/NAME.rs. A block
that is put into a file names that too, and the line that it goes behind:
```rust interview-core/src/flags/mod.rs after "LINE".
Exit status 0: every file that was added has tests, and they pass.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "target" / "recipe"
# Not the workspace's: to cargo, the copy is the same crate, and would pass for what was built of it.
BUILT = ROOT / "target" / "recipe-build"
CRATE = "interview-core"
BLOCK = re.compile(
    r'^```rust ([\w./-]+\.rs)(?: after "([^"\n]+)")?\n(.*?)^```\s*$', re.MULTILINE | re.DOTALL
)


def copy_crate() -> None:
    """The crate alone, as a workspace of its own."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(ROOT / CRATE, COPY / CRATE)
    for name in ("Cargo.lock", "clippy.toml", "rustfmt.toml"):
        shutil.copy(ROOT / name, COPY / name)
    manifest = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    alone, found = re.subn(r"^members = .*$", f'members = ["{CRATE}"]', manifest, flags=re.MULTILINE)
    if found != 1:
        raise RuntimeError("Cargo.toml has no line `members = …`")
    # Nothing is optimised: it would take minutes, for one test.
    alone = re.sub(r"^\[profile\..*\n(?:[^\[\n].*\n|\n)*", "", alone, flags=re.MULTILINE)
    (COPY / "Cargo.toml").write_text(alone, encoding="utf-8")


def put(name: str, after: str | None, code: str) -> None:
    path = COPY / name
    if after is None:
        if path.exists():
            raise RuntimeError(f"`{name}` is there already")
        path.write_text(code, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if text.count(after + "\n") != 1:
        raise RuntimeError(f"`{after}` isn't one line of `{name}`")
    path.write_text(text.replace(after + "\n", f"{after}\n{code}"), encoding="utf-8")


def run(*command: str) -> str:
    print("+", *command, flush=True)
    own = {"CARGO_TARGET_DIR": str(BUILT), "CARGO_NET_OFFLINE": "true"}
    own["CARGO_PROFILE_DEV_DEBUG"] = "0"
    done = subprocess.run(
        command, cwd=COPY, env={**os.environ, **own}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True
    )
    print(done.stdout, end="", flush=True)
    if done.returncode != 0:
        raise RuntimeError(f"`{' '.join(command)}` failed")
    return done.stdout


def main(document: str) -> int:
    copy_crate()
    text = (ROOT / document).read_text(encoding="utf-8")
    added = []
    for name, after, code in (block.groups() for block in BLOCK.finditer(text)):
        put(name, after, code)
        if after is None:
            added.append(name)
    if not added:
        raise RuntimeError(f"{document} has no block that is a file")
    run("rustfmt", "--edition", "2024", "--check", *added)
    for name in added:
        module = Path(name).relative_to(f"{CRATE}/src").with_suffix("")
        told = run("cargo", "test", "--quiet", "-p", CRATE, "--lib", "--", "::".join(module.parts) + "::")
        if re.search(r"^warning", told, re.MULTILINE):
            raise RuntimeError("there are warnings")
        if not re.search(r"^test result: ok\. [1-9]\d* passed", told, re.MULTILINE):
            raise RuntimeError(f"`{name}` has no test that ran")
    print(f"recipe: {len(added)} files of {document} build, and their tests pass")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except (OSError, RuntimeError) as error:
        sys.exit(f"recipe: {error}")
