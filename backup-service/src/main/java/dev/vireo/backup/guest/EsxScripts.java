package dev.vireo.backup.guest;

/**
 * What an ESX host is told in its own shell, BusyBox' ash, with no more than came with ESXi 5:
 * {@code vim-cmd}, {@code vmkfstools}, dd, awk, sed, tr, wc. Each text is fixed; what varies are
 * arguments.
 */
final class EsxScripts {

  /** What the names of our snapshots begin with; 8 digits follow. */
  static final String SNAPSHOT = "vireo-backup-";

  /** What our snapshots say of themselves. */
  static final String SAYS = "made by Vireo for a backup and removed after it";

  /** What the names of machines that are rehearsed begin with. */
  static final String REHEARSAL = "vireo-rehearsal-";

  /** In the folder of a machine that is being restored. */
  static final String RESTORING = ".vireo-restoring";

  /**
   * {@code snap}: the number of our snapshot {@code $name} of machine {@code $id}; nothing where
   * there is none, and a failure where the host does not say. {@code gone}: has it removed, and
   * waits until it is: vim-cmd may return before.
   */
  private static final String SNAP =
      """
      snap() {
      seen=$(vim-cmd vmsvc/snapshot.get "$id" 2>&1) || { echo "$seen" >&2; return 1; }
      case $seen in *'Get Snapshot:'*) ;; *) echo "$seen" >&2; return 1 ;; esac
      echo "$seen" | tr -d '\\r' | awk -v n="$name" '
      /Snapshot Name *:/ { sub(/^[^:]*: */, ""); mine = ($0 == n) }
      /Snapshot Id *:/ { if (mine) { sub(/^[^:]*: */, ""); print; exit } }'
      }
      gone() {
      i=0
      while :; do
      s=$(snap) || return 1
      [ -n "$s" ] || return 0
      if [ "$i" = 0 ]; then vim-cmd vmsvc/snapshot.remove "$id" "$s" >&2 || return 1; fi
      [ "$i" -lt 1800 ] || { echo "it is still there after half an hour" >&2; return 1; }
      i=$((i + 1)); sleep 1
      done
      }
      """;

  /**
   * {@code file NAME PATH} and {@code disk NAME PATH DESCRIPTOR BYTES MEBIBYTES}: print one as
   * {@link EsxStream} takes it.
   *
   * <p>Where a disk has holes, and where it was given room and never written to, is known to VMFS:
   * {@code vmkfstools -t0} lists it in bytes, {@code [from: length] --> [VMFS -- ...]} for data,
   * {@code VMFS Z-} for what reads as zeros, {@code NOMP --} for holes. Where that does not come
   * out at the size of the disk, all of it is read. dd is begun anew for each 64 MiB, so that the
   * shell heeds a signal soon.
   */
  private static final String PRINT =
      """
      file() {
      n=$(wc -c < "$2") || return 96
      echo "file $((n)) $1"
      cat "$2" || return 96
      }
      disk() {
      m=$(vmkfstools -t0 "$3" 2>&1 | tr -d '\\r' \\
      | sed -n 's/^\\[ *\\([0-9]*\\): *\\([0-9]*\\)\\] --> \\[\\([A-Z]*\\) \\(..\\).*/\\1 \\2 \\3\\4/p' \\
      | awk -v size="$4" '
      BEGIN { at = 0; from = 0; to = 0 }
      {
      if ($1 + 0 != at) bad = 1
      at = $1 + $2
      if ($3 != "NOMP--" && $3 != "VMFSZ-") {
      a = int($1 / 1048576); b = int((at + 1048575) / 1048576)
      if (a > to) { if (to > from) print from, to - from; from = a }
      to = b
      }
      }
      END {
      if (to > from) print from, to - from
      if (bad || at != size + 0) print "unknown"
      }')
      case $m in *unknown*)
      echo "vireo: the host gives no map of $1; all of it was read" >&2
      m="0 $5" ;;
      esac
      n=0
      [ -z "$m" ] || n=$(echo "$m" | wc -l)
      echo "disk $4 $((n)) $1"
      [ -n "$m" ] || return 0
      echo "$m"
      echo "$m" | while read -r a b; do
      while [ "$b" -gt 0 ]; do
      k=$b
      [ "$k" -le 64 ] || k=64
      dd if="$2" bs=1048576 skip="$a" count="$k" || exit 96
      a=$((a + k)); b=$((b - k))
      done
      done
      }
      each() {
      while [ "$#" -gt 0 ]; do
      case $1 in
      file) file "$2" "$3" || return 96; shift 3 ;;
      nvram) [ ! -f "$3" ] || file "$2" "$3" || return 96; shift 3 ;;
      disk) disk "$2" "$3" "$4" "$5" "$6" || return 96; shift 6 ;;
      *) return 96 ;;
      esac
      done
      }
      """;

