package dev.vireo.simulator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InterpreterTest {
  private final Sandbox sandbox = new Sandbox();

  static Stream<Arguments> scripts() {
    return Stream.of(
        Arguments.of("echo a  b 'c  d' \"e  f\" g\\ h", "a b c  d e  f g h\n"),
        Arguments.of("x=1; y=$x$x; echo $y ${y}z \"$y z\" '$y'", "11 11z 11 z $y\n"),
        Arguments.of("echo ${u:-d} ${u-e}; u=; echo [${u:-d}] [${u-e}]", "d e\n[d] []\n"),
        Arguments.of("echo ${v:=set} $v ${v:+alt} ${w:+alt}.", "set set alt .\n"),
        Arguments.of(
            "p=/a/b.txt; echo ${p%.txt} ${p##*/} ${p#*/} ${p%%/*}. ${#p}",
            "/a/b b.txt a/b.txt . 8\n"),
        Arguments.of("f='a b'; for i in $f \"$f\"; do echo \"<$i>\"; done", "<a>\n<b>\n<a b>\n"),
        Arguments.of(
            "set -- 'a b' c; for i in \"$@\"; do echo \"<$i>\"; done; echo $#", "<a b>\n<c>\n2\n"),
        Arguments.of("set -- 'a b' c; for i in $@; do echo \"<$i>\"; done", "<a>\n<b>\n<c>\n"),
        Arguments.of("set -- a b; echo \"$*\" \"x$@y\"; shift; echo $1", "a b xa by\nb\n"),
        Arguments.of("set --; for i in \"$@\"; do echo no; done; echo \"$#\"", "0\n"),
        Arguments.of("echo $(echo a; echo b) `echo c` \"$(printf 'd\\ne')\"", "a b c d\ne\n"),
        Arguments.of("echo `echo \\`echo deep\\``", "deep\n"),
        Arguments.of(
            "echo $((1 + 2 * 3)) $(( (1+2)*3 )) $((7/2)) $((7%2)) $((1<2 && 3!=3))", "7 9 3 1 0\n"),
        Arguments.of(
            "n=4; n=$((n + 1)); echo $n $((n > 4 ? 10 : 20)) $((n += 2)) $n", "5 10 7 7\n"),
        Arguments.of(
            "true && echo y || echo n; false && echo y || echo n; ! false && echo not",
            "y\nn\nnot\n"),
        Arguments.of("if false; then echo a; elif true; then echo b; else echo c; fi", "b\n"),
        Arguments.of(
            "i=0; while [ $i -lt 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done",
            "1\n3\n"),
        Arguments.of(
            "i=0; until [ $i -ge 9 ]; do i=$((i+1)); if [ $i -eq 3 ]; then break; fi; done; echo $i",
            "3\n"),
        Arguments.of(
            "for a in 1 2; do for b in x y; do [ $b = y ] && continue 2; echo $a$b; done; done",
            "1x\n2x\n"),
        Arguments.of(
            "case naa.600 in eui.*) echo e;; t10.*|naa.*) echo n;; *) echo o;; esac", "n\n"),
        Arguments.of(
            "case 'a*' in 'a*') echo literal;; esac; case ab in 'a*') echo no;; a?) echo q;; esac",
            "literal\nq\n"),
        Arguments.of(
            "f() { local x=in; y=$1; echo $x $#; return 3; }; x=out; f a b; echo $? $x $y",
            "in 2\n3 out a\n"),
        Arguments.of("(x=1; exit 4); echo $? [$x]", "4 []\n"),
        Arguments.of("{ echo a; echo b; } | while read l; do echo \"<$l>\"; done", "<a>\n<b>\n"),
        Arguments.of("printf 'a:b c:d\\n' | { IFS=: read x y z; echo \"$x|$y|$z\"; }", "a|b c|d\n"),
        Arguments.of("echo '  a\\tb  ' | { read -r l; echo \"<$l>\"; }", "<a\\tb>\n"),
        Arguments.of("cat <<E\na $((1+1)) $HOME\n\\$x `echo q`\nE\necho end", "a 2 /\n$x q\nend\n"),
        Arguments.of("cat <<'E'\n$x `q`\nE", "$x `q`\n"),
        Arguments.of("cat <<-E\n\t\tx\n\tE\n", "x\n"),
        Arguments.of(
            "echo a > /tmp/f; echo b >> /tmp/f; cat < /tmp/f; ls /tmp/f*", "a\nb\n/tmp/f\n"),
        Arguments.of("echo x 2>/dev/null 1>&2; echo y >&2; { echo z >&2; } 2>&1", "z\n"),
        Arguments.of("exec 3>&1; echo out >&3; exec 3>&-; echo gone", "out\ngone\n"),
        Arguments.of("nosuch 2>&1; echo $?", "sh: nosuch: not found\n127\n"),
        Arguments.of("x=$(false); echo $?; x=$(exit 7) ; echo $?", "1\n7\n"),
        Arguments.of(
            "set -e; if false; then :; fi; false || true; ! true; echo on; false; echo no", "on\n"),
        Arguments.of("trap 'echo bye $?' EXIT; exit 3", "bye 3\n"),
        Arguments.of("eval 'a=1; echo $a'; b='echo $a'; eval $b", "1\n1\n"),
        Arguments.of(
            "X=1 sh -c 'echo $X'; echo [$X]; export Y=2; sh -c 'echo $Y $0 $1' n p",
            "1\n[]\n2 n p\n"),
        Arguments.of(
            "printf '%s-%d|%5s|%-5s|%05d|%x\\n' a 3 b c 42 255; printf '%s\\n' p q",
            "a-3|    b|c    |00042|ff\np\nq\n"),
        Arguments.of(
            "printf '%%|%b|\\101\\n' 'x\\ty'; echo -n a; echo -e 'b\\nc'", "%|x\ty|A\nab\nc\n"),
        Arguments.of("[ -n a -a ! -z b ] && [ a = a -o b = c ] && [ ! a = b ] && echo ok", "ok\n"),
        Arguments.of(
            "[ \"(\" = \"(\" ] && [ -d /tmp ] && [ ! -e /nope ] && test 2 -gt 1 && echo ok",
            "ok\n"),
        Arguments.of("sleep 0 & wait; echo $?; (exit 5) & wait $!; echo $?", "0\n5\n"),
        Arguments.of("echo a \\\n b # comment\necho 'x # y'#z", "a b\nx # y#z\n"),
        Arguments.of("IFS=,; v=a,b,,c; for i in $v; do echo \"<$i>\"; done", "<a>\n<b>\n<>\n<c>\n"),
        Arguments.of("v='*'; echo \"$v\" '*' ; set -f; echo *", "* *\n*\n"),
        Arguments.of("cd /tmp; pwd; echo 1 > a; echo 2 > b; echo *", "/tmp\na b\n"),
        Arguments.of(
            "command -v esxcli echo; type cd; command -v grep",
            "cd is a shell builtin\n/bin/grep\n"),
        Arguments.of(
            "unset q; echo ${q-unset}; set -u; (echo $q) 2>/dev/null; echo $?", "unset\n2\n"),
        Arguments.of("echo a |\n  cat &&\n  echo b ||\n echo c", "a\nb\n"),
        Arguments.of("x='a\\b'; echo \"$x\"; y=$x; echo \"$y\"; echo $x", "a\\b\na\\b\na\\b\n"),
        Arguments.of(
            "x=\"a'b\\\"c\"; echo \"${x:-\"z z\"}\" ${n:-\"p  q\"} \"${n:-'s'}\"",
            "a'b\"c p  q 's'\n"),
        Arguments.of("f() (exit 3); f; echo $?; g() if true; then echo g; fi; g", "3\ng\n"),
        Arguments.of("yes | head -2", "y\ny\n"));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void prints_what_a_posix_shell_prints(String script, String expected) {
    assertThat(sandbox.run(script).out()).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void does_the_same_when_the_script_comes_on_standard_input(String script, String expected) {
    assertThat(sandbox.runFromInput(script + "\n").out()).isEqualTo(expected);
  }

  static Stream<String> wrong() {
    return Stream.of(
        "if true; then echo a",
        "echo 'open",
        "for 1x in a; do :; done",
        "echo a | | b",
        "a=(1 2)",
        "echo ${x/y/z}",
        "echo <<< word",
        "diff <(ls) x",
        "[[ a == b ]]",
        "case x in a) echo; ",
        "echo $'x'",
        "function f { :; }",
        "; echo",
        "fi",
        "{ echo; ",
        "echo a && && echo b",
        "while true; do done");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refuses_syntax_that_it_does_not_know(String script) {
    Sandbox.Result result = sandbox.run(script);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("syntax error");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void refuses_options_that_its_tools_do_not_have() {
    assertThat(sandbox.run("grep -P x").status()).isEqualTo(2);
    assertThat(sandbox.run("sed -i s/a/b/ f").err()).contains("invalid option -- 'i'");
    assertThat(sandbox.run("set -o pipefail").status()).isEqualTo(2);
    assertThat(sandbox.run("ls --color").err()).contains("unrecognized option '--color'");
  }

  @Test
  void runs_what_stood_before_the_error_when_it_reads_from_standard_input() {
    Sandbox.Result result = sandbox.runFromInput("echo first\nif then\n");
    assertThat(result.out()).isEqualTo("first\n");
    assertThat(result.status()).isEqualTo(2);
  }

  @Test
  void gives_the_rest_of_the_script_to_a_command_that_reads_standard_input() {
    Sandbox.Result result = sandbox.runFromInput("cat\necho not run\n");
    assertThat(result.out()).isEqualTo("echo not run\n");
  }

  @Test
  void ends_at_the_next_write_when_nobody_reads() {
    Sandbox.Result result =
        sandbox.run("{ echo a; echo b; echo reached >/tmp/reached; } | head -0; ls /tmp");
    assertThat(result.err()).isEmpty();
    assertThat(sandbox.run("yes | { read x; echo $x; }; echo $?").out()).isEqualTo("y\n0\n");
  }

  @Test
  void says_when_the_disk_is_full() {
    sandbox.files().capacity(4);
    Sandbox.Result result = sandbox.run("echo 12345 >/tmp/x; echo $?");
    assertThat(result.out()).isEqualTo("1\n");
    assertThat(result.err()).contains("No space left on device");
  }

  @Test
  void keeps_bytes_that_are_no_utf8() {
    assertThat(sandbox.run("printf '\\377\\303('; x='\u00ff\u0080'; printf \"$x\"").out())
        .isEqualTo("\u00ff\u00c3(\u00ff\u0080");
  }

  @Test
  void takes_a_carriage_return_as_part_of_a_word() {
    assertThat(sandbox.run("echo a\r\n").out()).isEqualTo("a\r\n");
  }
}
