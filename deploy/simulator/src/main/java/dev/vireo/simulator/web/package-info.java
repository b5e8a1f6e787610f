/** HTTPS: self-signed certificates, and a server that says why in its status line. */
@NullMarked
package dev.vireo.simulator.web;

import org.jspecify.annotations.NullMarked;
