// Runs every conformance vector through the Kotlin names; the Report that is compared is written from
// the record's own fields. What a vector is stands in conformance/README.md.

import interview_core.*
import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.HexFormat
import kotlin.io.path.*

class Vector(val folder: File) {
    private val described = Json.parse(folder.resolve("vector.json").readText())
    val name = described.at("name").string
    val operation = described.at("operation").string
    val input = described.at("input")
    val options: String? = described.at("options").takeUnless { it.isNull }?.text
    val expected = described.at("expected")

    /** An input that is bytes: a file's name, or parts. */
    fun content(given: Json): ByteArray {
        if (given.value is String) return folder.resolve(given.string).readBytes()
        return given.at("parts").list.fold(ByteArray(0)) { all, part -> all + part(part) }
    }

    private fun part(part: Json): ByteArray = when {
        part.has("file") -> content(part.at("file"))
        part.has("text") -> part.at("text").string.toByteArray()
        part.has("hex") -> HexFormat.of().parseHex(part.at("hex").string)
        else -> part.at("repeat").string.repeat(part.at("count").long.toInt()).toByteArray()
    }

    fun perhaps(role: String): ByteArray? = input[role]?.let(::content)

    fun source(): Source =
        Source.Files(content(input.at("events")), perhaps("manifest"), perhaps("diff"), perhaps("commits"))

    /** Data of an event: text, or bytes that are read as UTF-8. */
    fun data(given: Json): String = if (given.value is String) given.string else content(given).decodeToString()
}

class Outcome {
    var report: Report? = null
    var output: String? = null
    var files: MutableMap<String, ByteArray>? = null
    var reports: List<Any>? = null
    var left: Map<String, ByteArray>? = null
    val requests = ArrayList<String?>()
    var error: String? = null
}

fun run(vector: Vector) {
    var outcome = Outcome()
    try {
        OPERATIONS.getValue(vector.operation)(vector, outcome)
    } catch (error: InterviewException) {
        outcome = Outcome().apply { this.error = error.errorCode }
    }
    val expected = vector.expected
    outcome.left?.let { left ->
        same("files", left.keys.sorted(), expected.at("files").members.keys.sorted())
        for ((name, content) in left) whole(vector, name, content, expected.at("files").at(name))
        same("requests", outcome.requests, expected.at("requests").list.map { it.value })
    }
    same("error", outcome.error, expected["error"]?.string)
    if (outcome.error != null) return
    val (report, reports, files) = Triple(outcome.report, outcome.reports, outcome.files)
    when {
        report != null -> {
            same("again", reportFromJson(report.toJson()), report)
            same("verdict", report.verdict.name.lowercase(), expected.at("verdict").string)
            whole(vector, "report", report.toJson().toByteArray(), expected.at("report"), "\n")
        }
        reports != null -> {
            val told = reports.map { if (it is Report) """{"verdict":"${it.verdict.name.lowercase()}"}""" else """{"error":"$it"}""" }
            same("outcomes", told, expected.at("output").list.map { it.plain() })
            val lines = reports.joinToString("\n") { if (it is Report) it.toJson() else """{"error":"$it"}""" }
            whole(vector, "reports", lines.toByteArray(), expected.at("report"), "\n")
        }
        files != null -> {
            same("outputs", files.keys.sorted(), expected.at("output").members.keys.sorted())
            for ((role, content) in files) same(role, content.toList(), vector.content(expected.at("output").at(role)).toList())
        }
        else -> same("output", Json.parse(outcome.output!!).plain(), expected.at("output").plain())
    }
}

fun same(what: String, found: Any?, expected: Any?) =
    check(found == expected) { "$what: found ${found.toString().take(600)}, expected ${expected.toString().take(600)}" }

/** Compares bytes with a file, or with its hash. */
fun whole(vector: Vector, what: String, content: ByteArray, expected: Json, end: String = "") {
    if (expected.has("sha256")) {
        val hash = MessageDigest.getInstance("SHA-256").digest(content)
        same("sha256 of $what", HexFormat.of().formatHex(hash), expected.at("sha256").string)
    } else {
        same(what, (content + end.toByteArray()).decodeToString(), vector.content(expected).decodeToString())
    }
}

