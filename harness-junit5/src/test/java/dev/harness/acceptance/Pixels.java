package dev.harness.acceptance;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/** The pixels of a picture. */
final class Pixels {
  private static final int COLOUR = 0xffffff;

  private Pixels() {}

  /** How many of them have exactly that colour. */
  static long of(BufferedImage picture, int rgb) {
    return IntStream.range(0, picture.getHeight())
        .mapToLong(
            y ->
                IntStream.range(0, picture.getWidth())
                    .filter(x -> (picture.getRGB(x, y) & COLOUR) == rgb)
                    .count())
        .sum();
  }
}
