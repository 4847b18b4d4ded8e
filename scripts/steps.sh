# The checks by name, for scripts/test and scripts/check to source: one function a step, and the
# loop that runs them all, times them, and tells at the end what failed and what did not run.
#
# A step or test that can't run says `NOT RUN: <what>: <why>` and passes.

readonly TEST_STEPS="fmt clippy docs tests parallel arrows generated independent legacy tamper python ats node uniffi kotlin readme recipe"
readonly CHECK_STEPS="$TEST_STEPS mutants fuzz deny packages node_memory node_install python_install valgrind"
readonly LOGS=target/checks

step_fmt() {
  cargo fmt --all --check
  # cargo doesn't see modules that a macro declares.
  rustfmt --edition 2024 --check interview-core/src/flags/*.rs
  cargo fmt --manifest-path fuzz/Cargo.toml --check
}

# With all features, and without those that switch code off or on.
step_clippy() {
  cargo clippy --workspace --all-targets --all-features --locked --quiet -- -D warnings
  cargo clippy -p interview-core -p interview-journal -p interview-conformance --all-targets --locked --quiet -- -D warnings
  cargo clippy --manifest-path fuzz/Cargo.toml --all-targets --locked --quiet -- -D warnings
}

step_docs() {
  RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --all-features --locked --quiet
}

step_tests() {
  cargo test --workspace --locked --no-fail-fast
}

# The same Report on all cores: what verifies, and the vectors, once more with threads.
step_parallel() {
  cargo test -p interview-core --features parallel --locked --no-fail-fast --lib --test it
  cargo run -p interview-conformance --features interview-core/parallel --locked --quiet --bin vectors
}

# Both are among the tests too; by name they can be run alone.
step_arrows() {
  cargo test --workspace --locked --quiet --test it arrows::
}

step_generated() {
  cargo run -p interview-conformance --features schema --locked --quiet --bin generate -- --check
}

# Verifiers that share no code with the library, on the vectors and on random sessions.
step_independent() {
  local python=.venv/bin/python folder=conformance/independent
  cargo build --workspace --example first_place --locked --quiet
  "$python" "$folder/test_notes.py"
  "$python" "$folder/verify.py" --vectors conformance/vectors
  "$python" "$folder/shell.py" docs/format.md conformance/vectors
  "$python" "$folder/differential.py" "${CARGO_TARGET_DIR:-target}/debug/examples/first_place"
}

# The legacy reader beside the original, on random logs.
step_legacy() {
  .venv/bin/python scripts/legacy_differential.py
}

# Every byte, line and offset of a sealed session, tampered with.
step_tamper() {
  cargo run --profile exhaustive --locked --quiet --bin tamper
}

# The npm package: its declarations, its tests and the vectors, with the addon of a debug build.
step_node() {
  node bindings-node/build.js --debug
  npm --prefix bindings-node test --silent
  npm --prefix examples/editor-node test --silent
}

# Builds the Python package into .venv, holds its stubs against the library, and runs its tests.
step_python() {
  local stubs=bindings-python/python/interview_core/_native.pyi tools="$PWD/.venv/bin"
  cp "$stubs" "$LOGS/committed.pyi"
  scripts/python_develop --generate-stubs
  diff -u "$LOGS/committed.pyi" "$stubs" || { echo "error: $stubs isn't what the library says; commit it" >&2; return 1; }
  (cd bindings-python && "$tools/mypy" && "$tools/python" -m mypy.stubtest interview_core._native &&
    "$tools/pytest" --basetemp ../target/pytest)
}

# The example service, end to end: its types, and a real process with a strict Greenhouse. The package
# stands in .venv since `python`; by name, it is built here.
step_ats() {
  local tools="$PWD/.venv/bin"
  "$tools/python" -c 'import interview_core' 2> /dev/null || scripts/python_develop
  (cd examples/ats-python && "$tools/mypy" && "$tools/pytest" --basetemp ../../target/ats)
}

# The bindings of UniFFI: the Python that it generates runs the vectors, the C header of Swift compiles.
step_uniffi() {
  scripts/uniffi_generate
  PYTHONPATH=bindings-uniffi/tests/python:target/uniffi .venv/bin/python bindings-uniffi/tests/conformance.py
  if command -v clang > /dev/null; then
    clang -fsyntax-only -Wall -Werror -x c-header target/uniffi/swift/*.h
  else
    echo "NOT RUN: the C header of Swift: there is no clang"
  fi
  command -v swiftc > /dev/null || echo "NOT RUN: Swift: there is no compiler for it"
}

# The jar, and the vectors and names through Kotlin.
step_kotlin() {
  scripts/kotlin check > /dev/null || { echo "NOT RUN: Kotlin: scripts/setup could not install what it needs"; return; }
  [ -d target/uniffi/kotlin ] || scripts/uniffi_generate
  scripts/kotlin jar
  scripts/kotlin run MainKt bindings-uniffi/tests/kotlin/*.kt -- "$PWD"
}

# As a reader installs it, in environments with nothing else: from the repository, which builds it, and
# from the wheel of a release, with what the README does with it.
step_python_install() {
  local place=target/python_install pip="pip install --quiet --disable-pip-version-check"
  python3 -m venv --clear "$place/repository"
  CARGO_TARGET_DIR="$PWD/target/maturin" "$place/repository/bin/"$pip ./bindings-python
  (cd "$place" && repository/bin/python ../../bindings-python/tests/conformance.py)
  scripts/package wheel
  python3 -m venv --clear "$place/wheel"
  "$place/wheel/bin/"$pip target/package/interview_core-*.whl "$(grep ^polars== scripts/requirements.txt)"
  (cd "$place" && wheel/bin/python ../../bindings-python/tests/conformance.py)
  .venv/bin/python scripts/readme_blocks.py --python "$place/wheel/bin/python" README.md
}

# As a reader installs it: from the repository, which builds it, and from the tarball of a release,
# where there is no cargo.
step_node_install() {
  local place=target/node_install quiet="--silent --no-audit --no-fund" each
  local use='for await (const { report } of (await import("interview-core")).verifyMany(process.argv.slice(1))) console.log(report.verdict)'
  rm -rf "$place" bindings-node/*.node
  mkdir -p "$place/repository" "$place/tarball"
  (cd "$place/repository" && npm init --yes > /dev/null && npm install $quiet ../../../bindings-node)
  scripts/package npm
  (cd "$place/tarball" && npm init --yes > /dev/null &&
    PATH=$(dirname "$(command -v node)"):/usr/bin:/bin npm install $quiet ../../package/interview-core-*.tgz)
  for each in repository tarball; do
    (cd "$place/$each" && [ "$(node --input-type=module -e "$use" -- ../../../conformance/vectors/honest/events.jsonl)" = incomplete ])
  done
}

step_readme() {
  .venv/bin/python scripts/readme_blocks.py README.md docs/kotlin.md docs/node.md docs/python.md examples/editor-node/README.md
}

# What CONTRIBUTING tells a reader to write for a new detector, built and tested.
step_recipe() {
  .venv/bin/python scripts/recipe_blocks.py CONTRIBUTING.md
}

# Every rule of the verifier, switched off, turns a vector red.
step_mutants() {
  cargo run -p interview-conformance --locked --quiet --bin mutants
}

step_fuzz() {
  scripts/fuzz
}

step_deny() {
  target/tools/bin/cargo-deny --all-features check --hide-inclusion-graph licenses bans sources
}

step_packages() {
  scripts/package crates
}

# Whether 100,000 calls of the npm package leave memory behind.
step_node_memory() {
  node bindings-node/build.js
  node --expose-gc bindings-node/test/memory.js
}

# The vectors through the wheel of a release, every access to memory checked.
step_valgrind() {
  local place=target/valgrind
  command -v valgrind > /dev/null || { echo "NOT RUN: the vectors under valgrind: it isn't there"; return; }
  scripts/package wheel
  python3 -m venv --clear "$place"
  "$place/bin/pip" install --quiet --disable-pip-version-check target/package/interview_core-*.whl
  PYTHONMALLOC=malloc valgrind --num-callers=40 --leak-check=full --show-leak-kinds=definite --track-origins=yes \
    --xml=yes --xml-file="$place/errors.xml" "$place/bin/python" bindings-python/tests/conformance.py
  .venv/bin/python scripts/valgrind_errors.py "$place/errors.xml" _native.abi3.so
}

# Runs the steps named. Exit status 0: all passed; 1: some failed.
run_steps() {
  local name started seconds passed=0 failed=""
  mkdir -p "$LOGS"
  rm -f "$LOGS"/*.log
  for name in "$@"; do
    printf '\n==> %s\n' "$name"
    started=$SECONDS
    (set -euo pipefail && "step_$name") 2>&1 < /dev/null | tee "$LOGS/$name.log"
    if [ "${PIPESTATUS[0]}" -eq 0 ]; then
      passed=$((passed + 1))
      printf '<== %s: passed, %d s\n' "$name" $((SECONDS - started))
    else
      failed="$failed $name"
      printf '<== %s: FAILED, %d s\n' "$name" $((SECONDS - started))
    fi
  done
  summary "$passed" "$failed"
}

summary() {
  local passed=$1 failed=$2 name not_run
  printf '\n==> summary, %d s\n' "$SECONDS"
  grep -hE '^test result: .* [1-9][0-9]* passed' "$LOGS/tests.log" 2> /dev/null
  for name in $failed; do
    printf 'failed: %s, see %s/%s.log\n' "$name" "$LOGS" "$name"
  done
  printf 'steps: %d passed, %d failed\n' "$passed" "$(echo $failed | wc -w)"
  not_run=$(grep -ohE 'NOT RUN: .*' "$LOGS"/*.log 2> /dev/null | sort -u)
  if [ -n "$not_run" ]; then printf '%s\n' "$not_run"; else echo "Everything ran."; fi
  [ -z "$failed" ]
}
