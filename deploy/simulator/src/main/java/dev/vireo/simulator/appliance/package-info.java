/**
 * A backup appliance in the manner of VMware Data Recovery: HTTPS with HTTP Basic and a session in
 * a cookie, and each way in which its login is known to fail.
 */
@NullMarked
package dev.vireo.simulator.appliance;

import org.jspecify.annotations.NullMarked;
