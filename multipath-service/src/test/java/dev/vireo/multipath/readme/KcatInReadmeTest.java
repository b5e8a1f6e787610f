package dev.vireo.multipath.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.bus.Domain;
import dev.vireo.multipath.projection.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Runs the very lines of the README that publish a command with kcat and read its outcome. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class KcatInReadmeTest {

  @Test
  void publishes_a_command_and_reads_its_outcome() throws Exception {
    assumeTrue(present("kcat"), "rule needs-kcat: this test runs Debian's kcat, and it is missing");

    ProcessBuilder lines =
        new ProcessBuilder("bash", "-c", linesOfReadme())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    lines
        .environment()
        .put("KAFKA", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    Process bash = lines.start();
    bash.getOutputStream().close();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bash.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(bash.exitValue()).isZero();
    // The broker is shared with other tests: which hosts there are, and so how it ends, is theirs.
    assertThat(out.lines())
        .singleElement()
        .asString()
        .containsPattern("dev\\.vireo\\.multipath\\.Command(Succeeded|Failed|Rejected)\\.v1")
        .contains("\"command\":\"kcat-")
        .contains("\"commandType\":\"dev.vireo.multipath.ScanPaths.v1\"");
  }

  @Test
  void the_readme_has_kcat_choose_the_partition_that_java_would() throws Exception {
    assumeTrue(present("kcat"), "rule needs-kcat: this test runs Debian's kcat, and it is missing");
    String readme = linesOfReadme();
    assertThat(readme).contains("-X topic.partitioner=murmur2_random");
    String kafka = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (KafkaProducer<byte[], byte[]> java =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String host : List.of("esx-01", "esx-02", "esx-03", "esx-04")) {
        byte[] key = host.getBytes(StandardCharsets.UTF_8);
        int expected =
            java.send(new ProducerRecord<>(Domain.MULTIPATH.progress(), key, new byte[0]))
                .get(1, TimeUnit.MINUTES)
                .partition();

        assertThat(partitionByKcat(kafka, host)).as(host).isEqualTo(expected);
      }
    }
  }

  /**
   * Where a record of this key lies that kcat publishes with the option that the README gives it.
   */
  private static int partitionByKcat(String kafka, String key) throws Exception {
    String value = "by-kcat-" + key;
    Process lines =
        new ProcessBuilder(
                "bash",
                "-c",
                """
                set -e -o pipefail
                printf '%s' "$2" | kcat -P -b "$0" -X topic.partitioner=murmur2_random -t "$3" -k "$1"
                kcat -C -q -b "$0" -t "$3" -o beginning -e -f '%p %s\n' | grep -F " $2" | head -1
                """,
                kafka,
                key,
                value,
                Domain.MULTIPATH.progress())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(lines.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(lines.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Integer.parseInt(out.substring(0, out.indexOf(' ')));
  }

  private static String linesOfReadme() throws IOException {
    String readme = Files.readString(readme());
    int begin = readme.indexOf("<!-- kcat:begin -->");
    int end = readme.indexOf("<!-- kcat:end -->");
    assertThat(begin).as("the README shows kcat").isPositive();
    String fenced = readme.substring(begin, end);
    String body = fenced.substring(fenced.indexOf("```bash") + "```bash".length());
    return body.substring(0, body.lastIndexOf("```"));
  }

  private static Path readme() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("vireo"))) {
      folder = Objects.requireNonNull(folder.getParent(), "the checkout holds the vireo script");
    }
    return folder.resolve("README.md");
  }

  private static boolean present(String program) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v " + program)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
