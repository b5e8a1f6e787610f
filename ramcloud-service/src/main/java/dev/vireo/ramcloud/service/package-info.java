/**
 * The master as a service: configuration, start and end, health, metrics, what it says over HTTP.
 */
@NullMarked
package dev.vireo.ramcloud.service;

import org.jspecify.annotations.NullMarked;
