package dev.harness.images.store;

import dev.harness.images.reference.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The images of a store with their names at one moment; changing it makes another one.
 *
 * @param images the images by id, in the order in which they came
 * @param names the id for each name: full references, either with a tag or with a digest
 */
public record ImageTable(Map<Digest, ImageRecord> images, Map<String, Digest> names) {

  /** Copies the maps and drops names of images that are not there. */
  public ImageTable {
    Map<String, Digest> known = new TreeMap<>(names);
    Map<Digest, ImageRecord> all = new LinkedHashMap<>(images);
    known.values().removeIf(id -> !all.containsKey(id));
    images = Collections.unmodifiableMap(all);
    names = Collections.unmodifiableMap(known);
  }

  static ImageTable empty() {
    return new ImageTable(Map.of(), Map.of());
  }

  /** The image with this id. */
  public Optional<ImageRecord> image(Digest id) {
    return Optional.ofNullable(images.get(id));
  }

  /** The image that has this name. */
  public Optional<ImageRecord> named(String name) {
    return Optional.ofNullable(names.get(name)).flatMap(this::image);
  }

  /** The names of an image, sorted. */
  public List<String> namesOf(Digest id) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(id))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether images that are here were made of this one. */
  public boolean hasChildren(Digest id) {
    return images.values().stream()
        .anyMatch(image -> image.parent().filter(id::equals).isPresent());
  }

  /** The names of an image and of those that it was made of, as far as they are here. */
  public List<String> namesOfLine(Digest id) {
    List<String> all = new ArrayList<>();
    Set<Digest> seen = new HashSet<>();
    Optional<ImageRecord> next = image(id);
    while (next.isPresent() && seen.add(next.get().id())) {
      all.addAll(namesOf(next.get().id()));
      next = next.get().parent().flatMap(this::image);
    }
    return all;
  }

  /** This table with an image, or with a newer record of it; names move to it. */
  public ImageTable with(ImageRecord image, List<String> imageNames) {
    Map<Digest, ImageRecord> newImages = new LinkedHashMap<>(images);
    newImages.put(image.id(), image);
    Map<String, Digest> newNames = new TreeMap<>(names);
    imageNames.forEach(name -> newNames.put(name, image.id()));
    return new ImageTable(newImages, newNames);
  }

  /** This table without a name; its image stays. */
  public ImageTable withoutName(String name) {
    Map<String, Digest> newNames = new TreeMap<>(names);
    newNames.remove(name);
    return new ImageTable(images, newNames);
  }

  /** This table without an image and its names. */
  public ImageTable without(Digest id) {
    Map<Digest, ImageRecord> newImages = new LinkedHashMap<>(images);
    newImages.remove(id);
    return new ImageTable(newImages, names);
  }

  /** All images in the order in which they came. */
  public List<ImageRecord> all() {
    return new ArrayList<>(images.values());
  }
}