typealias Operation = (Vector, Outcome) -> Unit

val OPERATIONS: Map<String, Operation> = mapOf(
    "sniff" to { it, outcome -> outcome.output = Json.quoted(sniff(it.source())) },
    "verify" to { it, outcome -> outcome.report = verify(it.source(), it.options) },
    "verifier" to ::verifier,
    "attribute" to { it, outcome -> outcome.output = attribute(it.source(), it.options)?.let(::evidenceToJson) ?: "null" },
    "flags" to { it, outcome ->
        outcome.output = flags(it.source(), it.options)?.joinToString(",", "[", "]") { flag -> flagToJson(flag) } ?: "null"
    },
    "verify_many" to ::many,
    "journal" to ::journal,
    "recorder" to ::recorder,
    "prove" to { it, outcome ->
        outcome.files = mutableMapOf("proof" to prove(it.source(), it.input.at("seq").long).toByteArray())
    },
    "verify_proof" to { it, outcome ->
        val (line, proof) = it.content(it.input.at("line")) to it.content(it.input.at("proof"))
        val shown = verifyProof(line, proof, it.input["key"]?.string, it.perhaps("first_line"), it.options)
        outcome.output = disclosedToJson(shown)
    },
    "observe" to { it, outcome ->
        val told = observe(it.content(it.input.at("events")), it.perhaps("before"), it.perhaps("after"), it.input["full"]?.value == true)
        same("again", told.map { one -> observedFromJson(observedToJson(one)) }, told)
        outcome.files = mutableMapOf("observed" to told.joinToString(",", "[", "]") { one -> observedToJson(one) }.toByteArray())
    },
    "redact" to { it, outcome ->
        outcome.files = mutableMapOf("events" to redact(it.source(), it.input.at("seqs").list.map { seq -> seq.long }))
    },
    "overtime" to { it, outcome ->
        val found = overtime(it.input.at("elapsed_ms").long, it.input.at("limit_ms").long, it.input["raw"]?.string, it.input["policy"]?.text)
        outcome.output = overtimeToJson(found)
    },
    "adjusted_score" to { it, outcome ->
        val input = it.input
        val left = adjustedScore(input.at("elapsed_ms").long, input.at("limit_ms").long, input.at("raw").string, input["policy"]?.text)
        outcome.output = Json.quoted(left)
    },
    "transcript" to { it, outcome ->
        val written = transcript(it.source(), it.input["options"]?.takeUnless { options -> options.isNull }?.text)
        outcome.files = mutableMapOf("transcript" to written.toByteArray())
    },
    "error_codes" to { it, outcome ->
        val codes = errorCodes().map { code -> Json.parse(errorInfoToJson(code)).plain() }
        val claim = it.input.at("claim")
        outcome.output = (if (claim.value is List<*>) codes == claim.list.map { one -> one.plain() } else claim.plain() in codes).toString()
    },
    "default_policy" to { it, outcome ->
        val policy = defaultPolicy(it.input["policy"]?.text)
        outcome.output = if (it.input.has("policy")) Json.quoted(policy) else (policy == it.input.at("claim").string).toString()
    },
    "policy_schema" to { it, outcome ->
        outcome.output = policySchema().toByteArray().contentEquals(it.content(it.input.at("claim"))).toString()
    },
    "version" to { it, outcome -> outcome.output = (version() == it.input.at("claim").string).toString() },
)

fun verifier(vector: Vector, outcome: Outcome) {
    val events = vector.content(vector.input.at("events"))
    val beside = Triple(vector.perhaps("manifest"), vector.perhaps("diff"), vector.perhaps("commits"))
    Verifier(vector.options).use { verifier ->
        val sizes = vector.input.at("chunks").list.map { it.long.toInt() }
        var (place, turn) = 0 to 0
        while (place < events.size) {
            val size = minOf(sizes[turn++ % sizes.size], events.size - place).coerceAtLeast(1)
            verifier.push(events.copyOfRange(place, place + size))
            place += size
        }
        outcome.report = verifier.finish(beside.first, beside.second, beside.third)
        when (vector.input["then"]?.string) {
            "push" -> verifier.push("x".toByteArray())
            "finish" -> verifier.finish(beside.first, beside.second, beside.third)
        }
    }
}

