package dev.vireo.simulator.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The template archives that lie on hosts, made by themselves, once for each process. */
public enum Templates {
  /** What Sabayon offered for download; no product's list shows it under that name. */
  SABAYON("Sabayon_Linux_SpinBase_5.4_x86_openvz.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          new RootFileSystem(Elf.I386)
              .file("etc/gentoo-release", "Gentoo Base System release 1.12.14\n")
              .file("etc/sabayon-release", "Sabayon Linux x86 5.4\n")
              .file("etc/sabayon-edition", "Sabayon Linux 5.4 x86 SpinBase\n")
              .file("etc/lsb-release", "DISTRIB_ID=\"Sabayon\"\nDISTRIB_RELEASE=\"5.4\"\n")
              .file("etc/conf.d/net", "# the host's tool writes this file\n")
              .file("etc/conf.d/hostname", "HOSTNAME=\"sabayon\"\n")
              .file("etc/init.d/net.lo", "#!/sbin/runscript\n")
              .program("usr/bin/equo")
              .tar(Map.of()));
    }
  },
  CENTOS_4("centos-4-default_4.8-20100922_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(redHat("CentOS release 4.8 (Final)").tar(Map.of()));
    }
  },
  CENTOS_5("centos-5-standard_5.2-1_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          redHat("CentOS release 5.2 (Final)")
              .tar(appliance("centos-5-standard", "5.2-1", "centos-5", "i386", "system")));
    }
  },
  DEBIAN_5("debian-5.0-wordpress_2.9-1_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          debian(Elf.I386)
              .file("etc/debian_version", "5.0.3\n")
              .file("etc/wordpress/config-default.php", "<?php ?>\n")
              .tar(appliance("debian-5.0-wordpress", "2.9-1", "debian-5.0", "i386", "www")));
    }
  },
  UBUNTU_10_04("ubuntu-10.04-lamp_10.04_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          debian(Elf.I386)
              .file("etc/debian_version", "squeeze/sid\n")
              .file(
                  "etc/lsb-release",
                  "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_CODENAME=lucid\n"
                      + "DISTRIB_DESCRIPTION=\"Ubuntu 10.04 LTS\"\n")
              .tar(Map.of()));
    }
  },
  DEBIAN_7("debian-7.0-standard_7.0-2_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          debian(Elf.I386)
              .file("etc/debian_version", "7.1\n")
              .file("etc/os-release", osRelease("debian", "7", "Debian GNU/Linux 7 (wheezy)"))
              .tar(appliance("debian-7.0-standard", "7.0-2", "debian-7.0", "i386", "system")));
    }
  },
  CENTOS_6("centos-6-standard_6.3-1_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(redHat("CentOS release 6.3 (Final)").tar(Map.of()));
    }
  },
  DEBIAN_12("debian-12-standard_12.7-1_amd64.tar.zst") {
    @Override
    byte[] make() throws IOException {
      return Zstandard.frame(debian12().tar(Map.of()));
    }
  },
  UBUNTU_24_04("ubuntu-24.04-standard_24.04-2_amd64.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          debian(Elf.AMD64)
              .file("etc/debian_version", "trixie/sid\n")
              .file("etc/os-release", osRelease("ubuntu", "24.04", "Ubuntu 24.04 LTS"))
              .tar(Map.of()));
    }
  },
  ALPINE("alpine-3.20-default_20240908_amd64.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          new RootFileSystem(Elf.AMD64)
              .file("etc/alpine-release", "3.20.3\n")
              .file("etc/os-release", osRelease("alpine", "3.20.3", "Alpine Linux v3.20"))
              .file("etc/network/interfaces", "auto lo\niface lo inet loopback\n")
              .tar(Map.of()));
    }
  },
  /** Its os-release has an id that PVE doesn't know. */
  UNKNOWN("openwhere-3-default_3.1-1_amd64.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(
          new RootFileSystem(Elf.AMD64)
              .file("etc/os-release", osRelease("openwhere", "3.1", "OpenWhere 3.1"))
              .tar(Map.of()));
    }
  },
  /** The cache of a template that OpenVZ 7 has as a package. */
  EZ_CENTOS_7("centos-7-x86_64.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(redHat("CentOS Linux release 7.9.2009 (Core)").tar(Map.of()));
    }
  },
  EZ_DEBIAN_8("debian-8.0-x86_64.tar.gz") {
    @Override
    byte[] make() throws IOException {
      return Archive.gzip(debian(Elf.AMD64).file("etc/debian_version", "8.11\n").tar(Map.of()));
    }
  },
  /** Whoever downloaded it lost the connection. */
  CUT("debian-6.0-standard_6.0-6_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      byte[] whole =
          Archive.gzip(
              debian(Elf.I386)
                  .file("etc/debian_version", "6.0.5\n")
                  .tar(appliance("debian-6.0-standard", "6.0-6", "debian-6.0", "i386", "system")));
      return Arrays.copyOf(whole, whole.length * 3 / 5);
    }
  },
  /** An archive like any other, of something else than a root file system. */
  NO_ROOT("wordpress-2.9-plugins_2.9-1_i386.tar.gz") {
    @Override
    byte[] make() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (TarWriter tar = new TarWriter(bytes)) {
        tar.directory("wordpress/");
        tar.file("wordpress/readme.html", 0644, "<html></html>\n".getBytes(StandardCharsets.UTF_8));
        tar.file("wordpress/index.php", 0644, "<?php ?>\n".getBytes(StandardCharsets.UTF_8));
      }
      return Archive.gzip(bytes.toByteArray());
    }
  };

  private final String fileName;
  private byte @Nullable [] made;

  Templates(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }

  /** The whole file. */
  public synchronized byte[] content() {
    byte[] known = made;
    if (known == null) {
      try {
        known = make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      made = known;
    }
    return known.clone();
  }

  abstract byte[] make() throws IOException;

  private static RootFileSystem redHat(String release) {
    return new RootFileSystem(Elf.I386)
        .file("etc/redhat-release", release + "\n")
        .file("etc/sysconfig/network", "NETWORKING=\"yes\"\n")
        .file("etc/sysconfig/network-scripts/ifcfg-lo", "DEVICE=lo\nIPADDR=127.0.0.1\n")
        .program("bin/rpm");
  }

  private static RootFileSystem debian(Elf machine) {
    return new RootFileSystem(machine)
        .file("etc/network/interfaces", "auto lo\niface lo inet loopback\n")
        .file("etc/hostname", "localhost\n")
        .program("usr/bin/dpkg");
  }

  private static RootFileSystem debian12() {
    return debian(Elf.AMD64)
        .file("etc/debian_version", "12.7\n")
        .file("etc/os-release", osRelease("debian", "12", "Debian GNU/Linux 12 (bookworm)"));
  }

  private static String osRelease(String id, String version, String name) {
    return "PRETTY_NAME=\"%s\"\nNAME=\"%s\"\nVERSION_ID=\"%s\"\nID=%s\n"
        .formatted(name, name.split(" [0-9v]")[0], version, id);
  }

  /** What the appliance builder puts first into an archive. */
  private static Map<String, String> appliance(
      String name, String version, String os, String architecture, String section) {
    return Map.of(
        "etc/appliance.info",
        "Name: %s\nVersion: %s\nType: openvz\nOS: %s\nSection: %s\nMaintainer: Vireo <root@localhost>\nArchitecture: %s\n"
            .formatted(name, version, os, section, architecture));
  }
}
