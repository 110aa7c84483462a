package dev.harness.runtime.linux.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harness.runtime.linux.Architecture;
import dev.harness.runtime.linux.process.Capability;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles in Docker's JSON; single quotes stand for double ones. */
class JsonProfileTest {
  private static final int ALLOW = 0x7FFF0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int X86_64 = 0xC000003E;
  private static final int GETPID = 39;
  private static final int KILL = 62;

  private static BpfInterpreter filter(String json, Capability... capabilities) {
    Set<Capability> held = Set.of(capabilities);
    SeccompProfile profile =
        new JsonProfile(Architecture.X86_64, "6.1.0-27-amd64", held).read(json.replace('\'', '"'));
    return new BpfInterpreter(profile.compile(Architecture.X86_64, held));
  }

  private static BpfInterpreter withRule(String rule) {
    return filter("{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[" + rule + "]}");
  }

  @Test
  void decidesAboutWhatIsNotNamedByTheDefault() {
    BpfInterpreter filter =
        filter(
            """
            {'defaultAction':'SCMP_ACT_ERRNO','defaultErrnoRet':13,
             'syscalls':[{'names':['kill','close_range'],'action':'SCMP_ACT_ALLOW'}]}
            """);

    assertThat(filter.run(X86_64, KILL)).isEqualTo(ALLOW);
    assertThat(filter.run(X86_64, GETPID)).isEqualTo(0x0005000D);
  }

  @Test
  void callsThatAreNewerThanTheProfileDoNotExist() {
    BpfInterpreter filter =
        filter(
            """
            {'defaultAction':'SCMP_ACT_ERRNO',
             'syscalls':[{'names':['close_range'],'action':'SCMP_ACT_ALLOW'}]}
            """);

    assertThat(filter.run(X86_64, 435)).isEqualTo(EPERM);
    assertThat(filter.run(X86_64, 437)).isEqualTo(ENOSYS);
  }

