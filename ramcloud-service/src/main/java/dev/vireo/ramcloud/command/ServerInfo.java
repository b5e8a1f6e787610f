package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.memory.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** INFO: sections of lines that tools read; only what is known is told. */
final class ServerInfo {
  private ServerInfo() {}

  static void info(Call call) {
    Set<String> wanted = new TreeSet<>();
    for (int i = 1; i < call.args.count(); i++) {
      wanted.add(Words.lower(call.args, i));
    }
    boolean all =
        wanted.isEmpty()
            || wanted.contains("all")
            || wanted.contains("default")
            || wanted.contains("everything");
    StringBuilder text = new StringBuilder();
    sections(call)
        .forEach(
            (name, lines) -> {
              if (all || wanted.contains(name.toLowerCase(Locale.ROOT))) {
                text.append(text.isEmpty() ? "" : "\r\n")
                    .append("# ")
                    .append(name)
                    .append("\r\n")
                    .append(lines);
              }
            });
    call.out.verbatim(text.toString());
  }

  private static Map<String, String> sections(Call call) {
    ServerState server = call.core().server();
    long seconds = (call.now() - server.started()) / 1000;
    Runtime runtime = Runtime.getRuntime();
    MemoryUsage usage = call.core().keyspace().shard().usage();
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put(
        "Server",
        lines(
            "redis_version",
            ServerState.REDIS_VERSION,
            "redis_mode",
            server.cluster().enabled() ? "cluster" : "standalone",
            "server_name",
            "vireo-ramcloud",
            "os",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch"),
            "arch_bits",
            "64",
            "process_id",
            ProcessHandle.current().pid(),
            "tcp_port",
            server.configuration().values().getOrDefault("port", "0"),
            "uptime_in_seconds",
            seconds,
            "uptime_in_days",
            seconds / 86_400));
    sections.put(
        "Clients",
        lines(
            "connected_clients", server.clients().all().size(),
            "maxclients", server.configuration().values().getOrDefault("maxclients", "0"),
            "blocked_clients", 0));
    sections.put(
        "Memory",
        lines(
            "used_memory",
            usage.live() + usage.hashTable(),
            "used_memory_dead",
            usage.dead(),
            "used_memory_heap",
            runtime.totalMemory() - runtime.freeMemory(),
            "maxmemory",
            server.configuration().values().getOrDefault("maxmemory", "0"),
            "maxmemory_policy",
            "noeviction",
            "mem_allocator",
            "log-structured"));
    sections.put(
        "Persistence",
        lines(
            "loading",
            0,
            "async_loading",
            0,
            "rdb_bgsave_in_progress",
            0,
            "aof_rewrite_in_progress",
            0,
            "aof_enabled",
            server.configuration().values().getOrDefault("appendonly", "no"),
            "rdb_changes_since_last_save",
            0));
    sections.put(
        "Stats",
        lines(
            "total_connections_received", server.connections().sum(),
            "total_commands_processed", server.processed().sum(),
            "rejected_connections", server.rejected().sum(),
            "evicted_keys", 0));
    sections.put("Replication", lines("role", "master", "connected_slaves", 0));
    sections.put("Cluster", lines("cluster_enabled", server.cluster().enabled() ? 1 : 0));
    StringBuilder keyspace = new StringBuilder();
    int number = 0;
    for (long table : server.databases().tables()) {
      long size = call.keyspace().size(table);
      if (size > 0) {
        keyspace
            .append(Databases.name(number))
            .append(":keys=")
            .append(size)
            .append(",expires=0,avg_ttl=0\r\n");
      }
      number++;
    }
    sections.put("Keyspace", keyspace.toString());
    return sections;
  }

  private static String lines(Object... pairs) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      lines.append(pairs[i]).append(':').append(pairs[i + 1]).append("\r\n");
    }
    return lines.toString();
  }
}
