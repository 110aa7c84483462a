package dev.harness.runtime.boot;

import picocli.CommandLine.IVersionProvider;

/** The version of this jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"harness " + number()};
  }

  /** The version that the build wrote into this jar. */
  static String number() {
    String version = HarnessCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
