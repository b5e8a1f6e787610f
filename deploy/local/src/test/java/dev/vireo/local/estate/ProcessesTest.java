package dev.vireo.local.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.LoopbackPort;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessesTest {

  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final String SERVICE = "inventory";

  /** Leaves the old generation, where a JVM puts its cache's objects, hardly any room. */
  private static final List<String> NO_ROOM = List.of("-Xms512m", "-Xmx1g", "-Xmn512m");

  @TempDir Path folder;

  private final StringWriter said = new StringWriter();
  private final int port = LoopbackPort.free();
  private Home home;
  private Processes processes;
  private Path jar;
  private AotCache cache;

  @BeforeEach
  void lay_out() throws Exception {
    home = new Home(folder.resolve("home"));
    home.create();
    processes = new Processes(home, BOUND, new PrintWriter(said, true));
    FakeService.build(folder, SERVICE);
    jar = folder.resolve(SERVICE + "-service/target/quarkus-app/quarkus-run.jar");
    cache = new AotCache(folder.resolve("app.aot"), List.of(jar));
  }

  @AfterEach
  void leave_nothing() {
    stop();
  }

  @Test
  void a_jvm_that_ends_because_of_its_cache_is_started_without_it_which_is_said() throws Exception {
    makeCache();
    var options = new ArrayList<>(NO_ROOM);
    options.addAll(cache.use());

    bring(options);

    assertThat(home.log(SERVICE)).content().contains("Unable to use AOT cache");
    assertThat(said.toString())
        .contains("cannot use its ahead-of-time cache here, and is started without it")
        .contains("ready after");
    assertThat(processes.bring(component(options))).as("it runs").isEmpty();
  }

  @Test
  void a_jvm_with_room_for_its_cache_uses_it() throws Exception {
    makeCache();
    var options = new ArrayList<>(List.of("-Xmx64m", "-Xlog:class+load"));
    options.addAll(cache.use());

    bring(options);

    assertThat(home.log(SERVICE))
        .content()
        .containsPattern("FakeService source: shared objects file");
    assertThat(said.toString()).doesNotContain("without");
  }

  private void makeCache() {
    bring(cache.make());
    stop();
    assertThat(cache.keep()).isTrue();
  }

  private void bring(List<String> options) {
    processes.awaitReady(List.of(processes.bring(component(options)).orElseThrow()));
  }

  private void stop() {
    processes.stop(new RunFolder(home.run()).all());
  }

  private Component component(List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    return new Component(
        SERVICE,
        command,
        Map.of("VIREO_HTTP_PORT", Integer.toString(port)),
        Map.of("http", port),
        List.of(jar),
        new Readiness.Http(port),
        BOUND);
  }
}
