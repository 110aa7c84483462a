package dev.harness.runtime.linux.netlink;

import java.util.function.Consumer;

/**
 * The expressions that rules of nf_tables are made of. What is loaded goes to register 1, where the
 * next expression finds it.
 *
 * <p>Source of the numbers: {@code linux/netfilter/nf_tables.h}.
 */
final class NetfilterExpressions {
  /** The type of an address of this namespace ({@code RTN_LOCAL}). */
  static final int LOCAL = 2;

  static final int REJECT_ICMP = 0;
  static final int REJECT_RESET = 1;

  private static final int NESTED = 0x8000;
  private static final int LIST_ELEMENT = NESTED | 1;
  private static final int NAME = 1;
  private static final int DATA = NESTED | 2;
  private static final int VALUE = 1;
  private static final int VERDICT = NESTED | 2;
  private static final int VERDICT_CODE = 1;
  private static final int VERDICT_REGISTER = 0;
  private static final int META_MARK = 3;
  private static final int META_INCOMING_LINK = 4;
  private static final int META_OUTGOING_LINK = 5;
  private static final int META_PROTOCOL = 16;
  private static final int NETWORK_HEADER = 1;
  private static final int TRANSPORT_HEADER = 2;
  private static final int FIB_LINK = 1;
  private static final int FIB_ADDRESS_TYPE = 3;
  private static final int FIB_DESTINATION = 2;
  private static final int INTERNET_CHECKSUM = 1;
  private static final int IPV4 = 2;
  private static final int NFQUEUE_REVISION = 3;

  private NetfilterExpressions() {}

  static Consumer<AttributeWriter> loadMark() {
    return meta(META_MARK);
  }

  static Consumer<AttributeWriter> loadIncomingLink() {
    return meta(META_INCOMING_LINK);
  }

  static Consumer<AttributeWriter> loadOutgoingLink() {
    return meta(META_OUTGOING_LINK);
  }

  static Consumer<AttributeWriter> loadProtocol() {
    return meta(META_PROTOCOL);
  }

  static Consumer<AttributeWriter> loadNetworkHeader(int offset, int length) {
    return payload(NETWORK_HEADER, offset, length);
  }

  static Consumer<AttributeWriter> loadTransportHeader(int offset, int length) {
    return payload(TRANSPORT_HEADER, offset, length);
  }

  static Consumer<AttributeWriter> loadTypeOfDestination() {
    return lookUpDestination(FIB_ADDRESS_TYPE);
  }

  /** Loads the number of the link by which packets will leave; needs no decision about a route. */
  static Consumer<AttributeWriter> loadLinkToDestination() {
    return lookUpDestination(FIB_LINK);
  }

  private static Consumer<AttributeWriter> lookUpDestination(int wanted) {
    return expression(
        "fib",
        data ->
            data.networkAttribute(3, FIB_DESTINATION)
                .networkAttribute(2, wanted)
                .networkAttribute(1, 1));
  }

  /** Goes on only when register 1 has this value. */
  static Consumer<AttributeWriter> equal(byte[] value) {
    return expression(
        "cmp",
        data ->
            data.networkAttribute(1, 1)
                .networkAttribute(2, 0)
                .attribute(NESTED | 3, nested -> nested.attribute(VALUE, value)));
  }

  /** Keeps only some bits of the one byte in register 1. */
  static Consumer<AttributeWriter> mask(byte bits) {
    return expression(
        "bitwise",
        data ->
            data.networkAttribute(1, 1)
                .networkAttribute(2, 1)
                .networkAttribute(6, 0)
                .networkAttribute(3, 1)
                .attribute(NESTED | 4, nested -> nested.attribute(VALUE, new byte[] {bits}))
                .attribute(NESTED | 5, nested -> nested.attribute(VALUE, new byte[] {0})));
  }

  static Consumer<AttributeWriter> verdict(int code) {
    return expression(
        "immediate",
        data ->
            data.networkAttribute(1, VERDICT_REGISTER)
                .attribute(
                    NESTED | 2,
                    value ->
                        value.attribute(
                            VERDICT, verdict -> verdict.networkAttribute(VERDICT_CODE, code))));
  }

  /** Writes a value to a register. */
  static Consumer<AttributeWriter> immediate(int register, byte[] value) {
    return expression(
        "immediate",
        data ->
            data.networkAttribute(1, register)
                .attribute(NESTED | 2, nested -> nested.attribute(VALUE, value)));
  }

  /** Makes the mark what register 1 has. */
  static Consumer<AttributeWriter> storeMark() {
    return expression("meta", data -> data.networkAttribute(2, META_MARK).networkAttribute(3, 1));
  }

  /** Makes a port what register 1 has, and the checksum right. */
  static Consumer<AttributeWriter> storePort(int offset, int checksumOffset) {
    return expression(
        "payload",
        data ->
            data.networkAttribute(5, 1)
                .networkAttribute(2, TRANSPORT_HEADER)
                .networkAttribute(3, offset)
                .networkAttribute(4, 2)
                .networkAttribute(6, INTERNET_CHECKSUM)
                .networkAttribute(7, checksumOffset));
  }

  /** Finds the transparent socket at the address in register 1 and the port in register 2. */
  static Consumer<AttributeWriter> steer() {
    return expression(
        "tproxy",
        data -> data.networkAttribute(1, IPV4).networkAttribute(2, 1).networkAttribute(3, 2));
  }

  /** Sends a copy on to the neighbour whose address is in register 1. */
  static Consumer<AttributeWriter> duplicate() {
    return expression("dup", data -> data.networkAttribute(1, 1));
  }

  static Consumer<AttributeWriter> queue() {
    return expression(
        "queue",
        data -> data.attribute(1, number -> number.port(0)).attribute(2, queues -> queues.port(1)));
  }

  /** The target of iptables: a structure of the first queue, the number of queues, and flags. */
  static Consumer<AttributeWriter> queueAsIptables() {
    return expression(
        "target",
        data ->
            data.attribute(1, "NFQUEUE")
                .networkAttribute(2, NFQUEUE_REVISION)
                .attribute(3, info -> info.int16(0).int16(1).zeros(4)));
  }

  static Consumer<AttributeWriter> reject(int type, int code) {
    return expression(
        "reject", data -> data.networkAttribute(1, type).attribute(2, body -> body.int8(code)));
  }

  private static Consumer<AttributeWriter> meta(int key) {
    return expression("meta", data -> data.networkAttribute(2, key).networkAttribute(1, 1));
  }

  private static Consumer<AttributeWriter> payload(int header, int offset, int length) {
    return expression(
        "payload",
        data ->
            data.networkAttribute(1, 1)
                .networkAttribute(2, header)
                .networkAttribute(3, offset)
                .networkAttribute(4, length));
  }

  private static Consumer<AttributeWriter> expression(String name, Consumer<AttributeWriter> data) {
    return list ->
        list.attribute(
            LIST_ELEMENT, element -> element.attribute(NAME, name).attribute(DATA, data));
  }
}
