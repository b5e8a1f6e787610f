package dev.vireo.backup.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A virtual machine of a simulated ESX host: it runs, and has a thin disk with data here and there.
 *
 * @param host the host's number in the lab
 * @param name its own name, and that of its folder
 * @param id the host's number for it
 */
record EsxVm(SimulatedLab lab, int host, String name, String id) {

  static final String FOLDER = "/vmfs/volumes/datastore1/";

  private static final long MIB = 1 << 20;

  /** Ends in the middle of a mebibyte. */
  private static final long SIZE = 900 * MIB + (512 << 10);

  static EsxVm start(SimulatedLab lab, int host, String name) throws Exception {
    String made =
        lab.run(
            host,
            "f='%1$s%2$s'; mkdir \"$f\" && vmkfstools -c %3$dk -d thin \"$f/disk.vmdk\" >/dev/null"
                    .formatted(FOLDER, name, SIZE / 1024)
                + " && printf '%s\\n' 'displayName = \""
                + name
                + "\"' 'guestOS = \"debian10-64\"' 'nvram = \"vm.nvram\"'"
                + " 'scsi0:0.fileName = \"disk.vmdk\"' 'scsi0:0.present = \"TRUE\"'"
                + " 'ide1:0.fileName = \"/usr/lib/vmware/isoimages/linux.iso\"'"
                + " 'ethernet0.present = \"TRUE\"'"
                + " 'ethernet0.generatedAddress = \"00:0c:29:01:02:03\"'"
                + " 'uuid.bios = \"56 4d 01\"' > \"$f/vm.vmx\""
                + " && echo 0123 > \"$f/vm.nvram\" && vim-cmd solo/registervm \"$f/vm.vmx\"");
    EsxVm vm = new EsxVm(lab, host, name, made.strip());
    vm.write(0, "begins here".getBytes(US_ASCII));
    vm.write(700 * MIB + 5, "deep in the disk".getBytes(US_ASCII));
    vm.write(SIZE - 9, "ends here".getBytes(US_ASCII));
    lab.run(host, "vim-cmd vmsvc/power.on " + vm.id());
    assertThat(
            lab.asked(host, "cat '%s%s/disk-flat.vmdk' >/dev/null".formatted(FOLDER, name))
                .result("line")
                .ok())
        .as("a machine that runs holds its disk")
        .isFalse();
    return vm;
  }

  /** How a job names it. */
  String source() {
    return "vm:" + lab.host(host) + ":" + id;
  }

  /** Writes into its disk, past the machine. */
  void write(long at, byte[] data) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(disk().toFile(), "rw")) {
      file.seek(at);
      file.write(data);
    }
  }

  /** The data of its disk. */
  Path disk() {
    return disk(lab, host, name);
  }

  /** The data of the disk of a machine of that name. */
  static Path disk(SimulatedLab lab, int host, String name) {
    return lab.file(host, FOLDER + name + "/disk-flat.vmdk");
  }

  /** The file that a snapshot has what is written go to, of the n-th snapshot of its life. */
  Path delta(int n) {
    return lab.file(host, FOLDER + name + "/disk-%06d-delta.vmdk".formatted(n));
  }

  /** What its host says of its snapshots. */
  String snapshots() throws Exception {
    return lab.run(host, "vim-cmd vmsvc/snapshot.get " + id).strip();
  }
}
