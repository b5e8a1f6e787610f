/**
 * The kit inside a Quarkus service: a service names its domain and its handlers, writes its views,
 * and gets the rest from here.
 */
@NullMarked
package dev.vireo.bus.service;

import org.jspecify.annotations.NullMarked;
