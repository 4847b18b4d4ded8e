"""The measurements of scripts/bench: bench.py [--only NAME]… [--list]

Each row says what was measured, what it is compared with in the same run on the same machine, the
ratio, and the bound that the design sets. A table in Markdown comes last; before it, each row as one
line of JSON. A figure that misses its bound is told, and is no failure: only a measurement that
can't be made is.
"""

import argparse
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
SCRATCH = TARGET / "bench"
INTERVIEW = TARGET / "release" / "interview"
ROUNDS = 5
TURNS = 6
MIB = 1 << 20


def row(name: str, what: str, ours: str, beside: str, ratio: float, bound: str, met: bool) -> dict:
    return {
        "name": name,
        "what": what,
        "ours": ours,
        "beside": beside,
        "ratio": round(ratio, 4 if ratio < 1 else 2),
        "bound": bound,
        "met": met,
    }


def cargo(*arguments: str) -> str:
    """Standard output of a release build's program."""
    command = ["cargo", *arguments[:1], "--release", "--locked", "--quiet", *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def bench_verify():
    """Verification of 100k events of 600 bytes over hashing the same lines with sha2 alone."""
    bounds = {
        ("verify_no_anchors", 1): 3.2,
        ("verify_no_anchors", 2): 1.8,
        ("verify_480_anchors", 1): 4.5,
        ("verify_480_anchors", 2): 2.5,
    }
    for feature in [], ["--features", "parallel"]:
        example = ["run", "-p", "interview-journal", "--example", "bench_verify", *feature]
        for line in cargo(*example).splitlines():
            found = json.loads(line)
            bound = bounds.get((found["name"], found["threads"]))
            threads = f"{found['threads']} thread{'s' if found['threads'] > 1 else ''}"
            yield row(
                f"{found['name']}_{found['threads']}",
                f"verify {found['events']} events, {found['name'][7:].replace('_', ' ')}, {threads}",
                f"{found['verify_ms']} ms",
                f"{found['sha2_ms']} ms, bare sha2",
                found["ratio"],
                f"≤ {bound}" if bound else "",
                bound is None or found["ratio"] <= bound,
            )


def bench_memory():
    """Most memory while 1 GB is verified, over the size of the input."""
    alone, most = ["--only-log"], 64_000_000
    # With lines, flags and times it takes what the log's files and acts need.
    twice = {"log": ("a log of 1 GB", alone, most), "evidence": ("the same with evidence and flags", [], None)}
    inputs = [
        (log_of, 1 << 30, twice),
        (lambda size: (b"x" * MIB for _ in range(size // MIB)), 1 << 30, {"line": ("1 GB on one line", alone, most)}),
        (lambda size: (b"\n" * MIB for _ in range(size // MIB)), 1 << 26, {"line_feeds": ("64 MB of line feeds", alone, most)}),
    ]
    cargo("build", "-p", "candidate-cli")
    path = SCRATCH / "memory.jsonl"
    for chunks, size, runs in inputs:
        with path.open("wb") as file:
            file.writelines(chunks(size))
        size = path.stat().st_size
        for name, (what, arguments, most) in runs.items():
            started = time.monotonic()
            usage, report = measured([INTERVIEW, "verify", "--json", *arguments, path])
            seconds = time.monotonic() - started
            peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            yield row(
                f"memory_{name}",
                f"{what}, found {json.loads(report)['verdict']}",
                f"{peak / MIB:.1f} MiB in {seconds:.1f} s",
                f"{size / MIB:.0f} MiB, the input",
                peak / size,
                "< 64 MB" if most else "",
                most is None or peak < most,
            )
    path.unlink()


def log_of(size: int):
    """The lines of an unsealed session of that many bytes, chained."""
    first_two = (ROOT / "conformance/vectors/honest/events.jsonl").read_bytes().splitlines()[:2]
    seq, prev, text = 2, hashlib.sha256(b"\0" + first_two[1]).hexdigest(), "What is said. " * 28
    yield b"\n".join(first_two) + b"\n"
    while size > 0:
        line = (
            f'{{"prev":"{prev}","seq":{seq},"at":"2026-11-20T12:34:56.789Z","kind":"user_prompt",'
            f'"origin":"candidate","salt":"AAAAAAAAAAAAAAAAAAAAAA","data":{{"text":"{text}"}}}}'
        ).encode()
        seq, prev = seq + 1, hashlib.sha256(b"\0" + line).hexdigest()
        size -= len(line) + 1
        yield line + b"\n"


def measured(command: list) -> tuple[resource.struct_rusage, bytes]:
    """What a program used, and what it printed."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise RuntimeError(f"`{command}` ended with {child.returncode}")
    return usage, output


def bench_legacy():
    """Verification of a legacy log of 100k events over interviewsignal itself on the same folder."""
    cargo("build", "-p", "candidate-cli")
    integrity, folder, events = legacy_session()
    policy = SCRATCH / "policy.json"
    policy.write_text('{"format":"legacy"}')
    command = [INTERVIEW, "verify", "--json", "--policy", policy, folder]
    ours = theirs = float("inf")
    for _ in range(ROUNDS):
        usage, report = measured(command)
        ours = min(ours, usage.ru_utime + usage.ru_stime)
        started = time.process_time()
        verdict = integrity.verify_session("BENCH")
        theirs = min(theirs, time.process_time() - started)
    legacy = json.loads(report)["legacy"]
    if not (verdict["ok"] and legacy["ok"] and legacy["event_count"] == events):
        raise RuntimeError("the verdicts on the legacy log differ")
    yield row(
        "legacy",
        f"verify {events} events of a legacy log, processor time",
        f"{ours * 1e3:.0f} ms, `interview verify` from start to end",
        f"{theirs * 1e3:.0f} ms, interviewsignal 0.9.25 once it runs",
        theirs / ours,
        "≥ 12",
        theirs / ours >= 12,
    )


def legacy_session():
    """interviewsignal, and the folder of a session for it with so many events."""
    integrity, events = original(), 100_000
    integrity.SESSIONS_DIR = SCRATCH / "legacy"
    folder = integrity.SESSIONS_DIR / "BENCH"
    folder.mkdir(parents=True, exist_ok=True)
    last = write_legacy(folder / "events.jsonl", events)
    (folder / "manifest.json").write_text(json.dumps({"final_hash": last}, indent=2))
    return integrity, folder, events


def original():
    """interviewsignal's verifier, which is to keep its state below the scratch folder."""
    home = os.environ.get("HOME", "")
    os.environ["HOME"] = str(SCRATCH / "home")
    from interview.core import integrity

    os.environ["HOME"] = home
    return integrity


def write_legacy(path: Path, events: int) -> str:
    """The events of a real session, over and over, chained anew; returns the last hash."""
    real = ROOT / "interview-core/tests/data/legacy/01-honest-iteration/events.jsonl"
    first, *between, end = map(json.loads, real.read_text(encoding="utf-8").splitlines())
    prev = ""
    with path.open("w", encoding="ascii") as file:
        for number in range(events):
            event = {0: first, events - 1: end}.get(number, between[number % len(between)])
            body = {**event, "timestamp": 1790000000.25 + number / 8}
            del body["prev_hash"], body["hash"]
            text = prev + json.dumps(body, sort_keys=True)
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            chained = {**body, "prev_hash": prev, "hash": digest}
            file.write(json.dumps({name: chained[name] for name in event}) + "\n")
            prev = digest
    return prev


def bench_append():
    """One append without sync, over one of a short text to a short log."""
    example = ["run", "-p", "interview-journal", "--example", "bench_append"]
    best = {}
    # By turns, so that what else the machine does weighs on all of them.
    for _ in range(TURNS):
        for found in map(json.loads, cargo(*example).splitlines()):
            case = found["name"], found["events"]
            best[case] = min(found, best.get(case, found), key=lambda it: it["median_ns"])
    texts, beside = {"append": "250 bytes", "append_2k": "2 kB"}, None
    for found in best.values():
        name, median = found["name"], found["median_ns"]
        beside = beside or found
        bound = "≤ 10 µs" if name == "append" else ""
        yield row(
            f"{name}_{found['events']}",
            f"append {texts[name]} of text after {found['events']} events, median",
            f"{median / 1e3:.1f} µs, 99 % under {found['p99_ns'] / 1e3:.1f} µs",
            f"{beside['median_ns'] / 1e3:.1f} µs, {texts[beside['name']]} after {beside['events']} events",
            median / beside["median_ns"],
            bound,
            not bound or median <= 10_000,
        )


def bench_evidence():
    """Attribution and flags of 100k events, and of ten times as many."""
    first = None
    for line in cargo("run", "-p", "interview-journal", "--example", "bench_evidence").splitlines():
        found = json.loads(line)
        first = first or found
        ratio = found["ratio"]
        is_first = found is first
        yield row(
            f"evidence_{found['events']}",
            f"attribution and flags, {found['events']} events, {found['added']} added lines",
            f"{found['ms']} ms, {found['mean_ms']} ms on average",
            f"{first['mean_ms']} ms on average, {first['events']} events",
            ratio,
            "≤ 150 ms" if is_first else "≤ 12 ×",
            found["ms"] <= 150 if is_first else ratio <= 12,
        )


def bench_attribution():
    """Lines of random scripts of real edits whose class is the truth, and the confusion matrices."""
    command = [
        "cargo", "run", "--release", "--locked", "--quiet", "-p", "interview-conformance",
        "--bin", "attribution",
    ]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1):
        raise RuntimeError(f"`attribution` ended with {run.returncode}")
    print(run.stdout, flush=True)
    for name, part in zip(("fixed", "head"), run.stdout.strip().split("\n\n"), strict=True):
        figures = dict(line.rsplit(": ", 1) for line in part.splitlines() if ": " in line)
        right, _, lines, _, share, _ = figures["class is the truth"].split()
        yield row(
            f"attribution_{name}",
            f"lines of {figures['scripts']} scripts whose class is the truth, {part.splitlines()[0]}",
            f"{right} lines",
            f"{lines} added lines",
            float(share) / 100,
            "≥ 0.99, and no line of others that was seen is the assistant's edit",
            part.endswith("thresholds met"),
        )


def bench_bindings():
    """Python and Node over Rust on the same log, Python over interviewsignal on a legacy one, and on two cores."""
    integrity, legacy, events = legacy_session()
    log = SCRATCH / "bindings.jsonl"
    with log.open("wb") as file:
        file.writelines(log_of(events * 600))
    subprocess.run([ROOT / "scripts" / "python_develop", "--release"], cwd=ROOT, check=True)
    subprocess.run(["node", ROOT / "bindings-node" / "build.js"], cwd=ROOT, check=True)
    example = ["cargo", "run", "--release", "--locked", "--quiet", "-p", "interview-journal", "--example"]
    commands = [
        [*example, "bench_path", "--", log],
        [*example, "bench_append"],
        [sys.executable, ROOT / "scripts" / "bench_python.py", log, legacy, SCRATCH],
        ["node", ROOT / "bindings-node" / "test" / "bench.js", "--append", "1000", "--verify", log],
    ]
    best = {}
    # By turns, so that what else the machine does weighs on all of them.
    for _ in range(TURNS):
        for command in commands:
            told = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
            for found in map(json.loads, told.splitlines()):
                name = found["name"]
                for figure in {"ms", "us", "best_ns", "median_ns", "one_ms", "two_ms"} & found.keys():
                    best[name, figure] = min(found[figure], best.get((name, figure), float("inf")))
        started = time.process_time()
        integrity.verify_session("BENCH")
        original_ms = (time.process_time() - started) * 1e3
        best["original", "ms"] = min(original_ms, best.get(("original", "ms"), float("inf")))

    beside = best["verify_path", "ms"]
    languages = {"Python": best["verify", "ms"], "Node": best["node_verify", "best_ns"] / 1e6}
    for language, ours in languages.items():
        what = f"{language}: verify {events} events of 600 bytes in memory"
        figures = f"{ours:.1f} ms", f"{beside:.1f} ms in Rust", ours / beside
        yield row(f"{language.lower()}_verify", what, *figures, "≤ 1.05", ours <= 1.05 * beside)
    ours, beside = best["legacy", "ms"], best["original", "ms"]
    what = f"Python: verify {events} events of a legacy log, processor time"
    figures = f"{ours:.0f} ms", f"{beside:.0f} ms, interviewsignal 0.9.25", beside / ours
    yield row("python_legacy", what, *figures, "≥ 12 × faster", beside >= 12 * ours)
    beside = best["append", "median_ns"] / 1e3
    languages = {"Python": best["python_append", "us"], "Node": best["node_append", "median_ns"] / 1e3}
    for language, ours in languages.items():
        what = f"{language}: append 250 bytes of text without sync, median"
        figures = f"{ours:.1f} µs", f"{beside:.1f} µs in Rust", ours / beside
        yield row(f"{language.lower()}_append", what, *figures, "≤ 15 µs", ours <= 15)
    two, one = best["verify_many", "two_ms"], best["verify_many", "one_ms"]
    figures = f"{two:.0f} ms", f"{one:.0f} ms on one", one / two
    yield row("python_verify_many", "Python: verify_many of 2,000 sessions on two cores", *figures, "≥ 1.7 × faster", one >= 1.7 * two)


BENCHES = {
    "verify": bench_verify,
    "memory": bench_memory,
    "legacy": bench_legacy,
    "append": bench_append,
    "evidence": bench_evidence,
    "attribution": bench_attribution,
    "bindings": bench_bindings,
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures speed and memory.")
    parser.add_argument("--only", action="append", choices=BENCHES, metavar="NAME")
    parser.add_argument("--list", action="store_true", help="print the names")
    options = parser.parse_args()
    if options.list:
        print("\n".join(BENCHES))
        return 0
    SCRATCH.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in options.only or BENCHES:
        for found in BENCHES[name]():
            rows.append(found)
            print(json.dumps(found, ensure_ascii=False), flush=True)
    print(f"\n{time.strftime('%Y-%m-%d')}, {machine()}\n")
    print("| what | ours | beside it | ratio | bound | |\n|---|---|---|---|---|---|")
    for found in rows:
        met = "" if not found["bound"] else "met" if found["met"] else "missed"
        cells = found["what"], found["ours"], found["beside"], found["ratio"], found["bound"], met
        print(f"| {' | '.join(map(str, cells))} |")
    return 0


def machine() -> str:
    """What the figures were measured on."""
    try:
        names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
        processor = names[0].split(": ", 1)[1]
    except (OSError, IndexError):
        processor = platform.machine()
    rustc = subprocess.run(["rustc", "--version"], stdout=subprocess.PIPE, text=True, check=True)
    return f"{os.cpu_count()} × {processor}, {platform.system()}, {' '.join(rustc.stdout.split()[:2])}"


if __name__ == "__main__":
    sys.exit(main())
