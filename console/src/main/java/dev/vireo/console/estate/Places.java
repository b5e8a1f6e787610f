package dev.vireo.console.estate;

import org.jspecify.annotations.Nullable;

/**
 * Where things are, as far as the options say.
 *
 * @param kafka what Kafka clients bootstrap from
 * @param kafkaConfig file of Kafka client properties
 * @param inventoryUrl base URL of the inventory service
 * @param multipathUrl base URL of the multipath service
 * @param containerUrl base URL of the container service
 * @param backupUrl base URL of the backup service
 */
public record Places(
    @Nullable String kafka,
    @Nullable String kafkaConfig,
    @Nullable String inventoryUrl,
    @Nullable String multipathUrl,
    @Nullable String containerUrl,
    @Nullable String backupUrl) {}
