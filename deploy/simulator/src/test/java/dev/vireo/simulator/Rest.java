package dev.vireo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Speaks to Proxmox VE's API, reads the status line too, and trusts one fingerprint. */
final class Rest {
  record Answer(int status, String reason, JsonNode body) {
    JsonNode data() {
      return body.path("data");
    }
  }

  private final ContainerHandle host;
  private String headers = "";

  Rest(ContainerHandle host) {
    this.host = host;
  }

  /** Logs in by ticket; what follows carries it. */
  Answer login(String password) throws IOException {
    Answer answer = call("POST", "access/ticket", "username=root%40pam&password=" + password);
    headers =
        "Cookie: PVEAuthCookie="
            + answer.data().path("ticket").asText()
            + "\r\nCSRFPreventionToken: "
            + answer.data().path("CSRFPreventionToken").asText()
            + "\r\n";
    return answer;
  }

  void header(String line) {
    headers = line + "\r\n";
  }

  Answer get(String path) throws IOException {
    return call("GET", path, "");
  }

  Answer call(String method, String path, String form) throws IOException {
    byte[] body = form.getBytes(StandardCharsets.US_ASCII);
    String head =
        method
            + " /api2/json/"
            + path
            + " HTTP/1.1\r\nHost: pve\r\nConnection: close\r\n"
            + headers
            + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (SSLSocket socket =
        (SSLSocket) trusting().getSocketFactory().createSocket(host.address(), host.apiPort())) {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(body);
      socket.getOutputStream().write(request.toByteArray());
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] status = text.substring(0, text.indexOf("\r\n")).split(" ", 3);
      return new Answer(
          Integer.parseInt(status[1]),
          status[2],
          Json.mapper().readTree(text.substring(text.indexOf("\r\n\r\n") + 4)));
    }
  }

  /** Waits for a task. @return how it ended */
  String await(Answer started) throws IOException, InterruptedException {
    String upid = started.data().asText();
    String path = "nodes/" + host.name() + "/tasks/" + upid.replace("@", "%40") + "/status";
    long patience = System.nanoTime() + Shell.BOUND.toNanos();
    JsonNode status = get(path).data();
    while (status.path("status").asText().equals("running") && System.nanoTime() < patience) {
      Thread.sleep(10);
      status = get(path).data();
    }
    return status.path("exitstatus").asText();
  }

  /** The lines of a task's log. */
  String log(Answer started) throws IOException {
    StringBuilder text = new StringBuilder();
    for (JsonNode line :
        get("nodes/"
                + host.name()
                + "/tasks/"
                + started.data().asText().replace("@", "%40")
                + "/log?limit=500")
            .data()) {
      text.append(line.path("t").asText()).append('\n');
    }
    return text.toString();
  }

  private SSLContext trusting() throws IOException {
    X509TrustManager one =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type)
              throws CertificateException {
            try {
              String shown =
                  HexFormat.ofDelimiter(":")
                      .withUpperCase()
                      .formatHex(
                          MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded()));
              if (!shown.equals(host.certificateSha256())) {
                throw new CertificateException("not the host's: " + shown);
              }
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {one}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
