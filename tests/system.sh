#!/bin/sh
# Makes sure that Chromium and PostgreSQL are there for the tests: installs them on Debian and Ubuntu where it may,
# says elsewhere what to install, and fails while one is missing. A test is never skipped for want of either.
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

missing() {
    has_chromium || printf 'chromium '
    has_postgresql || printf 'postgresql '
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
        echo '  Debian:        sudo apt-get install chromium postgresql'
        echo '  Ubuntu:        sudo apt-get install postgresql; chromium from its snap'
        echo '  Fedora:        sudo dnf install chromium postgresql-server'
        echo '  macOS, brew:   brew install --cask chromium; brew install postgresql@17'
        echo 'Then see that chromium, and initdb beside postgres, are on the PATH, and run make test again.'
    } >&2
    exit 1
}

wanted=$(missing)
if [ -z "$wanted" ]; then exit 0; fi

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
