package dev.harness.junit5.life;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where the extension keeps what lives as long as the session of JUnit's launcher. A session may be
 * several runs: Surefire begins one for each class when it has several JVMs, and each suite is one.
 */
final class SessionStore {
  private SessionStore() {}

  /** Finds that of the session in which a test runs; JUnit before 5.13 has none but that of the run. */
  static ExtensionContext.Store of(ExtensionContext context) {
    try {
      return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, Belongings.NAMESPACE);
    } catch (LinkageError e) {
      return context.getRoot().getStore(Belongings.NAMESPACE);
    }
  }
}
