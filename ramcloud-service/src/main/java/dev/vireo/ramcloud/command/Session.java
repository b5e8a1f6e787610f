package dev.vireo.ramcloud.command;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has said of itself so far. It belongs to the connection's event loop; others
 * see {@link #describe}.
 */
public final class Session {
  private final long id;
  private final String address;
  private final String localAddress;
  private final long since = System.currentTimeMillis();
  private final Closing closing;
  private final Databases databases;
  private final User firstUser;
  private final Transaction transaction = new Transaction();
  private volatile String name = "";
  private volatile String library = "";
  private volatile String libraryVersion = "";
  private volatile @Nullable User user;
  private volatile int database;
  private volatile String lastCommand = "NULL";
  private volatile long lastUse = since;
  private volatile boolean resp3;
  private long table;
  private boolean silent;
  private boolean skipNext;

  /** Ends the connection, from any thread. */
  @FunctionalInterface
  public interface Closing {
    /** Ends it after what was answered is sent, or at once. */
    void close(boolean afterReplies);
  }

  public Session(
      long id,
      @Nullable SocketAddress address,
      @Nullable SocketAddress localAddress,
      Databases databases,
      User firstUser,
      boolean loggedIn,
      Closing closing) {
    this.id = id;
    this.address = text(address);
    this.localAddress = text(localAddress);
    this.databases = databases;
    this.firstUser = firstUser;
    this.closing = closing;
    this.table = databases.table(0);
    this.user = loggedIn ? firstUser : null;
  }

  private static String text(@Nullable SocketAddress address) {
    return address == null ? "?:0" : address.toString().replaceFirst("^[^/]*/", "");
  }

  public long id() {
    return id;
  }

  public String address() {
    return address;
  }

  public long table() {
    return table;
  }

  public int database() {
    return database;
  }

  public Transaction transaction() {
    return transaction;
  }

  /** Who is logged in; null: nobody. */
  public @Nullable User user() {
    return user;
  }

  public void login(User as) {
    user = as;
  }

  public String name() {
    return name;
  }

  void rename(String to) {
    name = to;
  }

  void library(String called) {
    library = called;
  }

  void libraryVersion(String version) {
    libraryVersion = version;
  }

  boolean select(long number) {
    long id = databases.table(number);
    if (id < 0) {
      return false;
    }
    database = (int) number;
    table = id;
    return true;
  }

  public boolean resp3() {
    return resp3;
  }

  void speakResp3(boolean on) {
    resp3 = on;
  }

  void close(boolean afterReplies) {
    closing.close(afterReplies);
  }

  void silence(boolean on) {
    silent = on;
    skipNext = false;
  }

  void skipNext() {
    skipNext = !silent;
  }

  /** Whether the command that begins now is the one after CLIENT REPLY SKIP. */
  boolean takeSilence() {
    boolean skip = skipNext;
    skipNext = false;
    return skip;
  }

  public boolean isSilent() {
    return silent;
  }

  public void used(CommandSpec by, long now) {
    // Others may read these, so writing them waits for all writes before: only what is new.
    if (!lastCommand.equals(by.name())) {
      lastCommand = by.name();
    }
    if (lastUse != now) {
      lastUse = now;
    }
  }

  /** The name of the last command that was run. */
  public String lastCommand() {
    return lastCommand;
  }

  public long lastUse() {
    return lastUse;
  }

  /** As at its beginning, but for who it is from. */
  void reset(boolean loggedIn) {
    transaction.end();
    name = "";
    select(0);
    resp3 = false;
    silent = false;
    skipNext = false;
    user = loggedIn ? firstUser : null;
  }

  /** A line of CLIENT LIST. */
  public String describe(long now) {
    User as = user;
    return "id="
        + id
        + " addr="
        + address
        + " laddr="
        + localAddress
        + " fd=0 name="
        + name
        + " age="
        + (now - since) / 1000
        + " idle="
        + Math.max(0, now - lastUse) / 1000
        + " flags="
        + (transaction.isOpen() ? "x" : "N")
        + " db="
        + database
        + " sub=0 psub=0 ssub=0 multi="
        + (transaction.isOpen() ? transaction.size() : -1)
        + " qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0 oll=0 omem=0 tot-mem=0"
        + " events=r cmd="
        + lastCommand
        + " user="
        + (as == null ? "(none)" : as.name())
        + " redir=-1 resp="
        + (resp3 ? 3 : 2)
        + (library.isEmpty() ? "" : " lib-name=" + library)
        + (libraryVersion.isEmpty() ? "" : " lib-ver=" + libraryVersion);
  }
}
