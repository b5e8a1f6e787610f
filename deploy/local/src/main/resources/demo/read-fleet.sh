#!/bin/sh
# Reads every host of a fleet by OpenSSH and plain text tools alone, so that what Vireo says of the
# hosts can be held against something that shares nothing with it.
#
#   read-fleet.sh HOSTS KNOWN_HOSTS
#
# HOSTS has a line per host: NAME ADDRESS PORT USER VERSION. The password comes from SSH_ASKPASS.
# Prints a line per device: HOST DEVICE ARRAY_TYPE POLICY, and HOST UNREAD for a host that did not
# answer.
set -u
hosts=$1
known=$2

read_host() {
  name=$1 address=$2 port=$3 user=$4 version=$5
  case $version in
    4.*) list='esxcli nmp device list' ;;
    *) list='esxcli storage nmp device list' ;;
  esac
  ssh -n -p "$port" -o BatchMode=no -o NumberOfPasswordPrompts=1 -o ConnectTimeout=10 \
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$known" -o GlobalKnownHostsFile=/dev/null \
    -o PubkeyAuthentication=no -o LogLevel=ERROR -l "$user" "$address" "$list" |
    awk -v host="$name" '
      /^[^ \t]/ { device = $1 }
      /^ +Storage Array Type: / { satp = $4 }
      /^ +Path Selection Policy: / { print host, device, satp, $4; seen = 1 }
      END { if (!seen) print host, "UNREAD" }'
}

while read -r name address port user version; do
  read_host "$name" "$address" "$port" "$user" "$version"
done <"$hosts"