  @Test
  void aListOfForbiddenCallsDoesNotOpenTheOtherInterface() {
    BpfInterpreter filter = withRule("{'names':['getpid'],'action':'SCMP_ACT_ERRNO'}");

    assertThat(filter.run(X86_64, KILL)).isEqualTo(ALLOW);
    assertThat(filter.run(X86_64, 0x40000000 | GETPID)).isEqualTo(ENOSYS);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "SCMP_ACT_ALLOW, 0x7fff0000",
    "SCMP_ACT_ERRNO, 0x00050001",
    "SCMP_ACT_KILL, 0",
    "SCMP_ACT_KILL_THREAD, 0",
    "SCMP_ACT_KILL_PROCESS, 0x80000000",
    "SCMP_ACT_LOG, 0x7ffc0000",
    "SCMP_ACT_TRACE, 0x7ff00001",
    "SCMP_ACT_TRAP, 0x00030000"
  })
  void knowsTheActions(String action, String expected) {
    BpfInterpreter filter = withRule("{'names':['getpid'],'action':'" + action + "'}");

    assertThat(filter.run(X86_64, GETPID)).isEqualTo(Long.decode(expected).intValue());
  }

  @ParameterizedTest(name = "{1} {0} {2}: {3}")
  @CsvSource({
    "SCMP_CMP_EQ, 0x100000005, 0x100000005, true",
    "SCMP_CMP_EQ, 0x5, 0x100000005, false",
    "SCMP_CMP_NE, 0x100000005, 0x100000005, false",
    "SCMP_CMP_NE, 0x5, 0x100000005, true",
    "SCMP_CMP_NE, 0x100000006, 0x100000005, true",
    "SCMP_CMP_LT, 0x100000004, 0x100000005, true",
    "SCMP_CMP_LT, 0x100000005, 0x100000005, false",
    "SCMP_CMP_LT, 0xffffffff, 0x100000005, true",
    "SCMP_CMP_LT, 0x200000000, 0x100000005, false",
    "SCMP_CMP_LE, 0x100000005, 0x100000005, true",
    "SCMP_CMP_LE, 0x100000006, 0x100000005, false",
    "SCMP_CMP_GT, 0x100000006, 0x100000005, true",
    "SCMP_CMP_GT, 0x100000005, 0x100000005, false",
    "SCMP_CMP_GT, 0x200000000, 0x100000005, true",
    "SCMP_CMP_GT, 0xffffffff, 0x100000005, false",
    "SCMP_CMP_GE, 0x100000005, 0x100000005, true",
    "SCMP_CMP_GE, 0x100000004, 0x100000005, false"
  })
  void comparesAllOfAnArgument(String operator, String argument, String value, boolean holds) {
    BpfInterpreter filter =
        withRule(
            "{'names':['kill'],'action':'SCMP_ACT_ERRNO','args':[{'index':1,'value':%d,'op':'%s'}]}"
                .formatted(Long.decode(value), operator));

    assertThat(filter.run(X86_64, KILL, 0, Long.decode(argument))).isEqualTo(holds ? EPERM : ALLOW);
  }

  @Test
  void comparesSomeBits() {
    BpfInterpreter filter =
        withRule(
            """
            {'names':['kill'],'action':'SCMP_ACT_ERRNO',
             'args':[{'index':0,'value':8589934595,'valueTwo':8589934593,'op':'SCMP_CMP_MASKED_EQ'}]}
            """);

    assertThat(filter.run(X86_64, KILL, 0x200000001L)).isEqualTo(EPERM);
    assertThat(filter.run(X86_64, KILL, 0x700000005L)).isEqualTo(EPERM);
    assertThat(filter.run(X86_64, KILL, 0x1L)).isEqualTo(ALLOW);
    assertThat(filter.run(X86_64, KILL, 0x200000003L)).isEqualTo(ALLOW);
  }

  @Test
  void conditionsOnSeveralArgumentsMustAllHoldButThoseOnOneAreAlternatives() {
    String equal = "{'index':%d,'value':%d,'op':'SCMP_CMP_EQ'}";
    String rule = "{'names':['kill'],'action':'SCMP_ACT_ERRNO','args':[%s,%s]}";
    BpfInterpreter both = withRule(rule.formatted(equal.formatted(0, 1), equal.formatted(1, 9)));
    BpfInterpreter one = withRule(rule.formatted(equal.formatted(1, 8), equal.formatted(1, 9)));

    assertThat(both.run(X86_64, KILL, 1, 9)).isEqualTo(EPERM);
    assertThat(both.run(X86_64, KILL, 1, 8)).isEqualTo(ALLOW);
    assertThat(one.run(X86_64, KILL, 1, 8)).isEqualTo(EPERM);
    assertThat(one.run(X86_64, KILL, 1, 9)).isEqualTo(EPERM);
    assertThat(one.run(X86_64, KILL, 1, 10)).isEqualTo(ALLOW);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'includes':{'caps':['CAP_SYS_ADMIN']} | true",
        "'includes':{'caps':['CAP_SYS_ADMIN','CAP_CHOWN']} | false",
        "'excludes':{'caps':['CAP_SYS_ADMIN']} | false",
        "'excludes':{'caps':['CAP_CHOWN']} | true",
        "'includes':{'arches':['amd64','x32']} | true",
        "'includes':{'arches':['s390x']} | false",
        "'excludes':{'arches':['amd64']} | false",
        "'includes':{'minKernel':'4.8'} | true",
        "'includes':{'minKernel':'6.1'} | true",
        "'includes':{'minKernel':'6.12'} | false",
        "'includes':{},'excludes':{} | true",
        "'includes':null,'args':null,'comment':'why' | true"
      })
  void countsRulesForThisProcessOnThisMachine(String scope, boolean counts) {
    BpfInterpreter filter =
        filter(
            "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['getpid'],"
                + "'action':'SCMP_ACT_ERRNO',"
                + scope
                + "}]}",
            Capability.SYS_ADMIN);

    assertThat(filter.run(X86_64, GETPID)).isEqualTo(counts ? EPERM : ALLOW);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no json | Unrecognized token",
        "null | not a JSON object",
        "{} | defaultAction: unknown or unsupported action ''",
        "{'defaultAction':'SCMP_ACT_NOTIFY'} | defaultAction: unknown or unsupported action",
        "{'defaultAction':'SCMP_ACT_ERRNO','defaultErrnoRet':5000} | errno 5000 is out of 0 to 4095",
        "{'defaultAction':'SCMP_ACT_ALLOW','listenerPath':'/x'} | listenerPath: Unrecognized field",
        "{'defaultAction':'SCMP_ACT_ALLOW','architectures':[],'archMap':[]} | use either 'architectures' or 'archMap'",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'action':'SCMP_ACT_ALLOW'}]} | syscalls[0].names: names no system call",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'name':'a','names':['b'],'action':'SCMP_ACT_ALLOW'}]} | use either 'name' or 'names'",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'no'}]} | syscalls[0].action: unknown or unsupported action 'no'",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_LOG','args':[{'index':6,'op':'SCMP_CMP_EQ'}]}]} | syscalls[0].args[0].index: a system call has no argument 6",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_LOG','args':[{'index':1,'op':'like'}]}]} | syscalls[0].args[0].op: unknown operator 'like'",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_LOG','args':[{'value':-1,'op':'SCMP_CMP_EQ'}]}]} | syscalls[0].args[0].value: not a number of 64 bits",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_LOG','includes':{'caps':['no']}}]} | syscalls[0].includes.caps: unknown capability",
        "{'defaultAction':'SCMP_ACT_ALLOW','syscalls':[{'names':['a'],'action':'SCMP_ACT_LOG','includes':{'minKernel':'new'}}]} | 'new' is no version of a kernel"
      })
  void refusesWhatItDoesNotUnderstand(String json, String says) {
    assertThatThrownBy(() -> filter(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says.strip());
  }

  @Test
  void refusesAProfileThatIsTooLarge() {
    String json = "{'defaultAction':'SCMP_ACT_ALLOW'}" + " ".repeat(1 << 20);

    assertThatThrownBy(() -> filter(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the profile has 1048610 characters, more than 1048576");
  }
}
