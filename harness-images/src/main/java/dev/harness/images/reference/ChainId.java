package dev.harness.images.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a stack of layers: one layer on top of exactly these others.
 *
 * <p>The lowest layer's is its DiffID, each further one hashes the ChainID below and the DiffID
 * (OCI image specification, "Layer ChainID").
 *
 * @param digest the digest that names the stack
 */
public record ChainId(Digest digest) implements Comparable<ChainId> {

  /** The ChainIDs of a stack, the lowest first, from the DiffIDs of its layers, the lowest first. */
  public static List<ChainId> of(List<Digest> diffIds) {
    List<ChainId> chain = new ArrayList<>(diffIds.size());
    for (Digest diffId : diffIds) {
      chain.add(chain.isEmpty() ? new ChainId(diffId) : chain.get(chain.size() - 1).with(diffId));
    }
    return List.copyOf(chain);
  }

  private ChainId with(Digest diffId) {
    String text = digest + " " + diffId;
    return new ChainId(Digest.sha256(text.getBytes(StandardCharsets.US_ASCII)));
  }

  // Written out, for a record's own is linked at its first use (decision 7).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChainId that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public int compareTo(ChainId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
