#!/bin/sh
# An environment of its own for other people's clients in Python: build/clients-venv, from the pinned lock.
# Their needs (another starlette, another httpx) must never steer those of rygrad.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
environment=$here/../../build/clients-venv
python=${PYTHON:-python3}

"$python" -m venv --clear "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$here/requirements.lock" </dev/null
touch "$environment/ready"
