package dev.harness.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What is wrong in a class is told with place and reason before anything starts. */
class WrongDeclarationTest {
  @RegisterExtension final FakeRun run = new FakeRun();

  @ParameterizedTest
  @CsvFileSource(resources = "/declare/wrong.csv", delimiter = '|')
  void refuses(String name, String message) throws ClassNotFoundException {
    run.refuses(
        Class.forName(WrongTestCases.class.getName() + "$" + name + "TestCase"),
        message.replace("CLASS", name + "TestCase"));
  }

  @Test
  void knowsAllWrongClasses() {
    assertThat(WrongTestCases.class.getDeclaredClasses()).hasSizeGreaterThan(40);
  }
}
