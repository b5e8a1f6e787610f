package dev.vireo.local.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;

/**
 * The container engine of this machine, if one answers.
 *
 * <p>Only images that are there already are used: a test run fetches nothing. {@code
 * deploy/images/build} makes them; the system properties {@code vireo.image.kafka} and {@code
 * vireo.image.postgres} name others, such as the official ones.
 */
final class ContainerEngine {

  /** Of the version that the clients have. */
  static final String KAFKA_IMAGE =
      System.getProperty("vireo.image.kafka", "vireo-local/kafka:" + AppInfoParser.getVersion());

  static final String POSTGRES_IMAGE =
      System.getProperty("vireo.image.postgres", "vireo-local/postgres:bookworm");

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
    return Docker.obstacle();
  }

  /**
   * What is asked of Testcontainers: a class of its own, since loading it takes Testcontainers on
   * the class path, which a module that is tested with the embedded backends alone need not have.
   */
  private static final class Docker {

    static Optional<String> obstacle() {
      try {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
          return Optional.of("no container engine answers");
        }
        return List.of(KAFKA_IMAGE, POSTGRES_IMAGE).stream()
            .filter(image -> !isLocal(image))
            .findFirst()
            .map(
                image ->
                    "the image "
                        + image
                        + " is not on this machine (deploy/images/build makes it)");
      } catch (RuntimeException e) {
        return Optional.of("the container engine cannot be used: " + e.getMessage());
      }
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
}
