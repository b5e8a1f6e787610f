package dev.vireo.hypervisor.vsphere;

import dev.vireo.hypervisor.Diagnosis;
import dev.vireo.hypervisor.Shown;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.UnreachableException.Reason;
import dev.vireo.hypervisor.credential.CredentialException;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.credential.Secret;
import dev.vireo.hypervisor.vsphere.SoapRequest.Ref;
import dev.vireo.hypervisor.vsphere.VimSession.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks vCenters for their hosts. Thread-safe; each call is a session of its own. */
public final class VCenters {

  private static final int PAGE = 200;
  private static final int MOST_HOSTS = 10_000;

  private final CredentialProvider credentials;
  private final Duration connect;
  private final Duration answer;

  /**
   * Asks with these bounds.
   *
   * @param connect until a vCenter has taken the TCP connection
   * @param answer until it has answered one call
   */
  public VCenters(CredentialProvider credentials, Duration connect, Duration answer) {
    this.credentials = credentials;
    this.connect = connect;
    this.answer = answer;
  }

  /** With 10 s and 60 s. */
  public VCenters(CredentialProvider credentials) {
    this(credentials, Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  /**
   * The hosts that the account may see.
   *
   * @throws UnreachableException where it could not be reached or would not let us in; {@link
   *     Reason#HOST_KEY} stands for a certificate that proves nothing
   * @throws VSphereException where it let us in and did not answer then
   */
  public VSphereInventory hosts(VCenterTarget target)
      throws UnreachableException, VSphereException, InterruptedException {
    try (Secret password = password(target);
        VimSession session = new VimSession(target, connect, answer)) {
      XmlElement content = content(session);
      session.speak(content.textAt("about", "apiVersion").orElse(""));
      Ref sessionManager = ref(target, content, "sessionManager");
      logIn(target, session, sessionManager, password);
      try {
        List<VSphereHost> hosts = read(target, session, content);
        return new VSphereInventory(
            content.textAt("about", "fullName").map(Shown::plain).orElse("vCenter"), hosts);
      } finally {
        session.sayGoodbye(SoapRequest.logout(sessionManager));
      }
    }
  }

  private Secret password(VCenterTarget target) throws UnreachableException {
    try {
      return credentials.secret(target.password());
    } catch (CredentialException e) {
      throw e.unreachable(target.address());
    }
  }

  private static XmlElement content(VimSession session)
      throws UnreachableException, InterruptedException {
    try {
      return session
          .call(SoapRequest.serviceContent())
          .filter(c -> c.child("propertyCollector").isPresent())
          .orElseThrow(() -> session.notVim("its answer has no service content", null));
    } catch (Fault e) {
      throw session.notVim(e.seen(), e);
    }
  }

  private static void logIn(
      VCenterTarget target, VimSession session, Ref sessionManager, Secret password)
      throws UnreachableException, InterruptedException {
    try {
      session.call(SoapRequest.login(sessionManager, target.user(), password.text()));
    } catch (Fault e) {
      throw new UnreachableException(
          Reason.AUTH,
          new Diagnosis(
              "the vCenter did not let us in",
              target.user() + " on " + target.address(),
              "offered " + target.password().text() + "; it said " + e.seen(),
              "check the user (with its domain, as in administrator@vsphere.local) and the password"
                  + " behind the reference, and that the account is not locked"),
          e);
    }
  }

  private static List<VSphereHost> read(
      VCenterTarget target, VimSession session, XmlElement content)
      throws UnreachableException, VSphereException, InterruptedException {
    Ref collector = ref(target, content, "propertyCollector");
    try {
      Ref view =
          session
              .call(
                  SoapRequest.viewOfHosts(
                      ref(target, content, "viewManager"), ref(target, content, "rootFolder")))
              .map(v -> new Ref("ContainerView", v.text()))
              .orElseThrow(() -> session.notVim("it gave no view of its hosts", null));
      List<VSphereHost> hosts = new ArrayList<>();
      Set<String> tokens = new HashSet<>();
      Optional<XmlElement> answer = session.call(SoapRequest.hosts(collector, view, PAGE));
      while (true) {
        HostAnswers.Page page = HostAnswers.page(answer);
        hosts.addAll(page.hosts());
        if (page.token().isEmpty()) {
          return hosts;
        }
        if (hosts.size() > MOST_HOSTS || !tokens.add(page.token().get())) {
          throw session.notVim("its list of hosts has no end", null);
        }
        answer = session.call(SoapRequest.more(collector, page.token().get()));
      }
    } catch (Fault e) {
      throw new VSphereException(
          new Diagnosis(
              "the vCenter did not tell its hosts",
              target.address().toString(),
              e.seen(),
              "give the account "
                  + target.user()
                  + " the role Read-only on the vCenter, with"
                  + " propagation to its children"),
          e);
    }
  }

  private static Ref ref(VCenterTarget target, XmlElement content, String name)
      throws UnreachableException {
    return HostAnswers.ref(content, name)
        .orElseThrow(
            () ->
                new UnreachableException(
                    Reason.PROTOCOL,
                    new Diagnosis(
                        "what answers is no vCenter",
                        target.address().toString(),
                        "its service content has no " + name,
                        "check the address: it is that of a vCenter's or an ESXi host's HTTPS port"),
                    null));
  }
}
