@NullMarked
package dev.vireo.bus.service.edge;

import org.jspecify.annotations.NullMarked;
