package dev.harness.images.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigTest {
  private static RunConfig config(String json) {
    return RunConfig.parse(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static String text(RunConfig config) {
    return new String(config.toJson(), UTF_8).replace('"', '\'');
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CMD ["a", "b"]           | {'Cmd':['a','b']}
          cmd run it               | {'Cmd':['/bin/sh','-c','run it']}
          ENTRYPOINT ["a"]         | {'Entrypoint':['a']}
          ENTRYPOINT []            | {'Entrypoint':[]}
          ENV A=b C="d e"          | {'Env':['A=b','C=d e']}
          ENV A b c                | {'Env':['A=b c']}
          EXPOSE 80 53/udp 90-91   | {'ExposedPorts':{'80/tcp':{},'53/udp':{},'90/tcp':{},'91/tcp':{}}}
          LABEL a=b "c d"='e f'    | {'Labels':{'a':'b','c d':'e f'}}
          ONBUILD RUN make         | {'OnBuild':['RUN make']}
          STOPSIGNAL SIGINT        | {'StopSignal':'SIGINT'}
          USER 1000:1000           | {'User':'1000:1000'}
          VOLUME /a /b             | {'Volumes':{'/a':{},'/b':{}}}
          VOLUME ["/a b"]          | {'Volumes':{'/a b':{}}}
          WORKDIR /srv             | {'WorkingDir':'/srv'}
          WORKDIR srv              | {'WorkingDir':'/srv'}
          HEALTHCHECK NONE         | {'Healthcheck':{'Test':['NONE']}}
          HEALTHCHECK CMD is up    | {'Healthcheck':{'Test':['CMD-SHELL','is up']}}
          HEALTHCHECK --interval=1m30s --retries=3 CMD ["up"] | {'Healthcheck':{'Interval':90000000000,'Retries':3,'Test':['CMD','up']}}
          """)
  void takesTheWordsOfDockerfiles(String change, String json) {
    assertThat(text(RunConfig.empty().with(List.of(change)))).isEqualTo(json);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          RUN make               | RUN is not a valid change command
          FROM scratch           | FROM is not a valid change command
          ENV                    | ENV requires at least one argument
          ENV A                  | ENV must have two arguments
          ENV A=b c              | ENV: can't find = in "c"; must be of the form: name=value
          LABEL a="b             | LABEL: unexpected end of statement while looking for matching double-quote
          EXPOSE http            | EXPOSE: invalid port 'http': want 80, 80/udp or 80-90
          EXPOSE 65536           | EXPOSE: invalid port '65536': want 80, 80/udp or 80-90
          USER a b               | USER requires exactly one argument
          HEALTHCHECK --x=1 NONE | HEALTHCHECK: unknown flag or value: --x=1
          HEALTHCHECK TRY it     | unknown type "TRY" in HEALTHCHECK (try CMD)
          """)
  void refusesWhatIsNoChange(String change, String message) {
    assertThatThrownBy(() -> RunConfig.empty().with(List.of(change)))
        .isInstanceOf(ChangeException.class)
        .hasMessage(message);
  }

  @Test
  void replacesVariablesByThoseThatThereAre() {
    RunConfig config = config("{'Env':['PATH=/bin','A=1']}");

    RunConfig changed = config.with(List.of("ENV PATH=/x:$PATH B='$A' C=${A}2"));

    assertThat(text(changed)).isEqualTo("{'Env':['PATH=/x:/bin','A=1','B=$A','C=12']}");
  }

  @Test
  void dropsTheCommandOfAnotherEntryPoint() {
    RunConfig config = config("{'Cmd':['old'],'Entrypoint':['old']}");

    assertThat(text(config.with(List.of("ENTRYPOINT [\"new\"]"))))
        .isEqualTo("{'Entrypoint':['new']}");
    assertThat(text(config.with(List.of("CMD [\"a\"]\nENTRYPOINT [\"new\"]"))))
        .isEqualTo("{'Cmd':['a'],'Entrypoint':['new']}");
  }

  @Test
  void c26PrefersItsOwnOverThoseOfTheBase() {
    RunConfig base =
        config(
            "{'User':'base','Env':['A=base','B=base'],'Labels':{'a':'base','b':'base'},"
                + "'Cmd':['base'],'Entrypoint':['base'],'WorkingDir':'/base','Shell':['sh']}");

    RunConfig merged =
        config("{'User':'','Env':['B=own'],'Labels':{'b':'own'},'Cmd':['own']}").over(base);

    assertThat(text(merged))
        .isEqualTo(
            "{'User':'base','Env':['A=base','B=own'],'Labels':{'a':'base','b':'own'},"
                + "'Cmd':['own'],'Entrypoint':['base'],'WorkingDir':'/base','Shell':['sh']}");
  }

  @Test
  void c26TakesNoCommandOfTheBaseForAnEntryPointOfItsOwn() {
    RunConfig base = config("{'Cmd':['base'],'Entrypoint':['base']}");

    assertThat(text(config("{'Entrypoint':['own']}").over(base)))
        .isEqualTo("{'Entrypoint':['own']}");
    assertThat(text(config("{'Entrypoint':[]}").over(base)))
        .isEqualTo("{'Entrypoint':[],'Cmd':['base']}");
  }

  @Test
  void leavesOutVolumes() {
    RunConfig config = config("{'User':'u','Volumes':{'/data':{}}}");

    assertThat(text(config.withoutVolumes())).isEqualTo("{'User':'u'}");
    assertThat(text(config)).contains("Volumes");
  }

  @Test
  void leavesOutWhatIsTheContainersOwn() {
    String container = "{\"Hostname\":\"h\",\"Tty\":true,\"User\":\"u\",\"Cmd\":null}";

    assertThat(text(RunConfig.ofContainer(container.getBytes(UTF_8)))).isEqualTo("{'User':'u'}");
    assertThat(text(RunConfig.ofContainer("null".getBytes(UTF_8)))).isEqualTo("{}");
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThatThrownBy(() -> config("['a']"))
        .isInstanceOf(ChangeException.class)
        .hasMessage("the configuration is no JSON object");
  }
}
