package dev.harness.comparison;

/** The images of both sides: made of Debian's packages, because no registry need be reachable. */
public final class Images {
  public static final String POSTGRES = "debian.internal/postgresql";
  public static final String REDIS = "debian.internal/redis";

  private Images() {}
}
