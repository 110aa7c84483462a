package dev.harness.runtime.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table of the packet filter nf_tables, for IPv4: chains of rules, made all at once or not at all.
 *
 * <p>Source of the numbers: {@code linux/netfilter/nf_tables.h}.
 */
public final class NetfilterTable {
  private static final int SUBSYSTEM = 10;
  private static final int BATCH_BEGIN = 16;
  private static final int BATCH_END = 17;
  private static final int NEW_TABLE = SUBSYSTEM << 8;
  private static final int DELETE_TABLE = SUBSYSTEM << 8 | 2;
  private static final int NEW_CHAIN = SUBSYSTEM << 8 | 3;
  private static final int NEW_RULE = SUBSYSTEM << 8 | 6;
  private static final int IPV4 = 2;
  private static final int ADD = NetlinkRequest.ACKNOWLEDGE | NetlinkRequest.CREATE;
  private static final int APPEND = ADD | 0x800;
  private static final int TABLE_NAME = 1;
  private static final int TABLE_FLAGS = 2;
  private static final int CHAIN_TABLE = 1;
  private static final int CHAIN_NAME = 3;
  private static final int CHAIN_HOOK = 0x8004;
  private static final int CHAIN_TYPE = 7;
  private static final int HOOK_NUMBER = 1;
  private static final int HOOK_PRIORITY = 2;
  private static final int RULE_TABLE = 1;
  private static final int RULE_CHAIN = 2;
  private static final int RULE_EXPRESSIONS = 0x8004;

  private final String name;
  private final List<NetlinkRequest> requests = new ArrayList<>();

  /** Where a chain meets packets. */
  public enum Hook {
    /** All that come in, before they are routed. */
    PREROUTING(0),
    /** All that come in by one link and go out by another. */
    FORWARD(2),
    /** All that processes of the namespace send. */
    OUTPUT(3);

    private final int number;

    Hook(int number) {
      this.number = number;
    }
  }

  private NetfilterTable(String name) {
    this.name = name;
  }

  /** Begins a table, still without chains; there must be none of that name. */
  public static NetfilterTable named(String name) {
    NetfilterTable table = new NetfilterTable(name);
    table.requests.add(batch("begin", BATCH_BEGIN));
    table.add(
        "table " + name,
        NEW_TABLE,
        ADD | NetlinkRequest.EXCLUSIVE,
        body -> body.attribute(TABLE_NAME, name).networkAttribute(TABLE_FLAGS, 0));
    return table;
  }

  /** The requests that delete a table, which takes the kernel 10 ms and more. */
  public static NetlinkRequest[] deletion(String name) {
    return new NetlinkRequest[] {
      batch("begin", BATCH_BEGIN),
      NetlinkRequest.of(
          "delete table " + name + " of the packet filter",
          DELETE_TABLE,
          NetlinkRequest.ACKNOWLEDGE,
          body -> body.int8(IPV4).zeros(3).attribute(TABLE_NAME, name)),
      batch("end", BATCH_END)
    };
  }

  /**
   * Adds a chain that accepts what its rules do not decide otherwise.
   *
   * @param priority chains of a hook see packets in this order, the lowest first
   */
  public NetfilterTable chain(String chain, Hook hook, int priority, NetfilterRule... rules) {
    add(
        "chain " + chain,
        NEW_CHAIN,
        ADD,
        body ->
            body.attribute(CHAIN_TABLE, name)
                .attribute(CHAIN_NAME, chain)
                .attribute(CHAIN_TYPE, "filter")
                .attribute(
                    CHAIN_HOOK,
                    at ->
                        at.networkAttribute(HOOK_NUMBER, hook.number)
                            .networkAttribute(HOOK_PRIORITY, priority)));
    for (NetfilterRule rule : rules) {
      add(
          "rule of chain " + chain,
          NEW_RULE,
          APPEND,
          body ->
              body.attribute(RULE_TABLE, name)
                  .attribute(RULE_CHAIN, chain)
                  .attribute(RULE_EXPRESSIONS, rule::write));
    }
    return this;
  }

  /** The requests that make it, one transaction. */
  public NetlinkRequest[] transaction() {
    List<NetlinkRequest> all = new ArrayList<>(requests);
    all.add(batch("end", BATCH_END));
    return all.toArray(NetlinkRequest[]::new);
  }

  private void add(String what, int type, int flags, Consumer<AttributeWriter> attributes) {
    requests.add(
        NetlinkRequest.of(
            "add " + what + " to the packet filter",
            type,
            flags,
            body -> attributes.accept(body.int8(IPV4).zeros(3))));
  }

  private static NetlinkRequest batch(String what, int type) {
    return NetlinkRequest.of(
        what + " a change of the packet filter", type, 0, body -> body.zeros(2).port(SUBSYSTEM));
  }
}
