/**
 * What a host's storage is, what it should be, and which change is safe: records, sealed types and
 * pure functions over them. Nothing here knows Quarkus, a socket, a file or a clock.
 */
package dev.vireo.multipath.domain;
