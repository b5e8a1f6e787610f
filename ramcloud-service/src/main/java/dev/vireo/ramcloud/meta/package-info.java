/**
 * What all masters of a cluster know alike: its tables, and the leases of clients whose requests
 * are done once. It is one compacted partition of Kafka that each master follows; {@link
 * dev.vireo.ramcloud.meta.Catalog} is what commands see of it.
 */
@NullMarked
package dev.vireo.ramcloud.meta;

import org.jspecify.annotations.NullMarked;
