package dev.vireo.backup.command;

import dev.vireo.backup.tar.OneFile;
import dev.vireo.backup.tar.Passing;
import dev.vireo.backup.tar.TarReader;
import dev.vireo.backup.tar.TarVisitor;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestImage;
import org.jspecify.annotations.Nullable;

/** The file that holds the data of a restore point, by what is in it. */
enum DataFile {
  /** Of a folder, and of guests that are kept as files. */
  TAR("data.tar") {
    @Override
    Passing passing(TarVisitor visitor) {
      return new TarReader(visitor);
    }
  },
  /** An archive of a virtual machine, which is not looked into. */
  VMA("data.vma") {
    @Override
    Passing passing(TarVisitor visitor) {
      return new OneFile(fileName(), visitor);
    }
  };

  private final String fileName;

  DataFile(String fileName) {
    this.fileName = fileName;
  }

  static DataFile of(@Nullable GuestImage guest) {
    return guest == null ? TAR : of(guest.format());
  }

  static DataFile of(GuestFormat format) {
    return switch (format) {
      case VZDUMP_QEMU -> VMA;
      case LXC, VZDUMP_LXC, VZDUMP_OPENVZ, OPENVZ, ESX -> TAR;
    };
  }

  /** The name of the file in its snapshot. */
  String fileName() {
    return fileName;
  }

  /** Where it lies in its snapshot. */
  String path() {
    return "/" + fileName;
  }

  /** Tells what is in it, as it passes by. */
  abstract Passing passing(TarVisitor visitor);
}
