"""The manifest: section 13 of docs/format.md."""

from grammar import Bad, json_object

MANIFEST_BYTES = 65_536


def derive_manifest(log, note):
    """The only bytes that the manifest of a sealed log can have with this final note."""
    artefacts = ",".join(
        f'{{"name":{quoted(a["name"])},"bytes":{a["bytes"]},"sha256":{quoted(a["sha256"])}}}'
        for a in log.end["artefacts"]
    )
    return (
        f'{{"format":"interview-log/1","session":{quoted(log.start["session"])}'
        f',"log_origin":{quoted(log.start["log_origin"])},"lines":{log.lines}'
        f',"head":"{log.head.hex()}","artefacts":[{artefacts}]'
        f',"final_note":{quoted(note)}}}\n'
    ).encode()


def final_note(manifest):
    """The final note of a manifest in the form of section 13, or None."""
    if len(manifest) > MANIFEST_BYTES or not manifest.endswith(b"\n"):
        return None
    try:
        members = json_object(manifest[:-1].decode("utf-8"))
    except (Bad, UnicodeDecodeError):
        return None
    note = members.get("final_note")
    return note if isinstance(note, str) else None


_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def quoted(text):
    """A JSON string in the one spelling of section 13."""
    escaped = (_SHORT.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text)
    return '"' + "".join(escaped) + '"'
