package dev.harness.images.credentials;

/** As whom a registry is asked. */
public sealed interface Credentials {

  /** What errors say about them: never a secret. */
  String used();

  /** Asks as nobody. */
  static Credentials none() {
    return new None();
  }

  /** Nobody in particular. */
  record None() implements Credentials {
    @Override
    public String used() {
      return "none were used";
    }
  }

  /**
   * A user with a password, or with what stands for one.
   *
   * @param user the name; it holds no colon, because HTTP's basic authentication has no way to
   *     write one
   * @param password what proves it
   */
  record Password(String user, Secret password) implements Credentials {
    /** Checks the name. */
    public Password {
      if (user.isEmpty() || user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("the name of a registry's user is no name");
      }
    }

    @Override
    public String used() {
      return "those of the user '" + user + "' were used";
    }
  }

  /**
   * A token that a token server changes into one for a repository (OAuth 2 refresh token).
   *
   * @param token the token
   */
  record IdentityToken(Secret token) implements Credentials {
    /** Checks that the token can be sent. */
    public IdentityToken {
      checkToken(token);
    }

    @Override
    public String used() {
      return "an identity token was used";
    }
  }

  /**
   * A token that the registry itself takes.
   *
   * @param token the token
   */
  record RegistryToken(Secret token) implements Credentials {
    /** Checks that the token can be sent. */
    public RegistryToken {
      checkToken(token);
    }

    @Override
    public String used() {
      return "a registry token was used";
    }
  }

  private static void checkToken(Secret token) {
    if (!token.isToken()) {
      throw new IllegalArgumentException("a token is empty or has characters that no token has");
    }
  }
}
