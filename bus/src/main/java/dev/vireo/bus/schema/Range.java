package dev.vireo.bus.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How large a component of a message record may be: a number's value, a collection's number of
 * entries. Both ends belong to it. It becomes part of the record's JSON Schema, by which commands
 * are refused.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {

  /** The least that is allowed. */
  long min();

  /** The most that is allowed. */
  long max();
}
