#!/bin/sh
# Makes sure that Chromium, PostgreSQL, Node, Redis, nginx, and on Linux strace and systemd are there for the tests: installs them on Debian and Ubuntu where it may,
# says elsewhere what to install, and fails while one is missing. A test is never skipped for want of one.
set -eu

has_chromium() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1
}

# Debian keeps initdb and postgres off the path, in a folder for each version.
has_postgresql() {
    for folder in $(printf '%s' "$PATH" | tr ':' ' ') /usr/lib/postgresql/*/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then return 0; fi
    done
    return 1
}

# Debian keeps nginx off the path of everybody but root.
has_nginx() {
    command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]
}

missing() {
    has_chromium || printf 'chromium '
    has_postgresql || printf 'postgresql '
    command -v node >/dev/null 2>&1 || printf 'nodejs '
    command -v npm >/dev/null 2>&1 || printf 'npm '
    command -v redis-server >/dev/null 2>&1 || printf 'redis-server '
    has_nginx || printf 'nginx '
    if [ "$(uname)" = Linux ]; then
        command -v strace >/dev/null 2>&1 || printf 'strace '
        command -v systemd-analyze >/dev/null 2>&1 || printf 'systemd '
    fi
}

# The language server for YAML, as its lock has it; it is fetched once, by npm, from wherever npm is set up to look.
yaml_language_server() {
    kept=.tools/yaml-language-server
    if cmp -s "$here/package-lock.json" "$kept/package-lock.json" && [ -e "$kept/.stamp" ]; then return 0; fi
    echo 'Installing for the tests: yaml-language-server ...'
    rm -rf "$kept"
    mkdir -p "$kept"
    cp "$here/package.json" "$here/package-lock.json" "$kept/"
    if ! try_thrice npm ci --prefix "$kept" --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null; then
        echo 'npm could not fetch the language server for YAML, which a test needs. Run make test again.' >&2
        exit 1
    fi
    touch "$kept/.stamp"
}

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=5 -o Dpkg::Use-Pty=0 "$@"
}

# Package mirrors fail now and then for a moment.
try_thrice() {
    for pause in 5 15 0; do
        if "$@"; then return 0; fi
        sleep "$pause"
    done
    return 1
}

say_what_to_install() {
    {
        echo "The tests need what is missing here: $(missing)"
        echo '  Debian:        sudo apt-get install chromium postgresql nodejs npm redis-server nginx strace systemd'
        echo '  Ubuntu:        the same without chromium, which is a snap there'
        echo '  Fedora:        sudo dnf install chromium postgresql-server nodejs npm redis nginx strace systemd'
        echo '  macOS, brew:   brew install --cask chromium; brew install postgresql@17 node redis nginx'
        echo 'Then see that chromium, node, npm, and initdb beside postgres, are on the PATH, and run make test again.'
    } >&2
    exit 1
}

here=$(dirname "$0")/yaml_language_server
wanted=$(missing)
if [ -z "$wanted" ]; then
    yaml_language_server
    exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then say_what_to_install; fi
if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    say_what_to_install
fi

echo "Installing for the tests: $wanted..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
try_thrice apt update >>"$log" 2>&1 || true
# One by one: Ubuntu has no chromium package, and is to get the other all the same.
for package in $wanted; do
    try_thrice apt install --yes --no-install-recommends "$package" >>"$log" 2>&1 || true
done
if [ -n "$(missing)" ]; then
    tail -n 20 "$log" >&2
    say_what_to_install
fi
yaml_language_server
