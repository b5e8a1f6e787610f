/**
 * The language all services speak: message records, the CloudEvents envelope, topic names and the
 * catalogue of types. What moves messages about is in {@link dev.vireo.bus.kit}.
 */
@NullMarked
package dev.vireo.bus;

import org.jspecify.annotations.NullMarked;
