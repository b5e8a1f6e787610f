/** {@code vireo backup diagnose} from this machine: needs no host, no Kafka and no database. */
@NullMarked
package dev.vireo.backup.inspect;

import org.jspecify.annotations.NullMarked;
