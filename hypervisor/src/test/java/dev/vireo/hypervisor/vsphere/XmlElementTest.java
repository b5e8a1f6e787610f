package dev.vireo.hypervisor.vsphere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class XmlElementTest {

  private static XmlElement read(String text) throws IOException {
    return XmlElement.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void reads_names_types_and_texts_and_leaves_name_spaces_out() throws IOException {
    XmlElement root =
        read(
            """
            <?xml version="1.0"?>
            <a:r xmlns:a="urn:a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <a:x type="Folder">group-d1</a:x><y xsi:type="vim25:HostX"><![CDATA[1 < 2]]></y>
            </a:r>
            """);

    assertThat(root.name()).isEqualTo("r");
    assertThat(root.child("x")).map(XmlElement::type).contains("Folder");
    assertThat(root.textAt("x")).contains("group-d1");
    assertThat(root.child("y")).map(XmlElement::type).contains("HostX");
    assertThat(root.textAt("y")).contains("1 < 2");
    assertThat(root.textAt("y", "z")).isEmpty();
  }

  @Test
  void refuses_a_document_type_so_that_no_file_is_read_and_no_entity_grows() {
    assertThatThrownBy(
            () -> read("<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><r>&e;</r>"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("<!DOCTYPE r [<!ENTITY e \"eeee\">]><r>&e;&e;</r>"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refuses_what_is_nested_deeper_than_any_answer() {
    assertThatThrownBy(() -> read("<x>".repeat(100) + "</x>".repeat(100)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("deeper");
  }

  @Test
  void refuses_a_document_that_ends_in_the_middle() {
    assertThatThrownBy(() -> read("<r><x>")).isInstanceOf(IOException.class);
  }

  @Property
  void throws_nothing_but_io_exceptions_at_any_text(@ForAll String text) {
    try {
      assertThat(read(text).name()).isNotEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("\n");
    }
  }
}
