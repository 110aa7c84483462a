package dev.harness.runtime.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathTemplateTest {
  @Test
  void bindsOneSegment() {
    PathTemplate template = new PathTemplate("/containers/{id}/json");

    assertThat(template.match("/containers/db/json").orElseThrow()).containsEntry("id", "db");
    assertThat(template.match("/containers/a/b/json")).isEmpty();
    assertThat(template.match("/containers//json")).isEmpty();
    assertThat(template.match("/containers/db")).isEmpty();
    assertThat(template.match("/containers/db/json/")).isEmpty();
  }

  @Test
  void bindsManySegments() {
    PathTemplate template = new PathTemplate("/images/{name:.*}/json");

    assertThat(template.match("/images/a/b/c:1/json").orElseThrow())
        .containsEntry("name", "a/b/c:1");
    assertThat(template.match("/images/a/json").orElseThrow()).containsEntry("name", "a");
    assertThat(template.match("/images/json")).isEmpty();
    assertThat(template.match("/images//json")).isEmpty();
  }

  @Test
  void bindsTheRestOfThePath() {
    PathTemplate template = new PathTemplate("/images/{name:.*}");

    assertThat(template.match("/images/a/b").orElseThrow()).containsEntry("name", "a/b");
  }
}
