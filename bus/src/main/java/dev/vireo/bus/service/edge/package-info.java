/** Who may ask a service over HTTP: loopback without more, and from elsewhere TLS and a token. */
@NullMarked
package dev.vireo.bus.service.edge;

import org.jspecify.annotations.NullMarked;
