package dev.vireo.bus.kit;

import dev.vireo.bus.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of a domain where they are missing; those that exist are left as they are. */
public final class TopicSetup {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TopicSetup() {}

  /**
   * Makes the topics of {@code domain}.
   *
   * @param kafka client properties, at least {@code bootstrap.servers}
   * @param partitions of each new topic; the order of one host's records holds whatever it is. The
   *     cluster's own default says how many replicas there are: 3 in production
   */
  public static void ensure(Map<String, String> kafka, Domain domain, int partitions)
      throws InterruptedException {
    Properties properties = new Properties();
    properties.putAll(kafka);
    try (Admin admin = Admin.create(properties)) {
      Set<String> present = admin.listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      List<NewTopic> missing = new ArrayList<>();
      for (NewTopic topic : topics(domain, partitions)) {
        if (!present.contains(topic.name())) {
          missing.add(topic);
        }
      }
      for (NewTopic topic : missing) {
        create(admin, topic);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new BusUnavailable(
          "looking for the topics of " + domain.word() + " at " + kafka.get("bootstrap.servers"),
          e instanceof ExecutionException ? e.getCause() : e);
    }
  }

  private static void create(Admin admin, NewTopic topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e; // another instance was quicker only in the case that is passed over
      }
    }
  }

  private static List<NewTopic> topics(Domain domain, int partitions) {
    Map<String, String> forEver = new HashMap<>();
    forEver.put("cleanup.policy", "delete");
    forEver.put("retention.ms", "-1");
    forEver.put("retention.bytes", "-1");
    forEver.put("max.message.bytes", Integer.toString(Publisher.MAX_MESSAGE_BYTES));
    Map<String, String> sevenDays = new HashMap<>(forEver);
    sevenDays.put("retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
    Map<String, String> dead = new HashMap<>(forEver);
    dead.put(
        "max.message.bytes", Integer.toString(Publisher.MAX_MESSAGE_BYTES + Publisher.HEADER_ROOM));
    return List.of(
        topic(domain.commands(), partitions).configs(sevenDays),
        topic(domain.events(), partitions).configs(forEver),
        topic(domain.progress(), partitions).configs(sevenDays),
        topic(domain.deadLetters(), partitions).configs(dead));
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }
}
