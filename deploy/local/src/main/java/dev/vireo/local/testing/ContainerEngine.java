package dev.vireo.local.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * The container engine of this machine, if one answers.
 *
 * <p>Only images that are there already are used: a test run fetches nothing.
 */
final class ContainerEngine {

  static final String KAFKA_IMAGE = System.getProperty("vireo.image.kafka", "apache/kafka:4.1.2");
  static final String POSTGRES_IMAGE = System.getProperty("vireo.image.postgres", "postgres:17");

  private ContainerEngine() {}

  /** What keeps containers from being used, in words; empty where nothing does. */
  static Optional<String> obstacle() {
    try {
      Class.forName("org.testcontainers.DockerClientFactory");
    } catch (ClassNotFoundException notThere) {
      return Optional.of("Testcontainers is not on this module's test class path");
    }
    if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
      // Its reaper is one more image, and privileged; our own stop removes what we start.
      return Optional.of("TESTCONTAINERS_RYUK_DISABLED=true is not set, as ./vireo test sets it");
    }
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("no container engine answers");
    }
    return List.of(KAFKA_IMAGE, POSTGRES_IMAGE).stream()
        .filter(image -> !isLocal(image))
        .findFirst()
        .map(image -> "the image " + image + " is not on this machine");
  }

  private static boolean isLocal(String image) {
    try {
      DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException absent) {
      return false;
    }
  }
}
