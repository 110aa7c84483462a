package dev.harness.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "10.0.0.7,             10.0.0.7",
    "0:0:0:0:0:0:0:0,      ::",
    "0:0:0:0:0:0:0:1,      ::1",
    "fd00:0:0:0:0:0:0:7,   fd00::7",
    "fd00:0:0:0:0:0:0:0,   fd00::",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:2:3:4:5, 2001:db8:0:1:2:3:4:5",
    "10:0:0:200:0:0:0:30,  10:0:0:200::30"
  })
  void isShort(String address, String text) throws UnknownHostException {
    assertThat(AddressText.of(InetAddress.getByName(address))).isEqualTo(text);
  }
}
