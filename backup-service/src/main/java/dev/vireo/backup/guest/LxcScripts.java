package dev.vireo.backup.guest;

/**
 * What a host of plain LXC is told in its own shell. Each text is fixed; what varies are arguments.
 */
final class LxcScripts {

  /** In a container's folder while it is held. It says how, and by which processes. */
  static final String MARKER = ".vireo-held";

  /** What goes before the name of a container that is being restored. */
  static final String RESTORING = ".vireo-restoring-";

  /** What the names of containers that are rehearsed begin with. */
  static final String REHEARSAL = "vireo-rehearsal-";

  /** By itself lxc-start says no more than that it failed; the reason is in its log. */
  private static final String START =
      """
      begin() {
      l=$(mktemp) || return 1
      lxc-start -P "$p" -n "$n" -d -l ERROR -o "$l" </dev/null >/dev/null 2>&1; r=$?
      [ "$r" = 0 ] || cat "$l" >&2
      rm -f "$l"
      return $r
      }
      state() { lxc-info -P "$p" -n "$n" -s -H; }
      """;

  /** Lets a container go that is held in the way of {@code $m}, and forgets that it was. */
  private static final String FREE =
      START
          + """
          free() {
          case $m in
          stop) [ "$(state)" = RUNNING ] || begin || return 1 ;;
          suspend) [ "$(state)" != FROZEN ] || lxc-unfreeze -P "$p" -n "$n" >&2 || return 1 ;;
          esac
          rm -f "$h"
          }
          """;

  /**
   * Holds a container, has a program read it, and lets it go, whatever becomes of the program and
   * of whoever reads its output. One that did not run stays as it is.
   *
   * <p>Arguments: folder of containers, name, mode, mark, program. Exit: the program's; 91 where
   * the container could not be let go, 92 to 95 where it could not be held.
   */
  static final String HOLD =
      FREE
          + """
          p=$1 n=$2 m=$3 k=$4; shift 4
          h=$p/$n/.vireo-held
          was=$(state) || exit 92
          [ "$was" = RUNNING ] || m=live
          [ ! -e "$h" ] || { echo "it is held already: $(cat "$h")" >&2; exit 94; }
          trap '' PIPE
          if [ "$m" != live ]; then
          echo "$m $$ 0 $k" > "$h" || exit 93
          case $m in
          stop) lxc-stop -P "$p" -n "$n" -t 60 >&2 ;;
          suspend) lxc-freeze -P "$p" -n "$n" >&2 ;;
          esac || { free; exit 95; }
          fi
          t=
          trap '[ -z "$t" ] || kill "$t" 2>/dev/null' HUP INT TERM
          "$@" & t=$!
          [ "$m" = live ] || echo "$m $$ $t $k" > "$h"
          wait "$t"; s=$?
          while kill -0 "$t" 2>/dev/null; do wait "$t"; s=$?; done
          [ "$m" = live ] || free || exit 91
          exit $s
          """;

  /**
   * Lets a container go that a reading holds which nobody waits for any more. Where its processes
   * still live, they are told to end, and let it go themselves.
   */
  static final String LET_GO =
      FREE
          + """
          p=$1 n=$2
          h=$p/$n/.vireo-held
          [ -e "$h" ] || exit 0
          read -r m holder t k < "$h"
          case "$holder$t" in ''|*[!0-9]*) holder=0 t=0 ;; esac
          if [ "$holder" -gt 1 ] && [ "$t" -gt 1 ] && [ -n "$k" ] \\
          && tr '\\0' '\\n' < "/proc/$holder/cmdline" 2>/dev/null | grep -qxF -e "$k"; then
          kill "$t"
          i=0
          while [ -e "$h" ] && [ "$i" -lt 60 ]; do sleep 1; i=$((i + 1)); done
          fi
          [ ! -e "$h" ] || free
          """;

  /** A line for each: its kind, and a name. */
  static final String LEFTOVERS =
      """
      for h in "$1"/*/.vireo-held; do [ -f "$h" ] && { d=${h%/*}; echo "held ${d##*/}"; }; done
      for d in "$1"/.vireo-restoring-*; do [ -d "$d" ] && echo "restoring ${d##*/.vireo-restoring-}"; done
      for d in "$1"/vireo-rehearsal-*; do [ -d "$d" ] && echo "rehearsal ${d##*/}"; done
      :
      """;

  /**
   * Writes a container's configuration for its new place: another name and root, and hardware
   * addresses of its own. It does not start with the host.
   *
   * <p>Arguments: folder that it is in, folder that it will be in, name, {@code keep} or {@code
   * none} for its network.
   */
  static final String CONFIGURE =
      """
      case $4 in none) net='^[[:space:]]*lxc\\.net\\.' ;; *) net='^[[:space:]]*lxc\\.net\\.[0-9]*\\.hwaddr' ;; esac
      grep -v -e '^[[:space:]]*lxc\\.rootfs\\.path' -e '^[[:space:]]*lxc\\.uts\\.name' \\
      -e '^[[:space:]]*lxc\\.start\\.auto' -e "$net" "$1/config" > "$1/config.new"
      [ $? -le 1 ] || exit 1
      printf '%s\\n' "lxc.rootfs.path = dir:$2/rootfs" "lxc.uts.name = $3" 'lxc.start.auto = 0' \\
      >> "$1/config.new" || exit 1
      [ "$4" = keep ] || echo 'lxc.net.0.type = empty' >> "$1/config.new" || exit 1
      mv -f -- "$1/config.new" "$1/config" && chmod 770 "$1"
      """;

  /**
   * Starts a container, and looks at it for three seconds. Arguments: folder of containers, name.
   */
  static final String TRIAL =
      START
          + """
          p=$1 n=$2
          begin || exit 1
          i=0
          while [ "$i" -lt 3 ]; do
          sleep 1; i=$((i + 1))
          [ "$(state)" = RUNNING ] || { echo "it ended within $i s of its start" >&2; exit 1; }
          done
          """;

  /** Ends and destroys a container, if there is one. Arguments: folder of containers, name. */
  static final String DESTROY =
      """
      [ -e "$1/$2" ] || exit 0
      lxc-stop -P "$1" -n "$2" -k >/dev/null 2>&1
      lxc-destroy -P "$1" -n "$2" -f >&2 || rm -rf --one-file-system -- "$1/$2"
      [ ! -e "$1/$2" ]
      """;

  private LxcScripts() {}
}
