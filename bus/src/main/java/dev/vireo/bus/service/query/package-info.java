/** What the query APIs of all services have in common: limits, refusals, whose hosts are meant. */
@NullMarked
package dev.vireo.bus.service.query;

import org.jspecify.annotations.NullMarked;
