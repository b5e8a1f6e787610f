package dev.vireo.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.ApiUser;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpidTest {

  @Property
  void what_a_node_writes_is_read(
      @ForAll @IntRange(min = 1) int pid,
      @ForAll @LongRange(min = 0, max = 0xF_FFFF_FFFFL) long pstart,
      @ForAll @IntRange(min = 0) int started,
      @ForAll @IntRange(min = 100, max = 999_999_999) int id) {
    String text =
        String.format(
            Locale.ROOT,
            "UPID:pve-01:%08X:%08X:%08X:vzcreate:%d:root@pam!vireo:",
            pid,
            pstart,
            started,
            id);
    assertThat(Upid.parse(text))
        .contains(new Upid(text, "pve-01", "vzcreate", Integer.toString(id)));
  }

  @Test
  void a_task_about_nothing_has_an_empty_id() {
    String text = "UPID:pve:00001A2B:0012D687:5F3A1B2C:aptupdate::root@pam:";
    assertThat(Upid.parse(text)).contains(new Upid(text, "pve", "aptupdate", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "UPID:pve:1:2:3:vzstart:101:root@pam:",
        "UPID:../etc:00001A2B:0012D687:5F3A1B2C:vzstart:101:root@pam:",
        "UPID:pve:00001A2B:0012D687:5F3A1B2C:vzstart:101/..:root@pam:",
        "UPID:pve:00001A2B:0012D687:5F3A1B2C:vzstart:101:root@pam"
      })
  void what_is_none_is_not_taken_for_one(String text) {
    assertThat(Upid.parse(text)).isEmpty();
  }

  @Property
  void no_text_throws(@ForAll String text) {
    assertThat(Upid.parse(text)).isEmpty();
  }

  @Test
  void an_exit_status_is_good_with_warnings_and_bad_with_any_other_word() {
    assertThat(TaskEnd.of("OK")).isEqualTo(new TaskEnd.Ok());
    assertThat(TaskEnd.of("WARNINGS: 3")).isEqualTo(new TaskEnd.Warnings(3));
    assertThat(TaskEnd.of("unexpected status")).isEqualTo(new TaskEnd.Failed("unexpected status"));
    assertThat(TaskEnd.of("OKAY")).isEqualTo(new TaskEnd.Failed("OKAY"));
    assertThat(TaskEnd.of("")).isEqualTo(new TaskEnd.Failed(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"root@pam", "jane.doe@example.net", "svc@pve!vireo-1", "a+b@ldap"})
  void accounts_and_tokens_are_taken(String text) {
    assertThat(new ApiUser(text).isToken()).isEqualTo(text.contains("!"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "root", "@pam", "root@", "root@pam!", "a b@pam", "root@pam\nX: y"})
  void what_is_neither_account_nor_token_is_refused(String text) {
    Assertions.assertThatThrownBy(() -> new ApiUser(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("USER@REALM");
  }
}
