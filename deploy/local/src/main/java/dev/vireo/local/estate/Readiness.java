package dev.vireo.local.estate;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a process tells that it is ready. */
public sealed interface Readiness {

  int TIMEOUT_MILLIS = 1_000;
  int SHOWN = 400;

  /** What was seen when it was asked. */
  record Answer(boolean ready, String seen) {}

  /** Asks once; never throws. */
  Answer ask(ProcessIdentity process);

  /** {@code GET /q/health/ready} answers 200. */
  record Http(int port) implements Readiness {
    @Override
    public Answer ask(ProcessIdentity process) {
      var url = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
      try {
        var connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
          return new Answer(true, "ready");
        }
        return new Answer(false, url + " answers " + status + body(connection));
      } catch (IOException e) {
        return new Answer(false, url + ": " + e.getMessage());
      }
    }

    private static String body(HttpURLConnection connection) throws IOException {
      try (InputStream body = connection.getErrorStream()) {
        if (body == null) {
          return "";
        }
        String text =
            new String(body.readNBytes(SHOWN), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return " " + text;
      }
    }
  }

  /** The process itself wrote {@code run/platform.json}. */
  record Platform(Path file) implements Readiness {
    @Override
    public Answer ask(ProcessIdentity process) {
      boolean written =
          JsonFile.read(file, PlatformPorts.class)
              .filter(p -> p.pid() == process.pid())
              .isPresent();
      return new Answer(written, written ? "ready" : file + " is not written yet");
    }
  }

  /** A file appears, which was removed before the process started. */
  record Written(Path file) implements Readiness {
    @Override
    public Answer ask(ProcessIdentity process) {
      boolean written = Files.exists(file);
      return new Answer(written, written ? "ready" : file + " is not written yet");
    }
  }
}
