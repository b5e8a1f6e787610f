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
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics of a domain where they are missing; those that exist are left as they are. Then
 * waits until each partition can be written to: it has a leader a moment after it was made, and
 * none while the brokers that hold it are down.
 */
public final class TopicSetup {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a command stays on its topic, at least: Kafka deletes by whole segments. */
  static final Duration COMMANDS_KEPT = Duration.ofDays(7);

  private TopicSetup() {}

  /**
   * Makes the topics of {@code domain}, and waits until all partitions have a leader.
   *
   * @param kafka client properties, at least {@code bootstrap.servers}
   * @param partitions of each new topic; the order of one host's records holds whatever it is. The
   *     cluster's own default says how many replicas there are: 3 in production
   * @throws BusUnavailable if Kafka does not answer, or partitions have no leader within 30 s; it
   *     names them
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
      List<String> names = topics(domain, partitions).stream().map(NewTopic::name).toList();
      new TopicLeaders(asked -> described(admin, asked)).await(names, PATIENCE);
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

  /** Of topics that were just made some may not be known to the broker that answers. */
  private static Map<String, TopicDescription> described(Admin admin, List<String> names)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<String, TopicDescription> known = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        known.put(each.getKey(), each.getValue().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return known;
  }

  private static List<NewTopic> topics(Domain domain, int partitions) {
    Map<String, String> forEver = new HashMap<>();
    forEver.put("cleanup.policy", "delete");
    forEver.put("retention.ms", "-1");
    forEver.put("retention.bytes", "-1");
    forEver.put("max.message.bytes", Integer.toString(Publisher.MAX_MESSAGE_BYTES));
    Map<String, String> sevenDays = new HashMap<>(forEver);
    sevenDays.put("retention.ms", Long.toString(COMMANDS_KEPT.toMillis()));
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
