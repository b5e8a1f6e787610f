package dev.vireo.container.vzctl;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a tool could not do what it was told, or did less than it seems; and what to do. By vzctl's
 * exit codes ({@code vzerror.h}) and by the lines it prints.
 */
public enum Cause {
  NO_NETWORK_CONFIG(
      "the host has no configuration for this distribution and took another's",
      "map the distribution to its nearest relative: vireo inspect distribution shows the link"),
  ADDRESS_IN_USE(
      "another container or machine has the address", "choose another address, or free this one"),
  BAD_ADDRESS("the address is none the host takes", "check the address and its notation"),
  ID_IN_USE(
      "something of a container with this id is there already",
      "choose another id, or look at what is left in the private area and remove it"),
  QUOTA(
      "the disk quota could not be set up",
      "on ext3 or ext4: vzquota drop ID, then start again; on others set DISK_QUOTA=no"),
  LOCKED(
      "another program is at work on the container",
      "wait for it; if the process is gone, remove the lock in /vz/lock or /var/lib/vz/lock"),
  TEMPLATE_MISSING(
      "the host has no such template", "put the archive into the template folder, check its name"),
  TEMPLATE_BROKEN(
      "the template is no whole root file system",
      "look into it with vireo inspect distro --whole, and fetch it anew"),
  TEMPLATE_CACHE(
      "the host could not make the cache of its template",
      "make it by hand, vzpkg create cache NAME, and mend what that says"),
  DISK_FULL("there is no room on the disk", "free some, or choose another storage"),
  NO_MEMORY("there is not enough memory", "give it less, or stop another container"),
  KERNEL(
      "the kernel lacks something that containers need",
      "check uname -r and lsmod: vzdev, vzmon, vznetdev, vzquota; boot the kernel for containers"),
  START_DISABLED("it is marked as not to be started", "set it enabled, or start it with --force"),
  ALREADY_RUNNING("it runs already", "nothing, or restart it"),
  NOT_RUNNING("it does not run", "start it first"),
  RUNNING("it runs, or is mounted", "stop it first"),
  NOT_THERE("there is no such container", "check the id with vzlist -a or pct list"),
  BAD_SETTING("the tool does not take a setting", "check the setting that it names"),
  NO_DISTRIBUTION_CONFIG(
      "the folder of distribution configurations has not even a default",
      "install vzctl's configurations anew: /etc/vz/dists"),
  DISTRIBUTION_SCRIPT(
      "a script of the distribution's configuration failed or is missing",
      "run it by hand, or map the distribution to one that fits"),
  UNKNOWN_DISTRIBUTION(
      "the host does not know the distribution in the template",
      "give its type by hand, such as --ostype unmanaged, and set up its network yourself"),
  PERMISSION("not allowed", "run it as root on the host"),
  BUSY("something holds the container's files", "see who, with lsof or fuser, and end it"),
  NETWORK_DEVICE(
      "a network device or rule could not be set up",
      "check the bridge, vznetdev and iptables modules"),
  UNSUPPORTED("this host cannot do it", "check the release of its tools"),
  TIMED_OUT("it did not end within its time", "look at the container's own log"),
  TASK_DIED(
      "the host's own worker ended half-way, killed or crashed",
      "look into the host's log for what killed it; see what is left of the container"),
  OTHER("it failed in a way that is not classified", "read the lines");

  private final String words;
  private final String whatToDo;

  Cause(String words, String whatToDo) {
    this.words = words;
    this.whatToDo = whatToDo;
  }

  /** Such as {@code no-network-config}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happened, in words. */
  public String words() {
    return words;
  }

  /** What an operator does about it. */
  public String whatToDo() {
    return whatToDo;
  }

  /**
   * What the exit status of a command means; empty for 0. Those of vzctl and its like are their
   * own; those of other tools say that they failed, or were stopped, and no more.
   *
   * @param command as it was given; empty: it is not known, and taken for vzctl
   */
  public static Optional<Cause> ofExit(String command, int exit) {
    String program = command.split("\\s", 2)[0];
    if (program.isEmpty() || program.substring(program.lastIndexOf('/') + 1).startsWith("vz")) {
      return ofVzctl(exit);
    }
    return switch (exit) {
      case 0 -> Optional.empty();
      // timeout(1), and what a shell says of SIGKILL.
      case 124, 137 -> Optional.of(TIMED_OUT);
      default -> Optional.of(OTHER);
    };
  }

  private static Optional<Cause> ofVzctl(int exit) {
    return Optional.ofNullable(
        switch (exit) {
          case 0 -> null;
          case 1, 2, 6, 28, 129 -> NO_MEMORY;
          case 5, 86 -> KERNEL;
          case 9 -> LOCKED;
          case 10, 20, 21, 22, 23, 24, 85, 131 -> BAD_SETTING;
          case 11, 108 -> DISTRIBUTION_SCRIPT;
          case 12, 13 -> PERMISSION;
          case 14, 43, 53 -> NOT_THERE;
          case 15, 124, 133, 137 -> TIMED_OUT;
          case 29, 91 -> TEMPLATE_MISSING;
          case 31, 40 -> NOT_RUNNING;
          case 32 -> ALREADY_RUNNING;
          case 34, 71, 89, 100 -> BAD_ADDRESS;
          case 41 -> RUNNING;
          case 44 -> ID_IN_USE;
          case 46 -> DISK_FULL;
          case 47 -> TEMPLATE_BROKEN;
          case 48, 49, 50, 51, 52 -> BUSY;
          case 60, 61, 62, 63, 64, 65, 66, 67 -> QUOTA;
          case 78 -> ADDRESS_IN_USE;
          case 79 -> DISTRIBUTION_SCRIPT;
          case 99 -> UNSUPPORTED;
          case 104, 106, 130 -> NETWORK_DEVICE;
          case 105 -> START_DISABLED;
          case 107 -> NO_DISTRIBUTION_CONFIG;
          default -> OTHER;
        });
  }
}
