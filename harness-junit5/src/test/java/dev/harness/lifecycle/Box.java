package dev.harness.lifecycle;

import dev.harness.junit5.Container;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A container that does nothing, as teams declare their own. */
@Container(
    image = Box.IMAGE,
    command = {"sleep", "1000"})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER})
@interface Box {
  String IMAGE = "debian.internal/busybox";
}
