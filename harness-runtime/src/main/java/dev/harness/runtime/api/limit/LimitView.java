package dev.harness.runtime.api.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.harness.runtime.cgroup.ResourceLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows limits in the words of the request, those that the records do not know. */
public final class LimitView {
  private final Map<String, JsonNode> fields = new LinkedHashMap<>();

  private LimitView() {}

  /** The fields with their values. */
  public static Map<String, JsonNode> of(ResourceLimits limits) {
    LimitView view = new LimitView();
    view.add(LimitField.MEMORY_SWAP, limits.memory().swapBytes());
    view.add(LimitField.MEMORY_RESERVATION, limits.memory().reservationBytes());
    if (limits.memory().swappiness() >= 0) {
      view.fields.put(
          LimitField.MEMORY_SWAPPINESS.field(),
          JsonNodeFactory.instance.numberNode(limits.memory().swappiness()));
    }
    view.add(LimitField.CPU_PERIOD, limits.cpu().periodMicros());
    view.add(LimitField.CPU_QUOTA, limits.cpu().quotaMicros());
    view.add(LimitField.CPU_SHARES, limits.cpu().shares());
    view.add(LimitField.CPUSET_CPUS, limits.cpu().cpus());
    view.add(LimitField.CPUSET_MEMS, limits.cpu().memoryNodes());
    view.add(LimitField.BLKIO_WEIGHT, limits.blockIoWeight());
    return view.fields;
  }

  private void add(LimitField field, long value) {
    if (value != 0) {
      fields.put(field.field(), JsonNodeFactory.instance.numberNode(value));
    }
  }

  private void add(LimitField field, String value) {
    if (!value.isEmpty()) {
      fields.put(field.field(), JsonNodeFactory.instance.textNode(value));
    }
  }
}
