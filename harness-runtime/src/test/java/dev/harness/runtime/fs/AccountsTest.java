package dev.harness.runtime.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      postgres:x:100:102::/var/lib/postgresql:/bin/bash
      1000:x:0:0:a number as a name:/:/bin/sh
      """;
  private static final String GROUP =
      """
      root:x:0:
      ssl-cert:x:101:postgres
      postgres:x:102:
      """;

  private final Accounts accounts = Accounts.of(PASSWD, GROUP);

  @Test
  void nobodyNamedIsRoot() {
    assertThat(accounts.resolve("")).isEqualTo(new Accounts.User(0, 0, List.of(0), "/root"));
  }

  @Test
  void nameBringsItsGroupsAndHome() {
    assertThat(accounts.resolve("postgres"))
        .isEqualTo(new Accounts.User(100, 102, List.of(101, 102), "/var/lib/postgresql"));
  }

  @Test
  void namedGroupReplacesTheOthers() {
    assertThat(accounts.resolve("postgres:0"))
        .isEqualTo(new Accounts.User(100, 0, List.of(0), "/var/lib/postgresql"));
  }

  @Test
  void groupAloneBelongsToRoot() {
    assertThat(accounts.resolve(":postgres"))
        .isEqualTo(new Accounts.User(0, 102, List.of(102), "/root"));
  }

  @Test
  void numberWithoutEntryHasGroupZeroAndHomeSlash() {
    assertThat(accounts.resolve("12345")).isEqualTo(new Accounts.User(12345, 0, List.of(0), "/"));
  }

  @Test
  void numberIsNeverAName() {
    assertThat(accounts.resolve("1000").uid()).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", " 0", "0x0", "$(id)", "0\n0", "nobody"})
  void refusesUnknownNames(String user) {
    assertThatThrownBy(() -> accounts.resolve(user))
        .isInstanceOf(UnknownAccountException.class)
        .hasMessage("unable to find user %s: no matching entries in passwd file", user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4294967295", "2147483648", "18446744073709551616"})
  void refusesNumbersThatWouldWrap(String user) {
    assertThatThrownBy(() -> accounts.resolve(user))
        .isInstanceOf(UnknownAccountException.class)
        .hasMessage("uids and gids must be in range 0-2147483647, not %s", user);
  }

  @Test
  void refusesUnknownGroups() {
    assertThatThrownBy(() -> accounts.resolve("root:wheel"))
        .isInstanceOf(UnknownAccountException.class)
        .hasMessage("unable to find group wheel: no matching entries in group file");
  }

  @Test
  void toleratesShortLines() {
    assertThat(Accounts.of("broken\nuser:x:7\n", "").resolve("user"))
        .isEqualTo(new Accounts.User(7, 0, List.of(0), "/"));
  }
}
