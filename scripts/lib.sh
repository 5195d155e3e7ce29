# shellcheck shell=bash
# What the scripts beside this file share; not a command of its own. Sets $root, the folder of the repository.

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Prints the comment at the head of the script.
usage() {
  sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
}

usage_error() {
  printf '%s: %s\n\n' "${0##*/}" "$*" >&2
  usage >&2
  exit 2
}

# The feature number of the JDK in a folder; nothing if there is no JDK.
jdk_version() {
  [[ -x $1/bin/javac ]] || return 0
  java_version_in "$1"
}

# The same of any Java.
java_version_in() {
  [[ -x $1/bin/java && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Sets JAVA_HOME to that of the Java on the PATH, be it a JDK or not.
find_java() {
  command -v java >/dev/null || die 'there is no java on the PATH'
  JAVA_HOME=$(readlink -f -- "$(command -v java)")
  export JAVA_HOME=${JAVA_HOME%/bin/java}
  java_version=$(java_version_in "$JAVA_HOME")
  java_version=${java_version:-0}
}

# Sets JAVA_HOME to a JDK that $1 (a folder) has, if it is one of 21 or later.
use_jdk() {
  java_version=$(jdk_version "$1")
  ((${java_version:-0} >= 21)) || return 1
  export JAVA_HOME=$1
}

# Finds a JDK 21 or later: JAVA_HOME, then java on the PATH, then the newest that is installed, 25 before all others.
find_jdk() {
  local on_path='' home version best='' rank best_rank=0
  if command -v java >/dev/null; then
    on_path=$(readlink -f -- "$(command -v java)")
  fi
  if use_jdk "${JAVA_HOME:-/none}" || use_jdk "${on_path%/bin/java}"; then
    return 0
  fi
  for home in /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(jdk_version "$home")
    rank=$((${version:-0} == 25 ? 1000 : ${version:-0}))
    if ((rank >= 21 && rank > best_rank)); then
      best=$home best_rank=$rank
    fi
  done
  [[ -n $best ]] && use_jdk "$best"
}

need_jdk() {
  find_jdk && return 0
  if may_install; then
    apt_install openjdk-25-jdk-headless || apt_install openjdk-21-jdk-headless || true
    find_jdk && return 0
  fi
  die 'no JDK 21 or later found. Install one (Temurin 25: https://adoptium.net, or your distribution'\''s
openjdk-25-jdk or openjdk-21-jdk) and set JAVA_HOME if it is not under /usr/lib/jvm.'
}

# need COMMAND PACKAGE WHAT: makes sure of a command.
need() {
  command -v "$1" >/dev/null && return 0
  if may_install && apt_install "$2" && command -v "$1" >/dev/null; then
    return 0
  fi
  die "$3 is missing: no '$1' on the PATH. On Debian or Ubuntu: apt-get install $2"
}

# Makes sure of a Chromium, by any of its names.
need_browser() {
  local name
  for name in chromium-browser google-chrome; do
    command -v "${CHROMIUM:-$name}" >/dev/null && return 0
  done
  need chromium chromium 'Chromium'
}

# Only machines of CI are changed without asking.
may_install() {
  [[ ${CI:-} == true && $(id -u) == 0 ]] && command -v apt-get >/dev/null
}

apt_install() {
  if [[ -z ${apt_updated:-} ]]; then
    apt-get update -qq
    apt_updated=yes
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
}

# Sets $jar; builds it if it is missing or older than what it is made of.
build_jar() {
  jar=$root/modules/server/target/parley.jar
  newer_than "$jar" "$root/pom.xml" "$root/conf/parley.yaml" "$root/conf/logback.xml" "$root"/modules/*/pom.xml \
    "$root"/modules/*/src/main || build modules/server "$jar"
}

# Sets $client, the jar for Java backends; builds it in the same way.
build_client() {
  client=$root/modules/client/target/parley-client.jar
  newer_than "$client" "$root/pom.xml" "$root/modules/client/pom.xml" "$root/modules/client/src/main" ||
    build modules/client "$client"
}

# newer_than FILE SOURCE...: whether a file is there that was built since its sources have changed.
newer_than() {
  [[ -e $1 && -z $(find "${@:2}" -newer "$1" -print -quit) ]]
}

# build MODULE FILE
build() {
  local log=$root/var/build.log
  need mvn maven 'Maven 3.8 or later'
  mkdir -p "$root/var"
  echo "building ${2#"$root"/} ..." >&2
  if ! (cd "$root" && mvn -q -B -DskipTests -Dspotless.check.skip=true -pl "$1" -am package) >"$log" 2>&1; then
    grep -m 20 '^\[ERROR\] [^-]' "$log" >&2 || tail -n 20 "$log" >&2
    die "the build failed; all it said: $log"
  fi
  # Maven leaves it alone where sources have changed that change nothing in it.
  touch -- "$2"
}

# npm_packages FOLDER: installs what its lock file names, where it is missing or older.
npm_packages() {
  local installed=$1/node_modules/.package-lock.json
  need node nodejs 'Node.js 20 or later'
  need npm npm 'npm'
  if [[ ! -e $installed || $1/package-lock.json -nt $installed ]]; then
    (cd "$1" && npm ci --no-audit --no-fund >&2)
  fi
}

# java_command JAR: sets the array $parley to the words that run it.
java_command() {
  local own=()
  read -ra own <<<"${PARLEY_JAVA_OPTS:-}"
  parley=("$JAVA_HOME/bin/java" "@$root/conf/jvm.options")
  if ((java_version >= 25)); then
    parley+=("@$root/conf/jvm-25.options")
    # Made by scripts/aot for the jar that is built here; it is of no use to any other.
    if [[ $1 == "$root/modules/server/target/parley.jar" && $root/var/parley.aot -nt $1 ]]; then
      # What Java cannot use of it, it goes without, and would say so in many lines.
      parley+=("-XX:AOTCache=$root/var/parley.aot" '-Xlog:aot*=error')
    fi
  fi
  parley+=("-Dlogback.configurationFile=$root/conf/logback.xml" ${own[@]+"${own[@]}"} -jar "$1")
  export PARLEY_HOME=$root
}
