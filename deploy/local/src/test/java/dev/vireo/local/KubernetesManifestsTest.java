package dev.vireo.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What deploy/kubernetes/render prints, held against the API's own models and the handbook. */
class KubernetesManifestsTest {

  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> SERVICES =
      List.of("inventory", "multipath", "container", "backup");

  /** The models refuse fields that the API does not know, and miss those that it needs. */
  private interface Model {
    void check(JsonElement document) throws IOException;
  }

  private static final Map<String, Model> MODELS =
      Map.of(
          "Namespace", V1Namespace::validateJsonElement,
          "ConfigMap", V1ConfigMap::validateJsonElement,
          "NetworkPolicy", V1NetworkPolicy::validateJsonElement,
          "PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
          "Service", V1Service::validateJsonElement,
          "StatefulSet", V1StatefulSet::validateJsonElement);

  @Test
  void every_document_is_one_that_the_api_takes() throws Exception {
    List<JsonNode> documents = documents();

    assertThat(documents).hasSizeGreaterThan(SERVICES.size());
    for (JsonNode document : documents) {
      String kind = document.path("kind").asText();
      Model model = requireNonNull(MODELS.get(kind), kind);
      assertThatCode(() -> model.check(JsonParser.parseString(document.toString())))
          .as("%s %s", kind, document.path("metadata").path("name"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void every_variable_that_is_set_is_one_that_the_handbook_explains() throws Exception {
    String handbook = Files.readString(CHECKOUT.resolve("docs/operations.md"));

    for (JsonNode name : deep("name")) {
      if (name.asText().startsWith("VIREO_")) {
        assertThat(handbook).contains("`" + name.asText() + "`");
      }
    }
  }

  @Test
  void every_mount_has_its_volume_and_every_probe_its_port() throws Exception {
    for (JsonNode set : documents()) {
      if (!set.path("kind").asText().equals("StatefulSet")) {
        continue;
      }
      JsonNode pod = set.path("spec").path("template").path("spec");
      Set<String> volumes = names(pod.path("volumes"));
      for (JsonNode claim : set.path("spec").path("volumeClaimTemplates")) {
        volumes.add(claim.path("metadata").path("name").asText());
      }
      for (JsonNode container : pod.path("containers")) {
        assertThat(volumes).containsAll(names(container.path("volumeMounts")));
        Set<String> ports = names(container.path("ports"));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          JsonNode asked = container.path(probe);
          assertThat(asked.isMissingNode()).as(probe).isFalse();
          if (asked.has("httpGet")) {
            assertThat(ports).contains(asked.path("httpGet").path("port").asText());
          }
        }
      }
      for (JsonNode container : pod.path("initContainers")) {
        assertThat(volumes).containsAll(names(container.path("volumeMounts")));
      }
    }
  }

  @Test
  void images_are_of_the_registry_and_version_that_were_asked_for() throws Exception {
    String printed =
        render("--registry", "registry.example.net/vireo", "--version", "1.2.3", "multipath");

    assertThat(printed.lines().filter(line -> line.contains("image:")).map(String::strip))
        .isNotEmpty()
        .allMatch("image: registry.example.net/vireo/multipath:1.2.3"::equals);
    assertThat(printed).doesNotContain("SERVICE", ":VERSION").contains("containerPort: 8082");
  }

  private static List<JsonNode> documents() throws Exception {
    List<String> parts = new ArrayList<>(List.of("common", "ramcloud"));
    parts.addAll(SERVICES);
    List<JsonNode> documents = new ArrayList<>();
    // With what an alias stands for in its place, as kubectl reads it.
    for (Object document :
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .loadAll(render(parts.toArray(String[]::new)))) {
      if (document != null) {
        documents.add(new ObjectMapper().valueToTree(document));
      }
    }
    return documents;
  }

  private static List<JsonNode> deep(String field) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode document : documents()) {
      found.addAll(document.findValues(field));
    }
    return found;
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(each -> names.add(each.path("name").asText()));
    return names;
  }

  private static String render(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(CHECKOUT.resolve("deploy/kubernetes/render").toString());
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
