#!/bin/sh
# What the tests need from the system: Chromium, Node with npm, pdftotext, zbarimg; PostgreSQL; Java.
# Finds what is there; as root on Debian or Ubuntu installs what is missing; else says what to install.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }

has_chromium() { has chromium || has chromium-browser || has google-chrome; }

has_postgres() { has postgres || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }

has_java() { [ -x "${JAVA_HOME:-/nowhere}/bin/java" ] || has java; }

missing() {
  has_chromium || printf ' chromium'
  has npm || printf ' nodejs npm'
  has pdftotext || printf ' poppler-utils'
  has zbarimg || printf ' zbar-tools'
  has_postgres || printf ' postgresql'
  has_java || printf ' openjdk-17-jre-headless'
}

packages=$(missing)
if [ -z "$packages" ]; then exit 0; fi

say_what_to_install() {
  echo "The tests need:$packages" >&2
  echo "On Debian or Ubuntu: sudo apt-get install --no-install-recommends$packages" >&2
  echo "Elsewhere install Chromium, Node 18.19 or later with npm, poppler, zbar, PostgreSQL and Java 17." >&2
  exit 1
}

if [ "$(id -u)" != 0 ] || ! has apt-get; then say_what_to_install; fi

echo "Installing for the tests:$packages" >&2
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # the names are words of their own
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages; } </dev/null >&2 || say_what_to_install
packages=$(missing)
if [ -n "$packages" ]; then say_what_to_install; fi