/** Puts an input where a path can name it. */
fun put(vector: Vector, given: Json, path: Path): Path {
    (given["archive"] ?: given["load"])?.let { path.writeBytes(vector.content(it)) }
    given["folder"]?.members?.forEach { (name, content) ->
        path.resolve(name).createParentDirectories().writeBytes(vector.content(content))
    }
    return path
}

@OptIn(ExperimentalPathApi::class)
fun scratch(work: (Path) -> Unit) {
    val folder = Files.createTempDirectory("vectors")
    try {
        work(folder)
    } finally {
        folder.deleteRecursively()
    }
}

fun many(vector: Vector, outcome: Outcome) = scratch { folder ->
    val paths = vector.input.at("bundles").list.mapIndexed { place, it -> put(vector, it, folder.resolve("$place")).toString() }
    outcome.reports = verifyMany(paths, vector.options, 2).asSequence().map {
        when (it) {
            is Verified.Reported -> it.report
            is Verified.Failed -> it.code
        }
    }.toList()
}

/** With times and salts that the vector chooses. */
fun <T> stamped(vararg stamps: Json, work: () -> T): T {
    testingStamps(stamps.map { TestingStamp(it.at("at").string, HexFormat.of().parseHex(it.at("salt").string)) })
    try {
        return work()
    } finally {
        testingStamps(emptyList())
    }
}

fun recorder(vector: Vector, outcome: Outcome) {
    val given = vector.input
    val stamps = given.at("stamps").list.iterator()
    val identity = (listOf("session", "log_origin").map { it to given.at("start").at(it).text } + ("key_seed" to given.at("key_seed").text))
    val members = given.at("start").members.filterKeys { it != "session" && it != "log_origin" }.mapValues { it.value.text } +
        ("identity" to identity.joinToString(",", "{", "}") { (name, value) -> "\"$name\":$value" }) +
        ("line_salt" to given.at("line_salt").text)
    val start = members.entries.joinToString(",", "{", "}") { (name, value) -> "\"$name\":$value" }
    var recorder = stamped(stamps.next(), stamps.next()) { Recorder.start(start) }
    var events = recorder.firstLines()
    val files = mutableMapOf<String, ByteArray>()
    for (one in given.at("steps").list) {
        val (name, step) = one.members.entries.single()
        when (name) {
            "append" -> stamped(stamps.next()) {
                events += recorder.append(step.at("kind").string, step.at("origin").string, vector.data(step.at("data")))
            }
            "anchor" -> {
                val note = cosigned(recorder.checkpoint(), step.at("cosigners"))
                events += stamped(stamps.next()) { recorder.anchor(note) }
            }
            "receipt" -> {
                if (step.at("asked").value == true) recorder.checkpoint()
                events += stamped(stamps.next()) { recorder.anchor(step.at("note").string) }
            }
            "end" -> {
                val file = { role: String -> step[role]?.takeUnless { it.isNull }?.string?.toByteArray() }
                val git = step["git"]?.takeUnless { it.isNull }?.text
                val ending = Ending(step.at("reason").string, file("diff"), file("commits"), git)
                events += stamped(stamps.next()) { recorder.end(ending) }
            }
            "resume" -> recorder = Recorder.resume(events, step.at("key_seed").string)
            "finish" -> files["manifest"] = recorder.finish(cosigned(recorder.checkpoint(), step.at("cosigners")))
            else -> error("no step `$name`")
        }
    }
    files["events"] = events
    outcome.files = files
}

fun cosigned(note: String, cosigners: Json): String = cosigners.list.fold(note) { signed, witness ->
    testingCosign(signed, witness.at("name").string, witness.at("key_seed").string, witness.at("time_s").long)
}

fun journal(vector: Vector, outcome: Outcome) = scratch { folder ->
    if (vector.input.has("steps")) {
        Script(vector, folder.resolve("session"), outcome).run()
        return@scratch
    }
    val source = Source.Path(put(vector, vector.input, folder.resolve("bundle")).toString())
    if (!vector.input.has("load")) {
        outcome.report = verify(source, vector.options)
        return@scratch
    }
    // No call gives a bundle's bytes: what can be seen of a loaded one is what is found in it.
    val found = attribute(source)
    val files = vector.expected["output"]?.members?.mapValues { vector.content(it.value) } ?: emptyMap()
    val given = Source.Files(files["events"] ?: ByteArray(0), files["manifest"], files["diff"], files["commits"])
    same("evidence", found, attribute(given))
    same("report", verify(source).toJson(), verify(given).toJson())
    outcome.files = files.toMutableMap()
}

