package dev.harness.runtime.engine.request;

/**
 * A device of the host that a container is to have.
 *
 * @param onHost absolute path of a node, or of a directory of nodes
 * @param inContainer absolute path below {@code /dev}
 */
public record DeviceRequest(String onHost, String inContainer) {
  private static final String DEVICES = "/dev";

  /**
   * Checks the paths.
   *
   * @throws EngineException.InvalidRequest when the container cannot have a device there
   */
  public static DeviceRequest of(String onHost, String inContainer) {
    if (!onHost.startsWith("/") || onHost.indexOf('\0') >= 0) {
      throw new EngineException.InvalidRequest(
          "invalid device '%s': want an absolute path on the host".formatted(onHost));
    }
    String place = MountTarget.normal("the device " + onHost, inContainer);
    if (place.equals(DEVICES) || !MountTarget.isIn(place, DEVICES)) {
      throw new EngineException.InvalidRequest(
          "the device %s cannot appear as %s: this engine has devices below /dev only"
              .formatted(onHost, place));
    }
    return new DeviceRequest(onHost, place);
  }
}
