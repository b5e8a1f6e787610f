package dev.vireo.container.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.TemplateRule;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.container.check.ApiChecks;
import dev.vireo.container.check.StartChecks;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.tool.ClusterMember;
import dev.vireo.container.tool.HostReading;
import dev.vireo.container.tool.PveCall;
import dev.vireo.container.tool.PveConfig;
import dev.vireo.container.tool.PveRest;
import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.proxmox.ProxmoxRefused;
import dev.vireo.hypervisor.proxmox.ProxmoxSession;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A host of Proxmox VE that is told by its API. */
final class ApiHost implements ContainerHost {

  private static final Pattern RUNNING = Pattern.compile("^running$");

  private final String name;
  private final ProxmoxSession session;
  private final PveRest rest;
  private final WayToFiles files;
  private final ApiTasks tasks;
  private final Clock clock;

  /** The API gives no way to files: they are reached by SSH when they are asked for. */
  interface WayToFiles {
    HostFiles files() throws UnreachableException, ScriptBrokenException, InterruptedException;
  }

  ApiHost(String name, ProxmoxSession session, PveRest rest, WayToFiles files, Clock clock) {
    this.name = name;
    this.session = session;
    this.rest = rest;
    this.files = files;
    this.tasks = new ApiTasks(name, session);
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String product() {
    return rest.product();
  }

  @Override
  public TemplateRule templateRule() {
    return rest.templateRule();
  }

  @Override
  public Pattern runningWord() {
    return RUNNING;
  }

  /** What is asked, with what it says if that is refused. */
  private JsonNode ask(List<String> path, Map<String, String> parameters)
      throws UnreachableException, InterruptedException {
    try {
      return session.get(path, parameters);
    } catch (ProxmoxRefused e) {
      throw new UnreadHost(
          name + ": GET /" + String.join("/", path) + " was refused: " + e.words());
    }
  }

  @Override
  public HostReading read() throws UnreachableException, InterruptedException {
    List<SeenContainer> containers = new ArrayList<>();
    List<String> unparsed = new ArrayList<>();
    for (JsonNode listed : ask(rest.containers(), Map.of())) {
      String id = listed.path("vmid").asText();
      if (!id.matches("[1-9][0-9]{2,8}")) {
        unparsed.add(listed.toString());
        continue;
      }
      config(id).ifPresent(c -> containers.add(rest.seen(id, listed.path("status").asText(), c)));
    }
    JsonNode storages = ask(rest.storages(), Map.of());
    return new HostReading(
        product(),
        clock.instant(),
        ApiAnswers.freeMemoryMiB(ask(List.of("nodes"), Map.of()), rest.node()),
        ApiAnswers.freeDiskMiB(storages, rest.storage()),
        containers,
        unparsed);
  }

  /** Empty where there is no such container, also where it went between the list and this. */
  private Optional<PveConfig> config(String id) throws UnreachableException, InterruptedException {
    try {
      return Optional.of(ApiAnswers.config(session.get(rest.containers(id, "config"), Map.of())));
    } catch (ProxmoxRefused e) {
      if (e.words().contains("does not exist")) {
        return Optional.empty();
      }
      throw new UnreadHost(name + ": container " + id + " cannot be read: " + e.words());
    }
  }

  @Override
  public Optional<SeenContainer> seen(ContainerId id)
      throws UnreachableException, InterruptedException {
    Optional<PveConfig> config = config(id.text());
    return config.isEmpty()
        ? Optional.empty()
        : Optional.of(rest.seen(id.text(), current(id).path("status").asText(), config.get()));
  }

  private JsonNode current(ContainerId id) throws UnreachableException, InterruptedException {
    return ask(rest.containers(id.text(), "status", "current"), Map.of());
  }

  @Override
  public Transcript tell(Work work, Lease lease)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    List<PveCall> calls = calls(work);
    if (calls.isEmpty() && !(work instanceof Work.Set)) {
      throw new UnsupportedWork(name + " (" + product() + "): " + rest.cannot());
    }
    return tasks.run(calls, lease);
  }

  private List<PveCall> calls(Work work)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return switch (work) {
      case Work.Create w ->
          rest.create(
              w.creation(),
              volumes(),
              ApiAnswers.rootStorage(ask(rest.storages(), Map.of()), rest.storage()));
      case Work.Start w -> rest.start(w.id());
      case Work.Stop w -> rest.stop(w.id(), w.kill());
      case Work.Set w -> rest.set(w.id(), w.settings(), configOrNone(w.id()));
      case Work.Destroy w -> rest.destroy(w.id());
      // The API has no way to take away the lock of a create that died: then this says so.
      case Work.Discard w -> rest.destroy(w.id());
      case Work.Snapshot w -> rest.snapshot(w.id(), w.name());
      case Work.Copy w -> rest.copy(w.id(), w.to(), w.hostname(), configOrNone(w.id()));
      case Work.Migrate w -> rest.migrate(w.id(), w.node().orElse(w.to().host()), w.online());
    };
  }

  private PveConfig configOrNone(ContainerId id) throws UnreachableException, InterruptedException {
    return config(id.text()).orElseGet(() -> new PveConfig(Map.of()));
  }

  @Override
  public Optional<ClusterMember> member() throws UnreachableException, InterruptedException {
    return Optional.of(
        new ClusterMember(
            ApiAnswers.cluster(ask(List.of("cluster", "status"), Map.of())).orElse(""),
            rest.node()));
  }

  private List<String> volumes() throws UnreachableException, InterruptedException {
    List<String> volumes = new ArrayList<>();
    for (String storage : ApiAnswers.storages(ask(rest.storages(), Map.of()), "vztmpl")) {
      volumes.addAll(
          ApiAnswers.volumes(ask(rest.storages(storage, "content"), Map.of("content", "vztmpl"))));
    }
    return volumes;
  }

  @Override
  public Optional<String> lacks(String template) throws UnreachableException, InterruptedException {
    return PveRest.offers(volumes(), template)
        ? Optional.empty()
        : Optional.of("none of its storages offers such a template");
  }

  @Override
  public List<StartCheck> check(ContainerId id, StartChecks checks, Duration patience)
      throws UnreachableException, InterruptedException {
    String status = current(id).path("status").asText();
    Optional<Map<String, List<String>>> interfaces =
        rest.tellsInterfaces() && status.equals("running")
            ? Optional.of(
                ApiAnswers.interfaces(ask(rest.containers(id.text(), "interfaces"), Map.of())))
            : Optional.empty();
    return ApiChecks.of(checks, new ApiChecks.Told(product(), status, interfaces));
  }

  @Override
  public Optional<String> locked(ContainerId id) throws UnreachableException, InterruptedException {
    if (config(id.text()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(current(id).path("lock").asText("")).filter(l -> !l.isEmpty());
  }

  @Override
  public HostFiles files()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    return files.files();
  }

  /** Where in the API something happened, for an operator. */
  static Diagnosis lost(String name, PveCall call, String seen) {
    return new Diagnosis(
        "it is not known what became of it",
        name + ", " + call,
        seen,
        "ask the host what it did before it is told again");
  }
}
