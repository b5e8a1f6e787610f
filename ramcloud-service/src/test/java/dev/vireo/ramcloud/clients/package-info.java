/** The packaged service and the clients of Redis that people use. */
@NullMarked
package dev.vireo.ramcloud.clients;

import org.jspecify.annotations.NullMarked;
