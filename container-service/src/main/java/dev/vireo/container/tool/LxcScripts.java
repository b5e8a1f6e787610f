package dev.vireo.container.tool;

/**
 * What a host of plain LXC is told that no single tool of it does. Each is a text for {@code sh
 * -c}, of which nothing is put together here: what differs comes in as words behind it.
 */
final class LxcScripts {

  /** Writes the words after the first, a line each, to the file that the first names. */
  static final String WRITE_LINES = "printf '%s\\n' \"$@\" > \"$0\"";

  /** The folders whose containers were never whole, without what goes before their names. */
  static final String LIST_MAKING =
      "for d in \"$0\"/.making-*; do [ -d \"$d\" ] && echo \"${d##*/.making-}\"; done; :";

  /**
   * Looks whether somebody answers at the addresses of a container that does not run. Nobody else
   * would notice: LXC gives an interface its address without asking. Who drops pings is known by
   * its answer to ARP, for which the neighbour is forgotten first; a host without ping has its
   * kernel ask by ARP alone, on the bridge that the container is put on.
   */
  static final String LOOK_FOR_ADDRESSES =
      "d=$(sed -n 's/^lxc\\.net\\.0\\.link *= *//p' \"$0\" | tail -n 1);"
          + " for a in $(sed -n 's/^lxc\\.net\\.0\\.ipv4\\.address *= *\\([0-9.]*\\).*/\\1/p' \"$0\");"
          + " do u=; ip neigh flush to \"$a\" >/dev/null 2>&1;"
          + " if command -v ping >/dev/null 2>&1; then ping -c 1 -w 1 \"$a\" >/dev/null 2>&1 && u=1;"
          + " elif ip neigh replace \"$a\" dev \"$d\" use >/dev/null 2>&1; then sleep 1;"
          + " else echo \"WARNING: this host has no ping: whether $a is in use was not looked at\" >&2; fi;"
          + " [ -n \"$u\" ] || ! ip neigh show to \"$a\" 2>/dev/null | grep -q REACHABLE || u=1;"
          + " [ -z \"$u\" ] || { echo \"address $a is already in use: somebody answers at it\" >&2;"
          + " exit 1; }; done; :";

  /** By itself lxc-start says no more than that it failed; the reason is in its log. */
  static final String START =
      "l=$(mktemp) && lxc-start -P \"$0\" -n \"$1\" -d -l ERROR -o \"$l\"; s=$?;"
          + " [ \"$s\" = 0 ] || cat \"$l\" >&2; rm -f \"$l\"; exit $s";

  static final String SNAPSHOT =
      "f=$(mktemp) && l=$(mktemp) && printf '%s\\n' \"$2\" > \"$f\""
          + " && lxc-snapshot -P \"$0\" -n \"$1\" -c \"$f\" -l ERROR -o \"$l\"; s=$?;"
          + " if [ \"$s\" != 0 ]; then cat \"$l\" >&2; command -v rsync >/dev/null"
          + " || echo 'rsync is missing, by which lxc-snapshot copies a folder' >&2; fi;"
          + " rm -f \"$f\" \"$l\"; exit $s";

  /** An address and the number of an interface belong to one container. */
  static final String COPY_CONFIG =
      "grep -v -e '^lxc\\.rootfs\\.path' -e '^lxc\\.net\\.0\\.ipv4\\.'"
          + " -e '^lxc\\.net\\.0\\.hwaddr' -e '^lxc\\.uts\\.name' \"$0/config\" > \"$1/config\""
          + " && printf '%s\\n' \"lxc.rootfs.path = dir:$2/rootfs\" \"lxc.uts.name = $3\" >> \"$1/config\"";

  static final String DESTROY =
      "rm -rf --one-file-system -- \"$0/.making-$1\" &&"
          + " { [ ! -e \"$0/$1\" ] || lxc-destroy -P \"$0\" -n \"$1\"; }";

  private LxcScripts() {}
}
