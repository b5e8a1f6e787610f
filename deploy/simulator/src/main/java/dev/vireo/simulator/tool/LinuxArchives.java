package dev.vireo.simulator.tool;

import dev.vireo.simulator.disk.Archive;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.TarReader;
import dev.vireo.simulator.shell.BrokenPipe;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.shell.Usage;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** gzip (-t, -l, -dc), zcat and tar over real archives. */
final class LinuxArchives {
  private final DiskFiles files;

  LinuxArchives(DiskFiles files) {
    this.files = files;
  }

  void addTo(Map<String, Tool> tools) {
    tools.put("gzip", this::gzip);
    tools.put("gunzip", this::gzip);
    tools.put(
        "zcat", call -> gzip(call.with("gzip", prepended("-dc", call.arguments()), call.in())));
    tools.put("tar", this::tar);
  }

  private static List<String> prepended(String option, List<String> words) {
    List<String> all = new ArrayList<>(List.of(option));
    all.addAll(words);
    return List.copyOf(all);
  }

  private InputStream open(Call call, String file) throws IOException {
    return file.equals("-") ? call.in() : files.read(VirtualFiles.resolve(call.directory(), file));
  }

  private int gzip(Call call) throws IOException {
    Switches switches = Switches.parse(GnuOptions.shortened(call.arguments()), "tldcqv");
    boolean shows = switches.has('c') || call.name().equals("zcat");
    if (!switches.has('t') && !switches.has('l') && !shows) {
      throw new Usage(1, "only -t, -l and -dc are supported");
    }
    List<String> operands = switches.operands().isEmpty() ? List.of("-") : switches.operands();
    int status = 0;
    for (String file : operands) {
      String shown = file.equals("-") ? "stdin" : file;
      try (CountingSink sink =
              new CountingSink(shows ? call.out() : OutputStream.nullOutputStream());
          InputStream raw = open(call, file)) {
        new GZIPInputStream(raw).transferTo(sink);
        if (switches.has('l')) {
          call.println("         compressed        uncompressed  ratio uncompressed_name");
          call.println(
              String.format(
                  "%19d %19d  00.0%% %s",
                  files.size(VirtualFiles.resolve(call.directory(), file)),
                  sink.count(),
                  file.replaceFirst("\\.gz$", "")));
        }
      } catch (FileNotFoundException e) {
        call.complain(file + ": No such file or directory");
        status = 1;
      } catch (BrokenPipe e) {
        throw e;
      } catch (EOFException e) {
        complain(call, shown + ": unexpected end of file");
        status = 1;
      } catch (IOException e) {
        complain(
            call,
            shown
                + (String.valueOf(e.getMessage()).contains("GZIP")
                    ? ": not in gzip format"
                    : ": invalid compressed data--crc error"));
        status = 1;
      }
    }
    return status;
  }

  /** As gzip does it: an empty line first. */
  private static void complain(Call call, String what) throws IOException {
    call.out().flush();
    call.err()
        .write(("\n" + call.name() + ": " + what + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private int tar(Call call) throws IOException {
    Optional<Integer> done = new LinuxTar(files).run(call);
    if (done.isPresent()) {
      return done.get();
    }
    List<String> words = new ArrayList<>();
    for (String word : call.arguments()) {
      if (!word.equals("--numeric-owner") && !word.startsWith("--wildcards")) {
        words.add(
            switch (word) {
              case "--to-stdout" -> "-O";
              case "--list" -> "-t";
              case "--extract" -> "-x";
              case "--gzip" -> "-z";
              default -> word.startsWith("--file=") ? "-f" + word.substring(7) : word;
            });
      }
    }
    if (!words.isEmpty() && !words.getFirst().startsWith("-")) {
      words.set(0, "-" + words.getFirst());
    }
    Switches switches = Switches.parse(words, "txzvOf:");
    boolean extracts = switches.has('x') && switches.has('O');
    if (!switches.has('t') && !extracts) {
      throw new Usage(2, "only -t and -xO are supported here");
    }
    List<String> wanted = new ArrayList<>(switches.operands());
    try (InputStream raw = open(call, switches.get('f', "-"))) {
      TarReader tar = new TarReader(Archive.open(raw));
      for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
        TarReader.Entry entry = next.get();
        boolean meant = switches.operands().isEmpty() || switches.operands().contains(entry.name());
        wanted.remove(entry.name());
        if (meant && extracts) {
          call.out().write(tar.content());
        } else if (meant) {
          call.println(entry.name());
        }
      }
    } catch (FileNotFoundException e) {
      call.complain(switches.get('f', "-") + ": Cannot open: No such file or directory");
      return 2;
    } catch (BrokenPipe e) {
      throw e;
    } catch (EOFException e) {
      call.complain("Unexpected EOF in archive");
      call.complain("Error is not recoverable: exiting now");
      return 2;
    } catch (IOException e) {
      call.complain(String.valueOf(e.getMessage()));
      call.complain("Exiting with failure status due to previous errors");
      return 2;
    }
    for (String missing : wanted) {
      call.complain(missing + ": Not found in archive");
    }
    return wanted.isEmpty() ? 0 : 2;
  }

  /** Passes bytes on and counts them. Closing it leaves the stream below open. */
  private static final class CountingSink extends OutputStream {
    private final OutputStream out;
    private long count;

    CountingSink(OutputStream out) {
      this.out = out;
    }

    long count() {
      return count;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      count += length;
    }
  }
}
