package dev.vireo.bus.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.selector.Field.Fact;
import dev.vireo.bus.selector.Field.Tag;
import dev.vireo.bus.selector.Selector.All;
import dev.vireo.bus.selector.Selector.And;
import dev.vireo.bus.selector.Selector.Comparison;
import dev.vireo.bus.selector.Selector.Not;
import dev.vireo.bus.selector.Selector.Or;
import dev.vireo.bus.selector.Selector.Truth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

  private static final HostFacts ESX =
      new HostFacts(
          "esx-01",
          "ESX-01.example.org:22",
          "esx",
          "6.10.0",
          "17700523",
          Map.of("env", "prod", "blank", "", "rack row", "7"),
          true);

  private static final HostFacts NEVER_SEEN =
      new HostFacts("new-01", "192.0.2.9", null, null, null, Map.of(), null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "ALL",
        "product=esx",
        "product = ESX",
        "product!=pve",
        "version>=6.7",
        "version>6.9.9",
        "version<7",
        "version<=6.10",
        "version=6.10",
        "version!=6.1",
        "version in (5.5, 6.10)",
        "version~'6.*'",
        "build>=17700523",
        "build<100000000",
        "tag:env",
        "tag:env=prod",
        "TAG:env = 'prod'",
        "tag:env!=test",
        "tag:other!=test",
        "tag:env in (test, prod)",
        "tag:env~p?od",
        "tag:blank=''",
        "tag:'rack row'=7",
        "name=esx-01",
        "name~'esx-0*'",
        "name~*",
        "name in (esx-01,esx-02)",
        "address='esx-01.example.org:22'",
        "address~*.EXAMPLE.org:*",
        "state=reachable",
        "not state=unreachable",
        "state in (reachable)",
        "product=esx and version>=6.7 and tag:env=prod and not name~'esx-1*'",
        "product=pve or product=esx",
        "product=pve and name=x or product=esx",
        "not (product=pve or name=x)",
        "Not Not all",
        "\tproduct=esx\r\n AND\u00a0all",
      })
  void takes_a_host_in(String text) {
    assertThat(Selector.parse(text).matches(ESX)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not all",
        "product=pve",
        "product!=ESX",
        "version>=6.11",
        "version<6.7",
        "version=6.1",
        "tag:env!=prod",
        "tag:Env",
        "tag:env=PROD",
        "tag:other=x",
        "tag:other~*",
        "tag:other in (x)",
        "name=ESX-01",
        "name=esx-0",
        "name~'esx-0'",
        "name~'?'",
        "name in (esx-02)",
        "state=unreachable",
        "product=esx and (name=x or name=y)",
        "product=esx and name=x or name=y",
      })
  void leaves_a_host_out(String text) {
    assertThat(Selector.parse(text).matches(ESX)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version<7",
        "not version<7",
        "version!=7.0",
        "product!=esx",
        "not product=esx",
        "build>1",
        "state=reachable",
        "not state=reachable",
        "version~*",
        "all and not version>=6.7",
      })
  void what_is_not_known_is_neither_so_nor_not_so(String text) {
    assertThat(Selector.parse(text).matches(NEVER_SEEN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "name=new-01",
        "not tag:env",
        "tag:env!=prod",
        "version<7 or name=new-01",
        "not (version<7 and name=x)",
      })
  void what_is_known_of_a_host_that_was_never_seen_can_take_it_in(String text) {
    assertThat(Selector.parse(text).matches(NEVER_SEEN)).isTrue();
  }

  @Test
  void a_version_that_begins_with_no_number_is_not_known() {
    HostFacts odd = new HostFacts("a", "a", "linux", "rolling", "4.1.0 GA", Map.of(), true);
    assertThat(Selector.parse("version<7 or version>=7").matches(odd)).isFalse();
    assertThat(Selector.parse("version~roll*").matches(odd)).isTrue();
    assertThat(Selector.parse("build=4.1").matches(odd)).isTrue();
  }

  @Test
  void not_binds_tighter_than_and_and_and_tighter_than_or() {
    Selector a = new Comparison(Fact.NAME, Operator.EQUAL, List.of("a"));
    Selector env = new Comparison(new Tag("env"), Operator.PRESENT, List.of());
    Selector version = new Comparison(Fact.VERSION, Operator.GREATER_OR_EQUAL, List.of("6.7"));
    assertThat(Selector.parse("name=a or not tag:env and version>=6.7 and all"))
        .isEqualTo(new Or(List.of(a, new And(List.of(new Not(env), version, new All())))));
    assertThat(Selector.parse("(name=a or not tag:env) and version>=6.7"))
        .isEqualTo(new And(List.of(new Or(List.of(a, new Not(env))), version)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PRODUCT='esx'  AND (all) | product=esx and all",
        "name in('a b',c) | name in ('a b', c)",
        "name='and' | name='and'",
        "not(not((name=a))) | not not name=a",
        "name=a and (name=b and name=c) | name=a and (name=b and name=c)",
        "(name=a and name=b) or name=c | name=a and name=b or name=c",
        "tag:\"it's\"=\"it's\" | tag:\"it's\"=\"it's\"",
        "name='a\\'\\\\' | name=\"a'\\\\\"",
      })
  void prints_itself_in_one_way(String text, String canonical) {
    assertThat(Selector.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "`` # 0 # it is empty; for every host write all",
        "`   ` # 0 # it is empty",
        "produkt=esx # 0 # there is no field 'produkt'; did you mean product? (fields: name, address, product, version, build, state, and tag:KEY for a tag)",
        "all and hostname=a # 8 # there is no field 'hostname'; did you mean name?",
        "env=prod # 0 # there is no field 'env' (fields:",
        "product # 7 # the end is not what can stand here; expected an operator after product: = != ~ in",
        "product esx # 8 # 'esx' is not what can stand here; expected an operator after product",
        "product= # 8 # the end is not what can stand here; expected a product",
        "product=esx and # 15 # the end is not what can stand here; expected a field, 'not', '(' or 'all'",
        "product=esx version>=6 # 12 # 'version' is not what can stand here; expected 'and', 'or' or the end",
        "product=esx && all # 12 # '&' means nothing here; write 'and'",
        "product=esx || all # 12 # '|' means nothing here; write 'or'",
        "!product=esx # 0 # '!' means nothing here; write 'not', or !=",
        "product==esx # 8 # one '=' is enough",
        "product<esx # 7 # product is not compared by '<'; expected = != ~ in",
        "state~re* # 5 # state is not compared by '~'; expected = != in",
        "version>=new # 9 # 'new' is not what can stand here; expected a version such as 6.7",
        "version>=6.x # 9 # '6.x' is not what can stand here",
        "build>='' # 7 # '' is not what can stand here; expected a build such as 17700523",
        "state=up # 6 # 'up' is not what can stand here; expected reachable or unreachable",
        "name=and # 5 # 'and' is not what can stand here; expected a name; if this word is meant as one, put it in quotes",
        "name='esx # 5 # this quote is not closed",
        "name in esx-01 # 8 # 'esx-01' is not what can stand here; expected '(' and a list of values",
        "name in () # 9 # ')' is not what can stand here; expected a name",
        "name in (a,) # 11 # ')' is not what can stand here; expected a name",
        "name in (a b) # 11 # 'b' is not what can stand here; expected ',' or ')'",
        "(name=a # 7 # the end is not what can stand here; expected 'and', 'or' or the ')' of the '(' at character 1",
        "name=a) # 6 # ')' is not what can stand here",
        "tag:=x # 4 # expected the tag's name right after tag:",
        "tag: env=x # 4 # expected the tag's name right after tag:",
        "tag:env>3 # 7 # tag:env is not compared by '>'; expected = != ~ in",
        "'all' # 0 # 'all' is not what can stand here; expected a field",
        "name=a; reboot # 6 # ';' means nothing here; put a value with such a character in quotes",
      })
  void says_where_it_went_wrong_and_what_would_be_right(String text, int position, String problem) {
    assertThatThrownBy(() -> Selector.parse(text))
        .isInstanceOfSatisfying(
            SelectorSyntaxException.class,
            e -> {
              assertThat(e.problem()).startsWith(problem).doesNotContain("\n");
              assertThat(e.position()).isEqualTo(position);
            });
  }

  @Test
  void draws_a_caret_under_the_place() {
    assertThatThrownBy(() -> Selector.parse("product=esx and\tversoin>=6.7"))
        .hasMessage(
            """
            at character 17: there is no field 'versoin'; did you mean version? (fields: name,\
             address, product, version, build, state, and tag:KEY for a tag)
              product=esx and versoin>=6.7
                              ^""");
  }

  @Test
  void shows_only_the_neighbourhood_of_an_error_in_a_long_text() {
    String text = "name=a or ".repeat(100) + "nam=b" + " or name=a".repeat(100);
    assertThatThrownBy(() -> Selector.parse(text))
        .isInstanceOfSatisfying(
            SelectorSyntaxException.class,
            e -> {
              List<String> lines = e.caret().lines().toList();
              assertThat(lines).hasSize(2);
              assertThat(lines.getFirst()).hasSizeLessThan(90);
              assertThat(lines.getFirst().substring(lines.getLast().indexOf('^')))
                  .startsWith("nam=b");
            });
  }

  @Test
  void refuses_a_text_that_is_too_long() {
    assertThatThrownBy(() -> Selector.parse("name=a or ".repeat(500) + "all"))
        .isInstanceOf(SelectorSyntaxException.class)
        .hasMessageContaining("at most 4096 characters, this one has 5003");
  }

  @Test
  void refuses_a_text_that_is_too_long_when_written_out() {
    String tight = "name in(" + "a,".repeat(2_000) + "a)";
    assertThatThrownBy(() -> Selector.parse(tight))
        .isInstanceOf(SelectorSyntaxException.class)
        .hasMessageContaining("written out, it has more than 4096 characters");
  }

  @Test
  void nests_64_deep_and_no_deeper() {
    assertThat(Selector.parse("(".repeat(64) + "all" + ")".repeat(64))).isEqualTo(new All());
    assertThatThrownBy(() -> Selector.parse("(".repeat(65) + "all" + ")".repeat(65)))
        .isInstanceOf(SelectorSyntaxException.class)
        .hasMessageContaining("at character 65: it is nested more than 64 deep");
    assertThatThrownBy(() -> Selector.parse("not ".repeat(1_000) + "all"))
        .isInstanceOf(SelectorSyntaxException.class)
        .hasMessageContaining("nested more than 64 deep");
  }

  @Test
  void a_comparison_that_makes_no_sense_cannot_be_made() {
    assertThatThrownBy(() -> new Comparison(Fact.NAME, Operator.LESS, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Comparison(Fact.VERSION, Operator.LESS, List.of("new")))
        .hasMessage("version is compared with a version such as 6.7, not with 'new'");
    assertThatThrownBy(() -> new Comparison(Fact.NAME, Operator.IN, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_selector_of_guests_excludes_hosts_without_asking_them_and_names_guests() {
    Selector selector = Selector.parseGuests("product=esx and (vmid=101 or guest~'we?')");
    HostFacts pve = new HostFacts("p", "p", "pve", "8.1", "2", Map.of(), true);
    assertThat(selector.truth(ESX)).as("it depends on its guests").isEqualTo(Truth.UNKNOWN);
    assertThat(selector.truth(pve)).isEqualTo(Truth.NO);
    assertThat(selector.matches(ESX.with(new GuestFacts("vm", "101", "db")))).isTrue();
    assertThat(selector.matches(ESX.with(new GuestFacts("vm", "102", "web")))).isTrue();
    assertThat(selector.matches(ESX.with(new GuestFacts("vm", "102", "db")))).isFalse();
    assertThat(Selector.parseGuests("not kind=vm").matches(ESX.with(new GuestFacts("vm", "1", ""))))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmid=101", "guest=web", "kind=vm"})
  void a_selector_of_hosts_has_no_fields_of_guests(String text) {
    assertThatThrownBy(() -> Selector.parse(text)).hasMessageContaining("field of guests");
    assertThat(Selector.parseGuests(text).toString()).isEqualTo(text);
  }
}
