package dev.harness.junit5;

import dev.harness.ContainerNetwork;
import java.lang.reflect.Field;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/** A static field of a test class that holds a network. */
final class NetworkField {
  private NetworkField() {}

  /** Refuses a field that cannot hold a network. */
  static void check(Field field) {
    boolean fits =
        ModifierSupport.isStatic(field)
            && !ModifierSupport.isFinal(field)
            && field.getType().equals(ContainerNetwork.class);
    if (!fits) {
      throw new ExtensionConfigurationException(
          "@Network field "
              + Declaration.name(field)
              + " must be a static ContainerNetwork and not final");
    }
  }

  /** The network of the field that a container names. */
  static ContainerNetwork named(String name, Class<?> type, String place) {
    Field field = SpecField.find(name, type, place);
    if (!AnnotationSupport.isAnnotated(field, Network.class)) {
      throw new ExtensionConfigurationException(
          "@Container on %s joins the network %s, but that field has no @Network"
              .formatted(place, name));
    }
    check(field);
    if (FieldAccess.readStatic(field) instanceof ContainerNetwork network) {
      return network;
    }
    throw new ExtensionConfigurationException(
        "The network of " + Declaration.name(field) + " does not exist here");
  }
}
