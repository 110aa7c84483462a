package dev.harness.runtime.boot;

import picocli.CommandLine.IVersionProvider;

/** The version of this jar. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"harness " + number()};
  }

  /** The version that the build wrote into this jar. */
  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
