package dev.harness.runtime.boot;

import picocli.CommandLine.IVersionProvider;

/** The version of this jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = HarnessCommand.class.getPackage().getImplementationVersion();
    return new String[] {"harness " + (version == null ? "(not packaged)" : version)};
  }
}
