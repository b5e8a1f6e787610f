package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.inventory.Adapter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdapterTableTest {

  private static final String ESXI_6 =
      """
      HBA Name  Driver     Link State  UID                                   Capabilities         Description
      --------  ---------  ----------  ------------------------------------  -------------------  -----------
      vmhba0    vmw_ahci   link-n/a    sata.vmhba0                                                (0000:00:1f.2) Intel Corporation Patsburg 6 Port SATA AHCI Controller
      vmhba2    lpfc       link-up     fc.20000000c9000a01:10000000c9000a01  Second Level Lun ID  (0000:04:00.0) Emulex Corporation LPe12000 8Gb Fibre Channel
      vmhba64              online                                                                 iSCSI Software Adapter
      """;

  private static final String ESXI_5 =
      """
      HBA Name  Driver  Link State  UID                                   Description
      --------  ------  ----------  ------------------------------------  -----------------------------
      vmhba3    lpfc    link-down   fc.20000000c9000a02:10000000c9000a02  (0:4:0.1) Emulex LPe11000 4Gb
      """;

  private static final String ESX_4 =
      """
      vmhba0  ata_piix          link-n/a  sata.vmhba0                             (0:0:31.2) Intel ICH9 SATA
      vmhba2  lpfc820           link-up   fc.20000000c9000a03:10000000c9000a03    (4:0:0.0) Emulex LPe11000 4Gb
      """;

  private static final Adapter FIBRE =
      new Adapter(
          "vmhba2",
          "lpfc",
          "link-up",
          "fc.20000000c9000a01:10000000c9000a01",
          "(0000:04:00.0) Emulex Corporation LPe12000 8Gb Fibre Channel");

  @Test
  void reads_the_columns_under_the_ruler_and_leaves_an_empty_cell_empty() {
    assertThat(AdapterTable.read(ESXI_6))
        .containsExactly(
            new Adapter(
                "vmhba0",
                "vmw_ahci",
                "link-n/a",
                "sata.vmhba0",
                "(0000:00:1f.2) Intel Corporation Patsburg 6 Port SATA AHCI Controller"),
            FIBRE,
            new Adapter("vmhba64", null, "online", null, "iSCSI Software Adapter"));
  }

  @Test
  void reads_the_columns_of_5_x_where_there_are_no_capabilities() {
    assertThat(AdapterTable.read(ESXI_5))
        .containsExactly(
            new Adapter(
                "vmhba3",
                "lpfc",
                "link-down",
                "fc.20000000c9000a02:10000000c9000a02",
                "(0:4:0.1) Emulex LPe11000 4Gb"));
  }

  @Test
  void reads_the_listing_of_4_x_that_has_no_header() {
    assertThat(AdapterTable.read(ESX_4))
        .extracting(Adapter::name, Adapter::driver, Adapter::uid)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("vmhba0", "ata_piix", "sata.vmhba0"),
            org.assertj.core.groups.Tuple.tuple(
                "vmhba2", "lpfc820", "fc.20000000c9000a03:10000000c9000a03"));
  }

  @Test
  void reads_the_same_with_windows_line_ends_and_blank_lines() {
    assertThat(AdapterTable.read("\r\n" + ESXI_6.replace("\n", "\r\n") + "\r\n"))
        .isEqualTo(AdapterTable.read(ESXI_6));
  }

  @Test
  void a_row_that_lost_its_blanks_is_read_by_its_words() {
    String flat =
        ESXI_6 + "vmhba5\tlpfc\tlink-up\tfc.20000000c9000a09:10000000c9000a09\tEmulex LPe12000\n";

    assertThat(AdapterTable.read(flat).getLast())
        .isEqualTo(
            new Adapter(
                "vmhba5",
                "lpfc",
                "link-up",
                "fc.20000000c9000a09:10000000c9000a09",
                "Emulex LPe12000"));
  }

  @Test
  void passes_over_what_names_no_adapter() {
    assertThat(AdapterTable.read("Error: Unknown command or namespace storage core adapter\n"))
        .isEmpty();
  }

  @Property
  void as_many_adapters_as_rows_wherever_the_listing_is_cut(@ForAll @IntRange(max = 700) int cut) {
    String text = ESXI_6.substring(0, Math.min(cut, ESXI_6.length()));

    List<Adapter> adapters = AdapterTable.read(text);

    assertThat(adapters).hasSize((int) text.lines().filter(l -> l.matches("vmhba\\d.*")).count());
  }

  @Property
  void no_text_makes_it_throw(@ForAll String text) {
    assertThat(AdapterTable.read(ESXI_6 + text)).contains(FIBRE);
  }
}
