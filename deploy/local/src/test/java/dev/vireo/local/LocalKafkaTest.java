package dev.vireo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKafkaTest {

  @TempDir Path folder;

  @Test
  void keeps_records_offsets_and_cluster_id_over_a_restart() throws Exception {
    String cluster;
    try (var kafka = LocalKafka.start(folder.resolve("kafka"))) {
      cluster = kafka.clusterId();
      try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin
            .createTopics(List.of(new NewTopic("facts", Optional.of(2), Optional.empty())))
            .all()
            .get(30, TimeUnit.SECONDS);
      }
      send(kafka, "facts", "host-1", "first");
      assertThat(read(kafka, "facts", 1)).containsExactly("first");
    }
    try (var kafka = LocalKafka.start(folder.resolve("kafka"))) {
      assertThat(kafka.clusterId()).isEqualTo(cluster).isNotBlank();
      send(kafka, "facts", "host-1", "second");
      // The group's committed offset was kept as well: the first record does not come again.
      assertThat(read(kafka, "facts", 1)).containsExactly("second");
    }
  }

  @Test
  void creates_no_topic_by_accident() {
    try (var kafka = LocalKafka.start(folder.resolve("kafka"));
        var producer =
            new KafkaProducer<String, String>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", "500"),
                new StringSerializer(),
                new StringSerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("misspelt", "x")).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void takes_another_port_where_the_wanted_one_is_in_use() throws Exception {
    try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        var kafka = LocalKafka.start(folder.resolve("kafka"), taken.getLocalPort())) {
      assertThat(kafka.port()).isNotEqualTo(taken.getLocalPort());
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + kafka.port());
    }
  }

  private static void send(LocalKafka kafka, String topic, String key, String value)
      throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(LocalKafka kafka, String topic, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "group.id", "reader",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      var deadline = Instant.now().plusSeconds(30);
      while (values.size() < count && Instant.now().isBefore(deadline)) {
        consumer.poll(Duration.ofMillis(200)).forEach(each -> values.add(each.value()));
      }
      consumer.commitSync();
    }
    return values;
  }
}
