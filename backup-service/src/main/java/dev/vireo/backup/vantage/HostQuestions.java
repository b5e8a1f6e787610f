package dev.vireo.backup.vantage;

import dev.vireo.backup.domain.preflight.Target;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host is asked, one script each time, by programs that print and change nothing. Which of
 * them a host has differs (glibc's {@code getent}; iproute or {@code ifconfig}; {@code vmkping} on
 * ESX), so all are asked, and what is missing says so by exit status 127.
 */
final class HostQuestions {

  private HostQuestions() {}

  /** Its clock, its hosts file, its own addresses, and the target's as its programs see them. */
  static Script names(String host) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of("clock", "date", "-u", "+%s"));
    steps.add(Step.of("hosts", "cat", "/etc/hosts"));
    steps.add(Step.of("ip", "ip", "-o", "addr", "show"));
    steps.add(Step.of("ifconfig", "ifconfig", "-a"));
    steps.add(Step.of("vmknic", "esxcfg-vmknic", "-l"));
    if (!Target.isAddress(host)) {
      steps.add(Step.of("getent", "getent", "ahosts", host));
    }
    return Script.of(steps);
  }

  /** The name by name servers alone. */
  static Script nameServers(String host) {
    return Script.of(dns(host));
  }

  private static List<Step> dns(String host) {
    return List.of(
        Step.of("dig", "dig", "+short", "+time=1", "+tries=1", host, "A", host, "AAAA"),
        Step.of("host", "host", "-W", "1", host),
        Step.of("nslookup", "nslookup", host));
  }

  /**
   * The way to an address, and its name.
   *
   * @param address as digits, never a name
   * @param full bytes that fill an Ethernet frame
   * @param dns whether the target's name is asked of name servers, too
   */
  static Script around(String host, String address, int full, boolean dns) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of("route", "ip", "route", "get", address));
    for (int bytes : List.of(56, full)) {
      String size = Integer.toString(bytes);
      steps.add(
          Step.of(
              "ping-" + size, "ping", "-n", "-c", "1", "-W", "1", "-M", "do", "-s", size, address));
      steps.add(
          Step.of("vmkping-" + size, "vmkping", "-d", "-c", "1", "-W", "1", "-s", size, address));
    }
    if (dns) {
      steps.addAll(dns(host));
    }
    steps.add(Step.of("reverse", "getent", "hosts", address));
    steps.add(Step.of("nslookup-reverse", "nslookup", address));
    return Script.of(steps);
  }

  /** A name that an address led to, asked back. */
  static Script back(String name) {
    return Script.of(Step.of("getent", "getent", "ahosts", name));
  }

  /** Whether a port is open. */
  static Script knock(String address, int port) {
    String number = Integer.toString(port);
    return Script.of(Step.of("nc", "nc", "-z", "-v", "-w", "3", address, number));
  }
}
