"""Random legacy sessions at the edges of the rules of the flag profile `legacy`: numbers around each
threshold, values of other types, strings that Python reads as numbers, NaN, times in any order.

Not a test: scripts/legacy_differential.py holds both sides' flags on these sessions against each other.
"""

import math
import random

NAN, INF = math.nan, math.inf
# What stands where a number should.
ODD = [
    None, True, False, "", "x", "5", " 12.5 ", "1_0", "1__0", "٣", "nan", "-inf", "1e400", "0x10", "0", "-0", [], [1],
    ["a"], {}, {"a": 1}, NAN, INF, -INF, 0, -0.0, -5, 10**30, 10**400, -(10**400), 2**53 + 1, 5e-324, 1.7e308,
]  # fmt: skip
TOOLS = [
    "Write", "Edit", "MultiEdit", "NotebookEdit", "Read", "Bash", "WRITE", "overwritten", "credit", "apply_patch",
    "ED\u0130T", "ed\u0131t", "",
]  # fmt: skip
PATHS = ["a", "b", "", None, 1, 1.0, True, 0, 2.5, NAN, [1], [1.0], [NAN], {"a": 1}, {"a": True}, 10**20, 1e20, [], 2**53 + 1]


def near(r, value):
    """The value, or a neighbour of it."""
    value = r.choice([value, value, float(value), round(value, 1), value + r.choice([-1, 1, -0.1, 0.1, 0.001])])
    if isinstance(value, float) and r.random() < 0.3:
        return math.nextafter(value, r.choice([0.0, INF]))
    return value


def odd(r, value, share=0.04):
    return r.choice(ODD) if r.random() < share else value


def manifest(r):
    if r.random() < 0.02:
        return r.choice(ODD)
    limit = r.choice([60, 20, 45.0, 1, 90])
    elapsed = near(r, r.choice([limit, limit + 20, limit * 0.1, limit * 0.2, 5, limit * 0.7, 30]))
    lines = r.choice([49, 50, 51, 99, 100, 101, 0, 3, 10**25])
    unit = r.choice([" lines changed"] * 8 + ["", "lines", "\tx", "\u2003x", ",5 x", ".5 x", " files"])
    members = {
        "elapsed_minutes": odd(r, elapsed),
        "time_limit_minutes": odd(r, r.choice([limit, limit, limit, 0, None])),
        "git_diff_summary": odd(r, r.choice(["", "", "", " ", "+", "0", "about "]) + str(lines) + unit),
        "git_diff_note": r.choice(["", "", "", None, "no-git-repo", "no-changes", "No-changes", 5, ["no-changes"]]),
        "commit_log": odd(r, [commit(r) for _ in range(r.choice([0, 0, 1, 1, 2, 3]))]),
    }
    for name in list(members):
        if r.random() < 0.08:
            del members[name]
    return members


def commit(r):
    if r.random() < 0.02:
        return r.choice([5, "x", None, [], {}])
    message = r.choice(["session start"] * 4 + ["turn 1", "[interview] session start 5", "Session start", ""])
    if r.random() < 0.03:
        message = r.choice([None, 5, [], ["session start"], {"session start": 1}, ["x"], False, {}])
    return {"hash": "0123abcd", "message": message}


def tool_call(r):
    event = {"type": "tool_call", "payload": {"tool_input": {"tool_name": "Write"}, "tool_name": r.choice(TOOLS)}}
    if r.random() < 0.06:
        event["payload"] = r.choice([None, "x", [], [1], {}, {"tool_name": ""}, {"tool_name": None}, {"tool_name": 0}, 5])
        if r.random() < 0.7:
            event["tool_name"] = r.choice(TOOLS)
    if r.random() < 0.01:
        event = r.choice([event | {"payload": {"tool_name": r.choice([5, ["Write"], True])}}, event | {"tool_name": 5}])
    return event


def event(r):
    kind = r.choice(["tool_call"] * 3 + ["file_read", "file_write", "file_edit", "bash_command", "thinking", "x"])
    if kind == "tool_call":
        return tool_call(r)
    made = {"type": kind, "payload": {}}
    if kind in ("file_write", "file_edit"):
        made["path"] = r.choice(PATHS) if r.random() < 0.3 else r.choice("abcdefghijkl")
    if kind == "bash_command" and r.random() < 0.9:
        made["exit_code"] = r.choice([0, 0, 0, 1, -1, 2.5, 0.5, "0", "1", "00", "1.5", *ODD]) if r.random() < 0.4 else 0
    return made


