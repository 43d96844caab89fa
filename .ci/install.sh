# Sourced by ./run and ./test: installs Debian or Ubuntu packages when they are missing and we may.

has_postgres() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

# install_packages PACKAGE... ; one clear line when it is not possible.
install_packages() {
    local as_root=() remedy="Not everything that is needed is here. Install it: apt-get install $*"
    command -v apt-get >/dev/null || { echo "$remedy (or what your system calls it)" >&2; exit 1; }
    if [[ $(id -u) != 0 ]]; then
        sudo -n true 2>/dev/null || { echo "$remedy" >&2; exit 1; }
        as_root=(sudo -n)
    fi
    echo "Installing $* ..." >&2
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
    "${apt[@]}" update </dev/null >&2 || true
    if [[ " $* " == *' postgresql '* ]]; then
        # Debian would create and start a server of its own on port 5432, which nobody asked for.
        local setting=/etc/postgresql-common/createcluster.conf
        "${apt[@]}" install -y --no-install-recommends postgresql-common </dev/null >&2 || { echo "$remedy" >&2; exit 1; }
        "${as_root[@]}" sed -i -E 's/^#?create_main_cluster.*/create_main_cluster = false/' "$setting" || true
    fi
    "${apt[@]}" install -y --no-install-recommends "$@" </dev/null >&2 || { echo "$remedy" >&2; exit 1; }
    local service
    for service in nginx pgbouncer; do
        # Likewise servers of their own.
        if [[ " $* " == *" $service "* ]]; then
            "${as_root[@]}" systemctl disable --now "$service" </dev/null >&2 || true
        fi
    done
}
