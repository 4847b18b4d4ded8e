// The tests of the Kotlin binding: `java … MainKt ROOT` runs the vectors and holds the exported names
// against surface.json.

import interview_core.*
import java.io.File
import java.lang.reflect.Modifier
import java.nio.file.Files
import kotlin.system.exitProcess

fun main(arguments: Array<String>) {
    val root = File(arguments.single())
    val surface = Json.parse(root.resolve("conformance/surface.json").readText()).at("operations").list
    val wrong = ArrayList<String>()
    val ran = HashMap<String, Int>()
    val folders = root.resolve("conformance/vectors").listFiles()!!.filter { it.isDirectory }.sorted()
    for (folder in folders) {
        val vector = Vector(folder)
        try {
            run(vector)
        } catch (error: Throwable) {
            wrong += "${vector.name}: $error"
        }
        ran.merge(vector.operation, 1, Int::plus)
    }
    for (row in surface) {
        val operation = row.at("operation").string
        if (operation !in ran) wrong += "no vector of `$operation` ran"
    }
    wrong += exported(surface.flatMap { it.at("kotlin").list }.map { it.string }.toSet())
    wrong += refusals(root)
    wrong.forEach(::println)
    println("Kotlin: ${ran.values.sum()} vectors run, ${wrong.size} red")
    exitProcess(if (wrong.isEmpty()) 0 else 1)
}

/** Names that are exported beside the operations: JSON of records, a new identity, and what tests need. */
val BESIDE = setOf("use", "newIdentity", "testingStamps", "testingCosign", "testingPanic")

/** What is exported is what surface.json lists, both ways. */
fun exported(listed: Set<String>): List<String> {
    val functions = java.lang.Class.forName("interview_core.Interview_coreKt").declaredMethods
        .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic && '$' !in it.name && '-' !in it.name }
        .map { it.name }.filterNot { it.startsWith("uniffi") || it.endsWith("ToJson") || it.endsWith("FromJson") }.toSet()
    val classes = listed.filter { it.first().isUpperCase() }.toSet()
    val missing = classes.filterNot { name -> runCatching { java.lang.Class.forName("interview_core.$name") }.isSuccess } +
        (listed - classes - functions)
    return missing.map { "surface.json lists `$it`, which isn't exported" } +
        (functions - listed - BESIDE).map { "`$it` is exported, which surface.json doesn't list" }
}

/** Bad input gives an error with a code, and a panic doesn't cross. */
fun refusals(root: File): List<String> {
    fun code(work: () -> Unit): String? = try {
        work().let { null }
    } catch (error: InterviewException) {
        error.errorCode.also { check(error.message!!.isNotEmpty()) }
    }
    val wrong = ArrayList<String>()
    fun check(expected: String?, work: () -> Unit) {
        val found = code(work)
        if (found != expected) wrong += "error: found `$found`, expected `$expected`"
    }
    val honest = root.resolve("conformance/vectors/honest/events.jsonl").readBytes()
    check("internal") { testingPanic() }
    check(null) { verify(Source.Bytes(honest)) }
    check("invalid_score") { adjustedScore(1, 1, "one") }
    check("out_of_range") { prove(Source.Bytes(honest), -1) }
    check("invalid_options") { verify(Source.Bytes(honest), """{"nothing":1}""") }
    check("closed") { Verifier().use { it.finish(); it.push(ByteArray(1)) } }
    val options = VerifyOptions(onlyLog = true)
    val report = verify(root.toPath().resolve("conformance/vectors/honest/events.jsonl"), options)
    if (report.evidence != null) wrong += "typed options don't arrive"
    check("invalid_log") { observe(ByteArray(0), null, null) }
    wrong += observed()
    return wrong
}

/** A journal tells a change under the salt of its own log. */
fun observed(): List<String> {
    val folder = Files.createTempDirectory("observed")
    try {
        val path = folder.resolve("session")
        val start = startOptionsToJson(StartOptions(recorder = Program(name = "test", version = "1")))
        val (before, after) = "one\n".toByteArray() to "one\ntwo\n".toByteArray()
        Journal.start(path.toString(), start).use { journal ->
            val told = journal.observe(before, after)
            val log = path.resolve("bundle/events.jsonl").toFile().readBytes()
            same("observed", told, observe(log, before, after))
            same("full", journal.observe(null, after, full = true).single().full, true)
            val data = """{"path":"a",""" + observedToJson(told.single()).removePrefix("{")
            same("seq", journal.append("file_change", "editor", data).seq, 2L)
        }
        return emptyList()
    } catch (error: Exception) {
        return listOf("observe: $error")
    } finally {
        folder.toFile().deleteRecursively()
    }
}
