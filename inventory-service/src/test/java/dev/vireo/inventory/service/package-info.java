/** The whole service, against a real Kafka, a real PostgreSQL and hosts on real SSH. */
@NullMarked
package dev.vireo.inventory.service;

import org.jspecify.annotations.NullMarked;
