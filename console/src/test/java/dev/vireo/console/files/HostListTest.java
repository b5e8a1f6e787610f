package dev.vireo.console.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vireo.console.Exit;
import dev.vireo.console.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostListTest {

  @TempDir Path folder;

  private Path list(String text) throws Exception {
    return Files.writeString(folder.resolve("hosts.csv"), text);
  }

  @Test
  void reads_columns_in_any_order_with_quotes_blanks_and_comments() throws Exception {
    var lines =
        HostList.read(
            list(
                """
                Name, User, Address, key_file, tags, crypto, passphrase_file
                # the old ones
                esx-1, root, "192.0.2.1:22", keys/a, "env=prod; site=a", LEGACY, keys/a.words

                esx-2,root,192.0.2.2,keys/b,,,
                """));
    assertThat(lines)
        .containsExactly(
            new HostList.Line(
                "esx-1",
                "192.0.2.1:22",
                "root",
                Optional.empty(),
                Optional.of("keys/a"),
                Optional.of("keys/a.words"),
                Optional.empty(),
                Map.of("env", "prod", "site", "a"),
                "LEGACY",
                Optional.empty()),
            new HostList.Line(
                "esx-2",
                "192.0.2.2",
                "root",
                Optional.empty(),
                Optional.of("keys/b"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "",
                Optional.empty()));
  }

  @Test
  void reads_how_the_api_of_a_host_is_reached() throws Exception {
    var lines =
        HostList.read(
            list(
                """
                name,address,user,key_file,api,api_user,api_secret_file,api_credential,api_fingerprint
                pve-1,192.0.2.1,root,keys/a,192.0.2.1,root@pam!vireo,tokens/a,,5A:00
                pve-2,192.0.2.2,root,keys/a,192.0.2.2:443,root@pam,,env:VIREO_CREDENTIAL_PVE,
                pve-3,192.0.2.3,root,keys/a,,,,,
                """));
    assertThat(lines)
        .extracting(HostList.Line::api)
        .containsExactly(
            Optional.of(
                new HostList.Api(
                    "192.0.2.1",
                    "root@pam!vireo",
                    Optional.of("tokens/a"),
                    Optional.empty(),
                    Optional.of("5A:00"))),
            Optional.of(
                new HostList.Api(
                    "192.0.2.2:443",
                    "root@pam",
                    Optional.empty(),
                    Optional.of("env:VIREO_CREDENTIAL_PVE"),
                    Optional.empty())),
            Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name,address,password_file;a,b,c | no column user",
        "name,address,user,pasword_file;a,b,c,d | column 'pasword_file'",
        "name,address,user,password_file;a,b,,d | line 2, has no user",
        "name,address,user,password_file;a,b,c, | line 2, names 0 credentials",
        "name,address,user,password_file,key_file;a,b,c,d,e | line 2, names 2 credentials",
        "name,address,user,key_file,tags;a,b,c,d,prod | line 2, has a tag 'prod'",
        "name,address,user,key_file,crypto;a,b,c,d,old | line 2, has crypto 'old'",
        "name,address,user,key_file,api;a,b,c,d,e | line 2, names an api without an api_user",
        "name,address,user,key_file,api,api_user;a,b,c,d,e,f | without a secret, or with two",
        "name,address,user,key_file,api,api_user,api_secret_file,api_credential;a,b,c,d,e,f,g,h"
            + " | without a secret, or with two",
        "name,address,user,key_file,api_user;a,b,c,d,e | names an api_user without an api",
        "name,address,user,key_file | lists no host"
      })
  void says_which_line_is_wrong(String text, String seen) throws Exception {
    Path list = list(text.replace(';', '\n') + "\n");
    assertThatExceptionOfType(Trouble.class)
        .isThrownBy(() -> HostList.read(list))
        .withMessageContaining(seen)
        .matches(trouble -> trouble.exit() == Exit.REFUSED);
  }

  @Test
  void what_cannot_be_read_is_refused() throws Exception {
    Path latin1 = Files.write(folder.resolve("latin1"), new byte[] {'n', (byte) 0xe4, '\n'});
    for (Path wrong : new Path[] {folder.resolve("none"), latin1}) {
      assertThatExceptionOfType(Trouble.class)
          .isThrownBy(() -> HostList.read(wrong))
          .matches(trouble -> trouble.exit() == Exit.REFUSED);
    }
  }
}
