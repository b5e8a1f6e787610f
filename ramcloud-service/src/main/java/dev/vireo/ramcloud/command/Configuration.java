package dev.vireo.ramcloud.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What CONFIG GET tells, under Redis's names, so that tools which ask before they begin get a true
 * answer. None of it can be changed while the server runs; CONFIG SET takes the values that are
 * already so.
 */
public final class Configuration {
  private final Map<String, String> values;

  private Configuration(Map<String, String> values) {
    this.values = values;
  }

  public static Configuration of(
      int port,
      long maxMemory,
      int maxClients,
      Limits limits,
      int databases,
      boolean cluster,
      boolean durable) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("save", "");
    values.put("appendonly", durable ? "yes" : "no");
    values.put("appendfsync", durable ? "always" : "no");
    values.put("maxmemory", Long.toString(maxMemory));
    values.put("maxmemory-policy", "noeviction");
    values.put("maxclients", Integer.toString(maxClients));
    values.put("proto-max-bulk-len", Integer.toString(limits.valueBytes()));
    values.put("databases", Integer.toString(databases));
    values.put("port", Integer.toString(port));
    values.put("timeout", "0");
    values.put("cluster-enabled", cluster ? "yes" : "no");
    values.put("cluster-require-full-coverage", "no");
    values.put("lua-time-limit", "0");
    values.put("slowlog-log-slower-than", "-1");
    return new Configuration(values);
  }

  public Map<String, String> values() {
    return values;
  }
}