/** The steps of a journal, done in a real folder. */
class Script(private val vector: Vector, private val folder: Path, private val outcome: Outcome) {
    private val options = (mapOf("lock_wait_ms" to "0") + (vector.input["journal"]?.members?.mapValues { it.value.text } ?: emptyMap()))
        .entries.joinToString(",", "{", "}") { (name, value) -> "\"$name\":$value" }
    private var journal: Journal? = null
    private var sealing: SealRequest? = null
    private val held = ArrayList<Process>()

    fun run() {
        try {
            for (step in vector.input.at("steps").list) step(step)
            outcome.report = verify(Source.Path(folder.toString()), vector.options)
        } catch (error: InterviewException) {
            outcome.error = error.errorCode
        } finally {
            for (process in held) process.outputStream.close().also { process.waitFor() }
            letGo()
            val bundle = folder.resolve("bundle")
            val files = if (bundle.isDirectory()) bundle.listDirectoryEntries().filter { it.isRegularFile() } else emptyList()
            outcome.left = files.associate { it.name to it.readBytes() }
        }
    }

    private fun letGo() {
        sealing?.close()
        journal?.close()
        sealing = null
        journal = null
    }

    private fun step(one: Json) {
        val (name, step) = one.members.entries.single()
        if (step.has("salt")) stamped(step) { step(name, step) } else step(name, step)
    }

    private fun step(name: String, step: Json) {
        val path = step["path"]?.let { folder.resolve(it.string) }
        when (name) {
            "start" -> {
                val start = step.members.filterKeys { it != "at" && it != "salt" }.entries
                    .joinToString(",", "{", "}") { (member, value) -> "\"$member\":${value.text}" }
                journal = Journal.start(folder.toString(), start, options)
            }
            "open" -> {
                letGo()
                journal = Journal.open(folder.toString(), options)
            }
            "append" -> journal!!.append(step.at("kind").string, step.at("origin").string, vector.data(step.at("data"))).let {}
            "anchor" -> anchor(step)
            "seal" -> {
                val file = { role: String -> step[role]?.takeUnless { it.isNull }?.let(vector::content) }
                val git = step["git"]?.takeUnless { it.isNull }?.text
                sealing = journal!!.seal(Ending(step.at("reason").string, file("diff"), file("commits"), git))
                outcome.requests += sealing!!.asked()?.body
            }
            "finish" -> sealing!!.use {
                sealing = null
                journal!!.finish(it, step["answer"]?.takeUnless { answer -> answer.isNull }?.string)
            }
            "write" -> path!!.createParentDirectories().writeBytes(vector.content(step.at("bytes")))
            "extend" -> path!!.appendBytes(vector.content(step.at("bytes")))
            "remove" -> path!!.deleteExisting()
            "hold" -> hold(path!!)
            "refused" -> {
                val found = try {
                    step(step.at("step")).let { null }
                } catch (error: InterviewException) {
                    error.errorCode
                }
                same("refused", found, step.at("error").string)
            }
            else -> error("no step `$name`")
        }
    }

    private fun anchor(step: Json) {
        val request = journal!!.anchorRequest(step["old_size"]?.takeUnless { it.isNull }?.long)
        val answer = step["answer"]?.takeUnless { it.isNull }?.string
        outcome.requests += request?.asked()?.body
        if (request == null) return check(answer == null) { "an answer to no request" }
        request.use { if (answer != null) journal!!.applyAnchor(it, answer) }
    }

    /** Another process takes the lock: the virtual machine's own locks are of another kind. */
    private fun hold(path: Path) {
        val process = ProcessBuilder("flock", "--nonblock", path.toString(), "sh", "-c", "echo held; cat").start()
        check(process.inputStream.bufferedReader().readLine() == "held") { "the lock isn't free" }
        held += process
    }
}
