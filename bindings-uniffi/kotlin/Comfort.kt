/** What Kotlin offers beside the generated names: shorter ways to say the same, and no others. */
package interview_core

import java.nio.file.Path

/** What went wrong: a code out of [errorCodes], or `internal` where the library has a fault. */
val InterviewException.errorCode: String
    get() = when (this) {
        is InterviewException.Argument -> code
        is InterviewException.State -> code
        is InterviewException.Input -> code
        is InterviewException.Storage -> code
        is InterviewException.Internal -> code
    }

/** Verifies what a path names. */
fun verify(path: Path, options: VerifyOptions): Report =
    verify(Source.Path(path.toString()), verifyOptionsToJson(options))

/** The results of [verifyMany] one by one, which ends its work when it is exhausted. */
fun VerifyMany.asSequence(): Sequence<Verified> = sequence {
    use { while (true) yield(next() ?: break) }
}

/** One line of JSON, byte for byte as the library writes it, from the Report's own fields. */
fun Report.toJson(): String = reportToJson(this)
