package dev.harness.junit5;

import dev.harness.ContainerSpec;
import dev.harness.RunningContainer;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An annotated field and what is to be started for it. */
record FieldStart(Field field, Declaration declaration) {

  private boolean holdsSpec() {
    return field.getType().equals(ContainerSpec.class);
  }

  /** Whether it has a container of its own, and not that of another field. */
  boolean startsContainer() {
    return holdsSpec() || declaration.shared().isEmpty();
  }

  /** Whether its container outlives the class. */
  boolean lastsForSession() {
    return declaration.annotation().scope() == Container.Scope.SESSION;
  }

  List<String> dependsOn() {
    return List.of(declaration.annotation().dependsOn());
  }

  /** Makes the container known to the test: in the field, or by the field's name. */
  void assign(@Nullable Object instance, RunningContainer container, StartedContainers owner) {
    if (holdsSpec()) {
      owner.share(field, container);
    } else {
      FieldAccess.write(field, instance, container);
    }
    owner.closeFirst(
        SystemProperties.set(
            declaration.annotation().properties(), container, "field " + Declaration.name(field)));
  }
}
