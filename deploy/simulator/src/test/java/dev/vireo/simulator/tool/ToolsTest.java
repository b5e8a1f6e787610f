package dev.vireo.simulator.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.simulator.shell.Sandbox;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ToolsTest {
  private static final String LIST =
      """
      naa.1
         Path Selection Policy: VMW_PSP_FIXED
         Working Paths: vmhba1:C0:T0:L1
      naa.2
         Path Selection Policy: VMW_PSP_RR
         Working Paths: vmhba1:C0:T0:L2, vmhba2:C0:T0:L2
      """;

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("grep -c '^naa'", "2\n"),
        Arguments.of("grep -A1 naa.2", "naa.2\n   Path Selection Policy: VMW_PSP_RR\n"),
        Arguments.of("grep -B1 -i RR$", "naa.2\n   Path Selection Policy: VMW_PSP_RR\n"),
        Arguments.of("grep -oE 'vmhba[0-9]+' | sort | uniq -c", "      2 vmhba1\n      1 vmhba2\n"),
        Arguments.of("grep -v '^ ' | head -n 1", "naa.1\n"),
        Arguments.of("grep -n -F 'naa.' | tail -1", "4:naa.2\n"),
        Arguments.of("grep -e naa.1 -e 'RR'", "naa.1\n   Path Selection Policy: VMW_PSP_RR\n"),
        Arguments.of("grep -E '^(naa|eui)\\.' | tr a-z A-Z", "NAA.1\nNAA.2\n"),
        Arguments.of("grep '^[[:alpha:]]\\{3\\}\\.'", "naa.1\nnaa.2\n"),
        Arguments.of(
            "awk '/^naa/{d=$1} /Policy:/{print d, $NF}'",
            "naa.1 VMW_PSP_FIXED\nnaa.2 VMW_PSP_RR\n"),
        Arguments.of(
            "awk -F': ' '/Working/ {n=split($2,p,\", \"); print n \":\" p[n]}'",
            "1:vmhba1:C0:T0:L1\n2:vmhba2:C0:T0:L2\n"),
        Arguments.of("awk 'BEGIN{n=0} !/^ /{n++} END{printf \"%d devices\\n\", n}'", "2 devices\n"),
        Arguments.of(
            "awk 'NR==2{sub(/^ +/,\"\"); print length($0), toupper(substr($1,1,3)); exit}'",
            "36 PAT\n"),
        Arguments.of(
            "awk '$1 ~ /^naa/ && $1 != \"naa.1\" {print $1 > 1 ? $1 : 0}' 2>/dev/null || echo refused",
            "refused\n"),
        Arguments.of(
            "awk '/PSP/{c[$NF]++} END{for (k in c) print k, c[k]}' | sort",
            "VMW_PSP_FIXED 1\nVMW_PSP_RR 1\n"),
        Arguments.of(
            "awk 'NR<3{if (NR%2) print NR; else {i=0; while(i<2){i++; print i+0.5}}}'",
            "1\n1.5\n2.5\n"),
        Arguments.of("awk -v want=naa.2 '$1==want{f=1;next} f{print $2}'", "Selection\nPaths:\n"),
        Arguments.of("sed -n 's/^ *Path Selection Policy: //p'", "VMW_PSP_FIXED\nVMW_PSP_RR\n"),
        Arguments.of("sed -e '/^ /d' -e 's/naa\\.\\(.\\)/<\\1>/'", "<1>\n<2>\n"),
        Arguments.of("sed -n '2,3p;$p' | wc -l", "3\n"),
        Arguments.of("sed -nE '/^naa\\.2/,$ s/.*(vmhba[0-9]).*/\\1/p'", "vmhba2\n"),
        Arguments.of("sed '1!d;y/a/b/' 2>&1", "sed: unsupported command y\n"),
        Arguments.of("cut -d: -f1 | sed -n 1,2p", "naa.1\n   Path Selection Policy\n"),
        Arguments.of("cut -c1-3 | uniq", "naa\n   \nnaa\n   \n"),
        Arguments.of("grep naa | xargs -n1 echo dev", "dev naa.1\ndev naa.2\n"),
        Arguments.of("grep naa | xargs -I{} printf '[%s]\\n' {}", "[naa.1]\n[naa.2]\n"),
        Arguments.of("grep -q nothing; echo $?", "1\n"),
        Arguments.of("tee /tmp/t >/dev/null; wc -l /tmp/t", "6 /tmp/t\n"),
        Arguments.of("sort -r | head -1", "naa.2\n"),
        Arguments.of("tail -n +6", "   Working Paths: vmhba1:C0:T0:L2, vmhba2:C0:T0:L2\n"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void does_what_the_tool_does_on_a_real_host(String command, String expected) {
    assertThat(new Sandbox().run(command, LIST).out()).isEqualTo(expected);
  }

  @Test
  void works_with_numbers_and_names() {
    Sandbox sandbox = new Sandbox();
    assertThat(sandbox.run("expr 2 + 3 \\* 4; expr abc : 'a\\(.\\)'; expr 1 = 2").out())
        .isEqualTo("14\nb\n0\n");
    assertThat(sandbox.run("seq 1 3; seq 5 -2 1").out()).isEqualTo("1\n2\n3\n5\n3\n1\n");
    assertThat(sandbox.run("basename /a/b.txt .txt; dirname /a/b.txt; hostname").out())
        .isEqualTo("b\n/a\nsandbox\n");
    assertThat(sandbox.run("printf '10\\n9\\n2\\n' | sort -n").out()).isEqualTo("2\n9\n10\n");
    assertThat(sandbox.run("date +%s | grep -cE '^[0-9]{10}$'").out()).isEqualTo("1\n");
  }

  @Test
  void makes_and_removes_files() {
    Sandbox sandbox = new Sandbox();
    assertThat(
            sandbox
                .run(
                    "f=$(mktemp) && echo x >$f && cat $f && rm $f && ! [ -e $f ] && mkdir /tmp/d && touch"
                        + " /tmp/d/a && ls /tmp/d && rm -r /tmp/d && ls /tmp")
                .out())
        .isEqualTo("x\na\n");
  }
}
