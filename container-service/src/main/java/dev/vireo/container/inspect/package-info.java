/**
 * Looks at names, distribution configurations, archives and transcripts offline: {@code vireo
 * inspect templates|distribution|distro|vzctl}. Needs no host, no Kafka and no database.
 */
@NullMarked
package dev.vireo.container.inspect;

import org.jspecify.annotations.NullMarked;
