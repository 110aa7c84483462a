package dev.harness.registry;

import dev.harness.engineapi.image.RegistryAuth;
import dev.harness.locate.user.Settings;

/** Says under which name an image is taken, and as whom its registry is asked. */
public final class ImageAccess {
  private final ImageSubstitution substitution;
  private final RegistryLogins logins;

  private ImageAccess(ImageSubstitution substitution, RegistryLogins logins) {
    this.substitution = substitution;
    this.logins = logins;
  }

  /**
   * By the user's settings and the files that Docker's and Podman's clients write.
   *
   * @throws IllegalArgumentException when the substitution of images is malformed
   */
  public static ImageAccess of(Settings settings) {
    return new ImageAccess(
        ImageSubstitution.of(settings), new RegistryLogins(ConfigFiles.of(settings)));
  }

  /** The name under which an image is taken: the given one, unless the settings replace it. */
  public String substituted(String image) {
    return substitution.apply(image);
  }

  /**
   * As whom the registry of an image is asked; may run a program that the user has named for it,
   * and waits for that up to 30 seconds.
   */
  public RegistryAuth auth(String image) {
    return logins.find(ImageName.parse(image));
  }

  /** What the registry of an image is called where several are told apart. */
  public String registry(String image) {
    return ImageName.parse(image).domain();
  }
}
