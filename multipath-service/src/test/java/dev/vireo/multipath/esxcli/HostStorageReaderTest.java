package dev.vireo.multipath.esxcli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.multipath.domain.Claim;
import dev.vireo.multipath.domain.Device;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.Fingerprint;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.Path;
import dev.vireo.multipath.domain.PathState;
import dev.vireo.multipath.domain.PspConfig;
import dev.vireo.multipath.domain.PspName;
import dev.vireo.multipath.domain.RoundRobinLimit;
import dev.vireo.multipath.domain.SatpName;
import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.Transport;
import dev.vireo.multipath.domain.UnreadListing;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostStorageReaderTest {

  static final List<String> RELEASES = Captures.RELEASES;

  private static final DeviceId SVC = new DeviceId("naa.600507680b8081f2c800000000000011");
  private static final DeviceId SVC2 = new DeviceId("naa.600507680b8081f2c800000000000012");
  private static final DeviceId CLARIION = new DeviceId("naa.6006016045502e00a1b2c3d4e5f60718");
  private static final DeviceId DS4000 = new DeviceId("naa.60080e50001b2c3d0000a1b24c5d6e7f");
  private static final DeviceId LOCAL = new DeviceId("naa.5000c5004a1b2c3d");

  @ParameterizedTest
  @FieldSource("RELEASES")
  void understands_every_line_of_every_release(String release) {
    HostStorage host = Captures.host(release);

    assertThat(host.unparsed()).isEmpty();
    assertThat(host.unread()).isEmpty();
    assertThat(host.version().major() + "." + host.version().minor()).isEqualTo(release);
    assertThat(host.satps()).hasSize(12);
    assertThat(host.offers(PspName.ROUND_ROBIN)).isTrue();
    assertThat(host.satpRules()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(host.claimRules()).hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void fingerprints_are_the_same_where_no_more_than_they_need_is_read(String release) {
    HostStorage whole = Captures.host(release);
    HostStorage part = Captures.host(release, EsxcliSteps::readFingerprints);

    List<Device> claimed =
        whole.devices().stream().filter(d -> !(d.claim() instanceof Claim.Other)).toList();
    assertThat(claimed).isNotEmpty();
    assertThat(part.devices()).extracting(Device::id).containsAll(ids(claimed));
    for (Device device : claimed) {
      assertThat(Fingerprint.of(part.device(device.id()).orElseThrow(), part.pathsOf(device.id())))
          .isEqualTo(Fingerprint.of(device, whole.pathsOf(device.id())));
    }
  }

  private static List<DeviceId> ids(List<Device> devices) {
    return devices.stream().map(Device::id).toList();
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void reads_the_svc_lun_of_every_release_alike(String release) {
    HostStorage host = Captures.host(release);
    Device lun = host.device(SVC).orElseThrow();

    assertThat(lun.displayName())
        .isEqualTo("IBM Fibre Channel Disk (naa.600507680b8081f2c800000000000011)");
    assertThat(lun.hardware().vendor()).isEqualTo("IBM");
    assertThat(lun.hardware().model()).isEqualTo("2145");
    assertThat(lun.hardware().size()).hasValue(102_400);
    assertThat(lun.hardware().local()).isEqualTo(Told.NO);
    assertThat(lun.nmp().orElseThrow().satp()).isEqualTo(SatpName.SVC);
    assertThat(lun.nmp().orElseThrow().psp()).isEqualTo(PspName.FIXED);
    assertThat(lun.nmp().orElseThrow().pspConfig().settingsText())
        .isEqualTo("preferred=vmhba1:C0:T0:L1");
    assertThat(host.pathsOf(SVC))
        .hasSize(4)
        .allSatisfy(
            path -> {
              assertThat(path.state()).isEqualTo(PathState.ACTIVE);
              assertThat(path.transport()).isEqualTo(Transport.FC);
            });
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void takes_the_local_disk_and_the_drive_for_what_they_are(String release) {
    HostStorage host = Captures.host(release);

    assertThat(host.device(LOCAL).orElseThrow().hardware().local()).isEqualTo(Told.YES);
    assertThat(host.pathsOf(LOCAL).getFirst().transport()).isEqualTo(Transport.SAS);
    assertThat(host.device(new DeviceId("mpx.vmhba0:C0:T0:L0")).orElseThrow().hardware().type())
        .isEqualTo("CD-ROM");
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void tells_active_standby_and_unoptimised_paths_apart(String release) {
    HostStorage host = Captures.host(release);

    assertThat(host.pathsOf(DS4000).stream().map(Path::state))
        .containsExactly(PathState.ACTIVE, PathState.STANDBY, PathState.ACTIVE, PathState.STANDBY);
    assertThat(host.pathsOf(CLARIION).stream().map(Path::groupState))
        .containsExactly("active", "active unoptimized", "active", "active unoptimized");
    assertThat(host.pathsOf(CLARIION).getFirst().portGroup()).isEqualTo(OptionalInt.of(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6.7", "7.0", "8.0"})
  void reads_the_device_of_the_high_performance_plug_in(String release) {
    Device nvme =
        Captures.host(release)
            .device(
                new DeviceId(
                    "t10.NVMe____ACME_FAST_512GB_____________________________0A1B2C3D4E5F6071"))
            .orElseThrow();

    assertThat(nvme.nmp()).isEmpty();
    assertThat(nvme.claim()).isInstanceOf(Claim.Hpp.class);
    assertThat(((Claim.Hpp) nvme.claim()).scheme()).isEqualTo("FIXED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.5", "6.0", "6.7", "7.0", "8.0"})
  void reads_a_tuned_round_robin(String release) {
    PspConfig config =
        Captures.host(release).device(SVC2).orElseThrow().nmp().orElseThrow().pspConfig();

    assertThat(config).isInstanceOf(PspConfig.RoundRobin.class);
    assertThat(((PspConfig.RoundRobin) config).settings().limit()).isEqualTo(RoundRobinLimit.IOPS);
    assertThat(config.settingsText()).isEqualTo("policy=iops,iops=1,bytes=10485760,useANO=0");
  }

  @Test
  void reads_who_boots_and_who_is_shared() {
    assertThat(Captures.host("6.0").device(LOCAL).orElseThrow().hardware().boot())
        .isEqualTo(Told.YES);
    assertThat(Captures.host("6.0").device(SVC2).orElseThrow().hardware().perenniallyReserved())
        .isEqualTo(Told.YES);
    assertThat(Captures.host("4.1").device(SVC2).orElseThrow().hardware().perenniallyReserved())
        .isEqualTo(Told.NOT_TOLD);
  }

  @Test
  void reports_a_listing_that_the_host_refused_and_one_that_is_missing() {
    List<StepResult> results =
        List.of(
            Captures.result("version", 0, "VMware ESXi 6.0.0 build-1\n", ""),
            Captures.result("device-list", 1, "", "\nConnect to localhost failed\n"));

    HostStorage host = HostStorageReader.read("esx01", Dialect.STORAGE, results, Instant.EPOCH);

    assertThat(host.unread())
        .contains(
            new UnreadListing("device-list", "exit 1: Connect to localhost failed"),
            new UnreadListing("path-list", "not answered"));
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void a_listing_that_is_empty_and_cannot_be_was_not_given(String release) {
    for (Step step : steps(release, EsxcliSteps::readAll)) {
      HostStorage host = Captures.host(release, EsxcliSteps::readAll, step.id(), text -> "");
      assertThat(host.unread())
          .as(step.id())
          .extracting(UnreadListing::listing)
          .containsExactly(step.id());
    }
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void an_empty_listing_is_found_out_where_no_more_is_read_than_fingerprints_need(String release) {
    for (Step step : steps(release, EsxcliSteps::readFingerprints)) {
      // 4.x does not tell whose paths they are: nobody knows that the list had to have any device.
      if (step.id().equals(Listing.DEVICE_LIST.id()) && Captures.dialect(release).classic()) {
        continue;
      }
      HostStorage host =
          Captures.host(release, EsxcliSteps::readFingerprints, step.id(), text -> "");
      assertThat(host.unreadOf(List.of(step.id()))).as(step.id()).hasSize(1);
    }
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void a_listing_of_devices_or_paths_that_ends_too_early_was_not_given(String release) {
    for (Listing listing : List.of(Listing.DEVICE_LIST, Listing.PATH_LIST)) {
      HostStorage host =
          Captures.host(
              release, EsxcliSteps::readAll, listing.id(), HostStorageReaderTest::firstRecords);
      assertThat(host.unread()).extracting(UnreadListing::listing).containsExactly(listing.id());
      assertThat(host.unread().getFirst().why()).contains("not all devices are in it", "naa.");
    }
  }

  /** Whole records, and not all of them. */
  private static String firstRecords(String text) {
    return text.substring(0, text.indexOf("\n\n", text.length() / 4) + 1);
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void a_listing_whose_last_line_is_cut_was_not_given(String release) {
    for (Step step : steps(release, EsxcliSteps::readAll)) {
      if (!step.id().equals(Listing.VERSION.id())) {
        HostStorage host =
            Captures.host(
                release,
                EsxcliSteps::readAll,
                step.id(),
                text -> text.substring(0, text.length() - 3));
        assertThat(host.unreadOf(List.of(step.id())))
            .as(step.id())
            .containsExactly(new UnreadListing(step.id(), "exit 0, and its last line is cut off"));
      }
    }
  }

  private static List<Step> steps(String release, Function<EsxcliSteps, List<Step>> listings) {
    return listings.apply(EsxcliSteps.in(Captures.dialect(release)));
  }

  @Test
  void reports_a_device_whose_name_fits_no_scheme_and_leaves_it_out() {
    String text = Captures.text("6.0", Listing.DEVICE_LIST).replace(SVC.value(), "naa.6005xx");
    List<StepResult> results = List.of(Captures.result("device-list", 0, text, ""));

    HostStorage host = HostStorageReader.read("esx01", Dialect.STORAGE, results, Instant.EPOCH);

    assertThat(host.devices()).noneMatch(d -> d.id().equals(SVC));
    assertThat(host.unparsed())
        .anySatisfy(
            line -> {
              assertThat(line.text()).isEqualTo("naa.6005xx");
              assertThat(line.reason()).isEqualTo("a device whose name fits no scheme");
            });
  }
}
