package dev.vireo.ramcloud.store;

/**
 * Conditions that are checked in the same step as the operation. They combine. As in RAMCloud a
 * version rule alone never rejects a missing object, so compare-and-set is {@code ifExists} with
 * {@code versionNotEqual}.
 *
 * @param doesntExist reject when there is no object ({@code XX})
 * @param exists reject when there is one ({@code NX})
 * @param versionAtMost reject when its version is at most this ({@code GT}); -1: no such rule
 * @param versionNotEqual reject when its version is another ({@code EQ}); -1: no such rule
 */
public record RejectRules(
    boolean doesntExist, boolean exists, long versionAtMost, long versionNotEqual) {
  private static final long ABSENT = -1;

  /** Rejects nothing. */
  public static final RejectRules NONE = new RejectRules(false, false, ABSENT, ABSENT);

  /** Only where there is an object. */
  public static final RejectRules IF_EXISTS = new RejectRules(true, false, ABSENT, ABSENT);

  /** Only where there is none. */
  public static final RejectRules IF_ABSENT = new RejectRules(false, true, ABSENT, ABSENT);

  /** Only where the object is there and of this version: compare-and-set. */
  public static RejectRules ifVersion(long version) {
    return new RejectRules(true, false, ABSENT, version);
  }

  /** These, and also rejecting where there is no object. */
  public RejectRules andIfExists() {
    return new RejectRules(true, exists, versionAtMost, versionNotEqual);
  }

  /** These, and also rejecting where there is an object. */
  public RejectRules andIfAbsent() {
    return new RejectRules(doesntExist, true, versionAtMost, versionNotEqual);
  }

  /** These, and also rejecting an object whose version is not above {@code version}. */
  public RejectRules andIfVersionAbove(long version) {
    return new RejectRules(doesntExist, exists, version, versionNotEqual);
  }

  /** These, and also rejecting an object of another version. */
  public RejectRules andIfVersionEquals(long version) {
    return new RejectRules(doesntExist, exists, versionAtMost, version);
  }

  /**
   * RAMCloud's order (ObjectManager::rejectOperation): {@code version} is the object's, 0 where
   * there is none.
   */
  public Status judge(long version) {
    if (version == 0) {
      return doesntExist ? Status.OBJECT_DOESNT_EXIST : Status.OK;
    }
    if (exists) {
      return Status.OBJECT_EXISTS;
    }
    if (versionAtMost != ABSENT && Long.compareUnsigned(version, versionAtMost) <= 0) {
      return Status.WRONG_VERSION;
    }
    if (versionNotEqual != ABSENT && version != versionNotEqual) {
      return Status.WRONG_VERSION;
    }
    return Status.OK;
  }
}
