/**
 * Reads captured output offline, from files, folders and support bundles, and says what is in it:
 * {@code vireo inspect multipath FILE...}. Needs no host, no Kafka and no database.
 */
package dev.vireo.multipath.inspect;
