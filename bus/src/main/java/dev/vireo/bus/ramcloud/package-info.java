/** RAMCloud as the services use it: leases, and live views of what the events tell. */
@NullMarked
package dev.vireo.bus.ramcloud;

import org.jspecify.annotations.NullMarked;
