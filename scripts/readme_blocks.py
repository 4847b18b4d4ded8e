"""Runs every fenced block of the Markdown files named: readme_blocks.py [--python PYTHON] FILE…

With `--python`, only the blocks in Python, with that interpreter and the package that it has.

A block without a language, or in one that has no runner, is an error: what a reader is told to do
or to see is either run or not written. A new language is a function and a line in RUNNERS.
Exit status 0: all blocks ran; 1: some failed.
"""

import argparse
import functools
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / "target" / "readme"
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
# The commands of which this program is itself a part; running them again would not end.
CALLERS = {"scripts/test", "scripts/check"}


def run_sh(code: str) -> None:
    """Runs the lines in the root of the repository, as a reader would."""
    lines = [line for line in code.splitlines() if line.strip() not in CALLERS]
    for caller in CALLERS & {line.strip() for line in code.splitlines()}:
        if not os.access(ROOT / caller, os.X_OK):
            raise RuntimeError(f"`{caller}` can't be run")
    command = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
    subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=True)


def run_rust(code: str) -> None:
    """Compiles the block as a program against the libraries of the workspace, and runs it."""
    build = ["cargo", "build", "--workspace", "--lib", "--locked", "--quiet"]
    output = subprocess.run(
        [*build, "--message-format=json"], cwd=ROOT, stdout=subprocess.PIPE, check=True
    ).stdout
    source, program = SCRATCH / "block.rs", SCRATCH / "block"
    source.write_text(code, encoding="utf-8")
    folders, libraries = set(), []
    for line in output.splitlines():
        message = json.loads(line)
        if message["reason"] != "compiler-artifact":
            continue
        rlib = next((Path(f) for f in message["filenames"] if f.endswith(".rlib")), None)
        if rlib is None:
            continue
        folders |= {rlib.parent, rlib.parent / "deps"}
        if Path(message["manifest_path"]).is_relative_to(ROOT):
            libraries += ["--extern", f"{message['target']['name']}={rlib}"]
    for folder in sorted(folders):
        libraries += ["-L", f"dependency={folder}"]
    rustc = ["rustc", "--edition", "2024", "-D", "warnings", str(source), "-o", str(program)]
    subprocess.run([*rustc, *libraries], cwd=ROOT, check=True)
    subprocess.run([program], cwd=ROOT, stdin=subprocess.DEVNULL, check=True)


def run_js(code: str) -> None:
    """Runs the block as an ECMAScript module that has the npm package of the repository installed."""
    package, installed = ROOT / "bindings-node", SCRATCH / "node_modules" / "interview-core"
    subprocess.run(["node", package / "build.js", "--debug"], cwd=ROOT, check=True)
    installed.parent.mkdir(exist_ok=True)
    installed.unlink(missing_ok=True)
    installed.symlink_to(package)
    program = SCRATCH / "block.mjs"
    program.write_text(code, encoding="utf-8")
    subprocess.run(["node", program], cwd=ROOT, stdin=subprocess.DEVNULL, check=True)


@functools.cache
def install_python() -> None:
    """Installs the package of the workspace into .venv."""
    subprocess.run([ROOT / "scripts" / "python_develop"], cwd=ROOT, check=True)


def run_python(code: str) -> None:
    """Runs the block with the package of the workspace, in the root of the repository."""
    install_python()
    run_with(ROOT / ".venv" / "bin" / "python", code)


def run_with(python: Path, code: str) -> None:
    """Runs the block with the interpreter, in the root of the repository."""
    source = SCRATCH / "block.py"
    source.write_text(code, encoding="utf-8")
    subprocess.run([python, source], cwd=ROOT, stdin=subprocess.DEVNULL, check=True)


@functools.cache
def build_jar() -> None:
    """Builds the jar of the Kotlin binding."""
    subprocess.run([ROOT / "scripts" / "uniffi_generate"], cwd=ROOT, check=True)
    subprocess.run([ROOT / "scripts" / "kotlin", "jar"], cwd=ROOT, check=True)


def run_kotlin(code: str) -> None:
    """Compiles the block as a program against the jar of the workspace, and runs it."""
    build_jar()
    source = SCRATCH / "Block.kt"
    source.write_text(code, encoding="utf-8")
    command = [ROOT / "scripts" / "kotlin", "run", "BlockKt", source]
    subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=True)


def run_json(code: str) -> None:
    """The block is one JSON value, or one on each line."""
    try:
        json.loads(code)
    except ValueError:
        for line in code.splitlines():
            json.loads(line)


RUNNERS = {"sh": run_sh, "rust": run_rust, "js": run_js, "python": run_python, "kotlin": run_kotlin, "json": run_json}


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs the blocks of documents.")
    parser.add_argument("--python", type=Path, metavar="PYTHON", help="only blocks in Python, with this interpreter")
    parser.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()
    runners = RUNNERS
    if options.python is not None:
        # Not resolved: a virtual environment's interpreter is a link.
        runners = {"python": functools.partial(run_with, options.python.absolute())}
    SCRATCH.mkdir(parents=True, exist_ok=True)
    passed, failed = 0, 0
    for name in options.files:
        text = (ROOT / name).read_text(encoding="utf-8")
        for block in FENCE.finditer(text):
            language, place = block[1].strip(), f"{name}:{text.count(chr(10), 0, block.start()) + 1}"
            if options.python is not None and language not in runners:
                continue
            print(f"{place}: {language or 'no language'}", flush=True)
            started = time.monotonic()
            try:
                if language not in runners:
                    raise RuntimeError(f"no runner for `{language}`")
                runners[language](block[2])
                passed += 1
                print(f"{place}: ok, {time.monotonic() - started:.1f} s", flush=True)
            except (OSError, RuntimeError, ValueError, subprocess.CalledProcessError) as error:
                failed += 1
                print(f"{place}: FAILED: {error}", flush=True)
    print(f"blocks: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
