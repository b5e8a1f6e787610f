package dev.vireo.hypervisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.vsphere.SoapRequest.Ref;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SoapRequestTest {

  private static XmlElement body(byte[] request) throws IOException {
    return XmlElement.read(new ByteArrayInputStream(request))
        .child("Body")
        .orElseThrow()
        .children()
        .getFirst();
  }

  @Test
  void asks_for_the_properties_of_the_hosts_in_a_view() throws IOException {
    XmlElement ask =
        body(
            SoapRequest.hosts(
                new Ref("PropertyCollector", "pc-1"), new Ref("ContainerView", "view-1"), 50));

    assertThat(ask.name()).isEqualTo("RetrievePropertiesEx");
    assertThat(ask.child("_this")).map(XmlElement::type).contains("PropertyCollector");
    assertThat(ask.at("specSet", "propSet").orElseThrow().all("pathSet").map(XmlElement::text))
        .containsExactlyElementsOf(SoapRequest.HOST_PROPERTIES);
    assertThat(ask.textAt("specSet", "objectSet", "obj")).contains("view-1");
    assertThat(ask.at("specSet", "objectSet", "selectSet"))
        .map(XmlElement::type)
        .contains("TraversalSpec");
    assertThat(ask.textAt("options", "maxObjects")).contains("50");
  }

  @Property
  void whatever_the_password_it_stays_one_text(
      @ForAll @StringLength(min = 1, max = 40) @CharRange(from = '!', to = '~') String password)
      throws IOException {
    XmlElement login =
        body(SoapRequest.login(new Ref("SessionManager", "SessionManager"), "u", password));

    assertThat(login.children()).hasSize(3);
    assertThat(login.textAt("password")).contains(password);
  }
}
