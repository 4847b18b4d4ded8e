// JSON for the vectors' runner: a parsed value that keeps its text.

class Json(val value: Any?, val text: String) {
    operator fun get(name: String): Json? = (value as Map<*, *>)[name] as Json?

    fun at(name: String): Json = get(name) ?: error("no member `$name` in $text")

    fun has(name: String) = (value as? Map<*, *>)?.containsKey(name) == true

    val isNull get() = value == null

    val string get() = value as String

    val long get() = text.toLong()

    val list: List<Json> get() = (value as List<*>).map { it as Json }

    val members: Map<String, Json> get() = (value as Map<*, *>).entries.associate { (it.key as String) to (it.value as Json) }

    /** The value without white space, members by name, so that equal JSON is equal text. */
    fun plain(): String = when (val it = value) {
        is Map<*, *> -> members.toSortedMap().entries.joinToString(",", "{", "}") { (name, one) -> "${quoted(name)}:${one.plain()}" }
        is List<*> -> list.joinToString(",", "[", "]") { one -> one.plain() }
        is String -> quoted(it)
        else -> text
    }

    companion object {
        fun parse(text: String): Json = Reader(text).run { value().also { space(); check(at == text.length) { "text behind the JSON" } } }

        fun quoted(text: String) = buildString {
            append('"')
            for (letter in text) {
                when {
                    letter == '"' || letter == '\\' -> append('\\').append(letter)
                    letter < ' ' -> append("\\u%04x".format(letter.code))
                    else -> append(letter)
                }
            }
            append('"')
        }
    }

    private class Reader(val text: String) {
        var at = 0

        fun space() {
            while (at < text.length && text[at].isWhitespace()) at++
        }

        fun value(): Json {
            space()
            val start = at
            val value: Any? = when (text[at]) {
                '{' -> members()
                '[' -> elements()
                '"' -> string()
                't' -> true.also { at += 4 }
                'f' -> false.also { at += 5 }
                'n' -> null.also { at += 4 }
                else -> {
                    while (at < text.length && text[at] in "+-.eE0123456789") at++
                    text.substring(start, at).toBigDecimal()
                }
            }
            return Json(value, text.substring(start, at))
        }

        private fun members(): Map<String, Json> {
            val members = LinkedHashMap<String, Json>()
            at++
            space()
            while (text[at] != '}') {
                space()
                val name = string()
                space()
                check(text[at++] == ':') { "no colon at $at" }
                members[name] = value()
                space()
                if (text[at] == ',') at++
                space()
            }
            at++
            return members
        }

        private fun elements(): List<Json> {
            val elements = ArrayList<Json>()
            at++
            space()
            while (text[at] != ']') {
                elements += value()
                space()
                if (text[at] == ',') at++
                space()
            }
            at++
            return elements
        }

        private fun string() = buildString {
            at++
            while (text[at] != '"') {
                if (text[at] != '\\') {
                    append(text[at++])
                    continue
                }
                at++
                when (val letter = text[at++]) {
                    'n' -> append('\n')
                    't' -> append('\t')
                    'r' -> append('\r')
                    'b' -> append('\b')
                    'f' -> append('\u000c')
                    'u' -> append(text.substring(at, at + 4).toInt(16).toChar()).also { at += 4 }
                    else -> append(letter)
                }
            }
            at++
        }
    }
}
