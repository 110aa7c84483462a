package dev.harness.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The five tests of each class; a class says where its database and its cache are. */
public interface ShopTests {
  /** The application, connected to the containers of the class. */
  Shop shop();

  @BeforeEach
  default void empty() throws SQLException, IOException {
    shop().empty();
  }

  @Test
  default void hasNoOrdersAtFirst() throws SQLException {
    assertThat(shop().orders()).isZero();
  }

  @Test
  default void numbersOrders() throws SQLException {
    assertThat(shop().order("a book")).isEqualTo(1);
    assertThat(shop().order("a lamp")).isEqualTo(2);
  }

  @Test
  default void keepsOrders() throws SQLException {
    shop().order("a book");

    assertThat(shop().orders()).isEqualTo(1);
  }

  @Test
  default void countsVisits() throws IOException {
    assertThat(shop().ask("INCR visits")).isEqualTo(":1");
    assertThat(shop().ask("INCR visits")).isEqualTo(":2");
  }

  @Test
  default void forgetsSessions() throws IOException {
    shop().ask("SET session:1 me");

    assertThat(shop().ask("DEL session:1")).isEqualTo(":1");
    assertThat(shop().ask("EXISTS session:1")).isEqualTo(":0");
  }
}
