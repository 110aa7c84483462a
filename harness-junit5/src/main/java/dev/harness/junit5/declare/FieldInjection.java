package dev.harness.junit5.declare;

import java.lang.reflect.Field;

/**
 * A field that is set.
 *
 * @param field which may be private
 * @param place for its life
 * @param injection its value
 */
public record FieldInjection(Field field, Place place, Injection injection) {}
