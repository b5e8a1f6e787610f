/**
 * The JSON Schemas of the message bodies at run time. They are made from the records by this
 * module's tests and lie under {@code schemas/} on the class path.
 */
@NullMarked
package dev.vireo.bus.schema;

import org.jspecify.annotations.NullMarked;
