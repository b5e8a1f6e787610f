package dev.vireo.multipath.domain;

/** One thing to tell a host. What is said in its shell for it is the esxcli package's matter. */
public sealed interface HostAction {

  /** Gives a device a policy, at once and for good. */
  record SetPsp(DeviceId device, PspName psp) implements HostAction {}

  /** Lets a device follow its claim rule or SATP again. */
  record FollowDefault(DeviceId device) implements HostAction {}

  record TuneRoundRobin(DeviceId device, RoundRobinTuning tuning) implements HostAction {}

  /** Under FIXED: the path that I/O returns to. */
  record PreferPath(DeviceId device, RuntimeName path) implements HostAction {}

  /** For devices that follow, and those to come. */
  record SetSatpDefault(SatpName satp, PspName psp) implements HostAction {}

  record AddSatpRule(SatpRule rule) implements HostAction {}

  record RemoveSatpRule(SatpRule rule) implements HostAction {}
}
