package dev.vireo.hypervisor.vsphere;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostAnswersTest {

  static final String PAGE =
      """
      <returnval xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <token>page-2</token>
        <objects><obj type="HostSystem">host-21</obj>
          <propSet><name>name</name><val xsi:type="xsd:string">esx-a.example.org</val></propSet>
          <propSet><name>summary.config.product</name><val xsi:type="AboutInfo">
            <name>VMware ESXi</name><fullName>VMware ESXi 6.7.0 build-17700523</fullName>
            <version>6.7.0</version><build>17700523</build></val></propSet>
          <propSet><name>runtime.connectionState</name><val>connected</val></propSet>
          <propSet><name>config.virtualNicManagerInfo.netConfig</name><val>
            <VirtualNicManagerNetConfig><nicType>vmotion</nicType>
              <candidateVnic><key>vmotion.vmk1</key><spec><ip><ipAddress>198.51.100.9</ipAddress></ip></spec></candidateVnic>
              <selectedVnic>vmotion.vmk1</selectedVnic></VirtualNicManagerNetConfig>
            <VirtualNicManagerNetConfig><nicType>management</nicType>
              <candidateVnic><key>management.vmk1</key><spec><ip><ipAddress>198.51.100.8</ipAddress></ip></spec></candidateVnic>
              <candidateVnic><key>management.vmk0</key><spec><ip><ipAddress>192.0.2.21</ipAddress></ip></spec></candidateVnic>
              <selectedVnic>management.vmk0</selectedVnic></VirtualNicManagerNetConfig></val></propSet>
        </objects>
        <objects><obj type="HostSystem">host-22</obj>
          <propSet><name>name</name><val>esx-b.example.org</val></propSet>
          <propSet><name>runtime.connectionState</name><val>disconnected</val></propSet>
        </objects>
      </returnval>
      """;

  private static Optional<XmlElement> element(String text) throws IOException {
    return Optional.of(XmlElement.read(new ByteArrayInputStream(text.getBytes(UTF_8))));
  }

  @Test
  void reads_version_build_and_the_address_selected_for_management() throws IOException {
    HostAnswers.Page page = HostAnswers.page(element(PAGE));

    assertThat(page.token()).contains("page-2");
    assertThat(page.hosts().getFirst())
        .isEqualTo(
            new VSphereHost(
                "host-21",
                "esx-a.example.org",
                "192.0.2.21",
                "connected",
                "6.7.0",
                "17700523",
                "VMware ESXi 6.7.0 build-17700523"));
  }

  @Test
  void a_disconnected_host_keeps_the_name_it_was_added_by_as_its_address() throws IOException {
    VSphereHost host = HostAnswers.page(element(PAGE)).hosts().get(1);

    assertThat(host.address()).isEqualTo("esx-b.example.org");
    assertThat(host.connection()).isEqualTo("disconnected");
    assertThat(host.version()).isNull();
  }

  @Test
  void a_host_that_was_added_by_a_port_is_reached_there() throws IOException {
    String added = PAGE.replace("esx-a.example.org", "esx-a.example.org:2201");

    assertThat(HostAnswers.page(element(added)).hosts().getFirst().address())
        .isEqualTo("esx-a.example.org:2201");
  }

  @Test
  void an_account_that_may_see_nothing_gets_an_empty_last_page() {
    HostAnswers.Page page = HostAnswers.page(Optional.empty());

    assertThat(page.hosts()).isEmpty();
    assertThat(page.token()).isEmpty();
  }
}