def events(r):
    style = r.randrange(6)
    if style == 0:
        # Counts at the thresholds of prompts and tool calls.
        prompts = r.randrange(4)
        made = [tool_call(r) for _ in range(r.choice([9, 10, 11, 19, 20, 20 * prompts, 20 * prompts + 1]))]
        made += [{"type": "user_prompt"}] * prompts
        r.shuffle(made)
    elif style == 1:
        # A failure, and a change about as many events later as still count.
        made = [{"type": "tool_call"}] * 4 + [{"type": "bash_command", "exit_code": r.choice([1, "1", 2.5, True, 0, NAN, INF])}]
        made += [{"type": "x"} for _ in range(r.randrange(3, 7))] + [{"type": r.choice(["file_edit", "file_write"]), "path": "a"}]
    else:
        made = [event(r) for _ in range(r.choice([0, 1, 2, 3, 4, 5, 6, 8, 12, 30]))]
        made += [{"type": "user_prompt"}] * r.choice([0, 1, 2])
        if r.random() < 0.5:
            r.shuffle(made)
    made = [dict(one) for one in made]
    if r.random() < 0.04:
        made.insert(r.randrange(len(made) + 1), r.choice([5, None, [], "x", {}, {"type": []}, {"type": {"a": 1}}, {"type": 5}]))
    return made


def set_times(r, made, minutes):
    """Times with gaps about as long, and as alike, as the rules ask for."""
    start = r.choice([1790000000000, 1790000000123, 0, 1e12 - 60000, 1790000000000.25])
    mean = r.choice([1000, 60000, 100.5, 7])
    spread = r.choice([0, 0.1, 0.15, 0.3, 0.16, 0.29, 0.31, 2])
    exact = r.random() < 0.3
    long = near(r, minutes * 60000 * r.choice([0.33, 0.5, 0.4, 0.1])) if minutes else 0
    at = r.randrange(len(made) + 1)
    now = start
    for index, one in enumerate(made):
        # Deviations of one size around the mean, in groups of five: their own standard deviation.
        sign = [-1, 1, -1, 1, 0][index % 5] if exact else r.uniform(-1.7, 1.7)
        now += mean * (1 + spread * sign) + (long if index == at else 0)
        if not exact and r.random() < 0.5:
            now = round(now)
        if not isinstance(one, dict):
            continue
        member = r.choice(["timestamp_ms"] * 5 + ["timestamp", None])
        if member == "timestamp_ms":
            one[member] = odd(r, now, 0.004)
        elif member:
            one[member] = odd(r, now / 1000, 0.02)
    if r.random() < 0.1:
        r.shuffle(made)


def alike(r):
    """Prompts and calls whose gaps deviate from their mean by about a threshold; of six times, exactly."""
    count, mean = r.choice([5, 6, 6, 6, 7, 11, 30]), r.choice([1000, 60000, 100.5, 0.1, 20, 2**60, 10**30])
    share = r.choice([0.15, 0.3])
    now, made = r.choice([0, 5, 1790000000000, 1790000000123.5]), []
    for index in range(count):
        made.append({"type": r.choice(["tool_call", "user_prompt", "thinking"]), "timestamp_ms": odd(r, now, 0.003)})
        deviation = int(mean * share * 100) // 100 if isinstance(mean, int) else mean * share
        now += mean + [deviation, -deviation, deviation, -deviation, 0][index % 5]
        if r.random() < 0.02:
            now = near(r, now)
        if r.random() < 0.05:
            now -= 3 * mean
    return made


def case(r: random.Random):
    """Events and manifest of a session."""
    if r.random() < 0.2:
        return alike(r), manifest(r)
    made, written = events(r), manifest(r)
    minutes = written.get("elapsed_minutes") if isinstance(written, dict) else None
    if not isinstance(minutes, (int, float)) or not abs(minutes) < 10**9:
        minutes = 10
    if r.random() < 0.85:
        set_times(r, made, minutes)
    return made, written