  /**
   * Has a snapshot taken, prints files of a machine, and has the snapshot removed, whatever becomes
   * of whoever reads. What is to be read before the snapshot, since that changes it, comes first.
   *
   * <p>Arguments: number of the machine, name of the snapshot, what it says, how many arguments
   * tell of files before the snapshot; these; those of files after it. Exit: 96 where something
   * could not be read, 95 where there was no snapshot, 94 where there was one of that name, 91
   * where it could not be removed.
   */
  static final String READ =
      SNAP
          + PRINT
          + """
          id=$1 name=$2 says=$3 first=$4; shift 4
          trap '' PIPE
          cut=0
          trap 'cut=1' HUP INT TERM
          s=$(snap) || exit 95
          [ -z "$s" ] || { echo "there is a snapshot $name already" >&2; exit 94; }
          if [ "$first" = 3 ]; then file "$2" "$3" || exit 96; shift 3; fi
          said=$(vim-cmd vmsvc/snapshot.create "$id" "$name" "$says" 0 0 2>&1); r=$?
          i=0
          while :; do
          s=$(snap)
          [ -z "$s" ] || break
          case $r$said in
          0*ailed*|0*fault*) r=1 ;;
          esac
          if [ "$r" != 0 ] || [ "$cut" = 1 ] || [ "$i" -ge 900 ]; then
          echo "no snapshot after $i s: $said" >&2
          gone
          exit 95
          fi
          i=$((i + 1)); sleep 1
          done
          r=0
          if [ "$cut" = 0 ]; then each "$@"; r=$?; fi
          gone || exit 91
          [ "$cut" = 0 ] || exit 143
          [ "$r" = 0 ] || exit "$r"
          echo end
          """;

  /** Prints files of a machine as they are. Arguments: those that tell of files. */
  static final String READ_BACK =
      PRINT
          + """
          each "$@" || exit 96
          echo end
          """;

  /**
   * {@code place}: the file of the machine of number {@code $id}, as a path of the host. Columns of
   * the list are padded and names hold anything, so that the last {@code [datastore] path.vmx} of
   * its row counts.
   */
  private static final String PLACE_OF =
      """
      place() {
      vim-cmd vmsvc/getallvms 2>/dev/null | tr -d '\\r' \\
      | sed -n "s#^$id  *[^ ].* \\[\\([^]]*\\)\\] \\(.*\\.vmx\\) .*#/vmfs/volumes/\\1/\\2#p" | head -n 1
      }
      """;

  /** Prints where a machine's file is, and then the file. Argument: its number. */
  static final String VMX =
      PLACE_OF
          + """
          id=$1
          p=$(place)
          [ -n "$p" ] || { echo "its row in getallvms names no file" >&2; exit 1; }
          echo "$p"
          cat "$p"
          """;

  /**
   * Prints the description of each disk that a machine's file names: {@code === path}, then what is
   * in it. Argument: its number.
   */
  static final String DESCRIPTORS =
      PLACE_OF
          + """
          id=$1
          p=$(place)
          [ -n "$p" ] || exit 1
          tr -d '\\r' < "$p" | sed -n 's/^[A-Za-z]*[0-9]*:[0-9]*\\.[fF]ile[nN]ame *= *"\\(.*\\.vmdk\\)" *$/\\1/p' \\
          | while read -r d; do
          case $d in /*) ;; *) d=${p%/*}/$d ;; esac
          echo "=== $d"
          dd if="$d" bs=65536 count=1 2>/dev/null
          echo
          done
          """;

  /**
   * A line for each snapshot of ours: machine, name. Machines whose snapshots are not said fail it.
   */
  static final String SNAPSHOTS =
      """
      vim-cmd vmsvc/getallvms | tr -d '\\r' | awk '/^[0-9]+ .*\\.vmx/ { print $1 }' | while read -r id; do
      vim-cmd vmsvc/snapshot.get "$id" | tr -d '\\r' | awk -v id="$id" -v says="$1" '
      /Snapshot Name *:/ { sub(/^[^:]*: */, ""); name = $0 }
      /Snapshot Des[a-z]* *:/ {
      sub(/^[^:]*: */, "")
      if ($0 == says) print "snapshot", id, name
      }'
      done
      :
      """;

  /**
   * A line for each folder in which a restore of ours goes on or was cut short: its path. A
   * datastore is a folder with an identity for a name, and a link with the name that machines are
   * listed by.
   */
  static final String RESTORES =
      """
      for f in /vmfs/volumes/*/*/.vireo-restoring; do
      [ -f "$f" ] && [ -L "${f%/*/*}" ] && echo "${f%/*}"
      done
      :
      """;

