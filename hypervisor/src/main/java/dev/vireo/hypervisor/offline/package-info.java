/**
 * What the offline commands share, those that read captured files or look from this machine without
 * bus or database.
 */
@NullMarked
package dev.vireo.hypervisor.offline;

import org.jspecify.annotations.NullMarked;
