@NullMarked
package dev.vireo.bench.ramcloud;

import org.jspecify.annotations.NullMarked;