  /**
   * Ends whoever still reads by a snapshot of ours, and has it removed. Arguments: number of the
   * machine, name of the snapshot.
   */
  static final String LET_GO =
      SNAP
          + """
          id=$1 name=$2
          for w in $(ps -c 2>/dev/null | grep -F -e "$name" | grep -v -e grep -e vireo-let-go | awk '{ print $1 }'); do
          [ "$w" = $$ ] || kill "$w" 2>/dev/null
          done
          gone
          """;

  /** {@code by}: numbers of the machines whose file is in the folder {@code $1}. */
  private static final String BY_FOLDER =
      """
      by() {
      vim-cmd vmsvc/getallvms 2>/dev/null | tr -d '\\r' | while read -r id rest; do
      case $id in ''|*[!0-9]*) continue ;; esac
      p=$(place)
      [ -n "$p" ] && [ "${p%/*}" = "$1" ] && echo "$id"
      done
      }
      """;

  /**
   * Takes away what there is of a machine that was being restored; one that is whole stays.
   * Argument: its folder.
   */
  static final String TAKE_AWAY =
      PLACE_OF
          + BY_FOLDER
          + """
          [ -f "$1/.vireo-restoring" ] || exit 0
          vim-cmd vmsvc/getallvms >/dev/null || exit 1
          if [ -n "$(by "$1")" ]; then rm -f "$1/.vireo-restoring"; exit; fi
          rm -rf "$1"
          """;

  /** Makes the folder of a machine that is going to be restored. Argument: the folder. */
  static final String MAKE =
      """
      [ ! -e "$1" ] || { echo "$1 is there already" >&2; exit 1; }
      mkdir "$1" && : > "$1/.vireo-restoring"
      """;

  /**
   * Makes a file of a machine that was restored fit its new place, and registers it. What tells it
   * from the first one (identities, hardware addresses) is made anew by the host at its first
   * start.
   *
   * <p>Arguments: folder, name of the file as it was, new name, {@code keep} or {@code none} for
   * its network, lines to add.
   */
  static final String PLACE =
      """
      f=$1 was=$2 as=$3 net=$4; shift 4
      no='^ethernet[0-9]*\\.generatedAddress'
      [ "$net" = keep ] || no='^ethernet[0-9]*\\.'
      tr -d '\\r' < "$f/$was" | grep -v -i -e '^displayName *=' -e '^uuid\\.' -e '^vc\\.uuid' \\
      -e '^sched\\.swap\\.derivedName' -e '^checkpoint\\.vmState' -e '^migrate\\.hostlog' \\
      -e '^extendedConfigFile' -e '^vmxstats\\.filename' -e '^[a-z]*[0-9]*:[0-9]*\\.fileName *= *".*\\.vmdk"' \\
      -e "$no" > "$f/new.vmx" || exit 1
      printf '%s\\n' "displayName = \\"$as\\"" 'uuid.action = "create"' "$@" >> "$f/new.vmx" || exit 1
      rm -f "$f/$was"
      mv "$f/new.vmx" "$f/$as.vmx" || exit 1
      said=$(vim-cmd solo/registervm "$f/$as.vmx" 2>&1) || { echo "$said" >&2; exit 1; }
      said=$(echo "$said" | tr -d '\\r')
      case $said in *[!0-9]*|'') echo "$said" >&2; exit 1 ;; esac
      rm -f "$f/.vireo-restoring"
      """;

  /** {@code named}: the numbers of machines of a name that has no blank in it. */
  private static final String NAMED =
      """
      named() { vim-cmd vmsvc/getallvms | tr -d '\\r' | awk -v n="$1" '$1 ~ /^[0-9]+$/ && $2 == n { print $1 }'; }
      on() { vim-cmd vmsvc/power.getstate "$1" | grep -q 'Powered on'; }
      """;

  /** Starts a machine, and looks at it for three seconds. Argument: its name. */
  static final String TRIAL =
      NAMED
          + """
          id=$(named "$1")
          [ -n "$id" ] || { echo "there is none of that name" >&2; exit 1; }
          said=$(vim-cmd vmsvc/power.on "$id" 2>&1) || { echo "$said" >&2; exit 1; }
          i=0
          while [ "$i" -lt 3 ]; do
          sleep 1; i=$((i + 1))
          on "$id" || { echo "it does not run $i s after its start: $said" >&2; exit 1; }
          done
          """;

  /** Ends machines of a name the hard way, and destroys them with their folders. Argument: it. */
  static final String DESTROY =
      NAMED
          + """
          case $1 in vireo-rehearsal-????????) ;; *) exit 1 ;; esac
          for id in $(named "$1"); do
          if on "$id"; then vim-cmd vmsvc/power.off "$id" >&2 || exit 1; fi
          vim-cmd vmsvc/destroy "$id" >&2 || exit 1
          done
          rm -rf /vmfs/volumes/*/"$1"
          [ -z "$(named "$1")" ]
          """;

  private EsxScripts() {}
}
