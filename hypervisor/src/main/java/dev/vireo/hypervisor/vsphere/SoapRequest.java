package dev.vireo.hypervisor.vsphere;

import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What is sent to a vCenter. Every value goes through an XML writer, so none can become markup.
 *
 * <p>Names, order and types are those of VMware's vSphere Web Services API reference.
 */
final class SoapRequest {

  private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String VIM = "urn:vim25";

  /** What is asked of each host. */
  static final List<String> HOST_PROPERTIES =
      List.of(
          "name",
          "summary.config.product",
          "runtime.connectionState",
          "config.virtualNicManagerInfo.netConfig");

  private SoapRequest() {}

  /** A thing of the vCenter's. */
  record Ref(String type, String id) {}

  static byte[] serviceContent() {
    return envelope(
        "RetrieveServiceContent", new Ref("ServiceInstance", "ServiceInstance"), w -> {});
  }

  static byte[] login(Ref sessionManager, String user, String password) {
    return envelope(
        "Login",
        sessionManager,
        w -> {
          text(w, "userName", user);
          text(w, "password", password);
        });
  }

  static byte[] logout(Ref sessionManager) {
    return envelope("Logout", sessionManager, w -> {});
  }

  /** A view of all hosts below a folder. */
  static byte[] viewOfHosts(Ref viewManager, Ref folder) {
    return envelope(
        "CreateContainerView",
        viewManager,
        w -> {
          ref(w, "container", folder);
          text(w, "type", "HostSystem");
          text(w, "recursive", "true");
        });
  }

  /** The first page of what is asked of the hosts in a view. */
  static byte[] hosts(Ref propertyCollector, Ref view, int pageSize) {
    return envelope(
        "RetrievePropertiesEx",
        propertyCollector,
        w -> {
          w.writeStartElement("specSet");
          w.writeStartElement("propSet");
          text(w, "type", "HostSystem");
          text(w, "all", "false");
          for (String property : HOST_PROPERTIES) {
            text(w, "pathSet", property);
          }
          w.writeEndElement();
          w.writeStartElement("objectSet");
          ref(w, "obj", view);
          text(w, "skip", "true");
          w.writeStartElement("selectSet");
          w.writeAttribute("xsi", XSI, "type", "TraversalSpec");
          text(w, "name", "hosts");
          text(w, "type", "ContainerView");
          text(w, "path", "view");
          text(w, "skip", "false");
          w.writeEndElement();
          w.writeEndElement();
          w.writeEndElement();
          w.writeStartElement("options");
          text(w, "maxObjects", Integer.toString(pageSize));
          w.writeEndElement();
        });
  }

  /** The page that a token stands for. */
  static byte[] more(Ref propertyCollector, String token) {
    return envelope(
        "ContinueRetrievePropertiesEx", propertyCollector, w -> text(w, "token", token));
  }

  private interface Arguments {
    void write(XMLStreamWriter writer) throws XMLStreamException;
  }

  private static byte[] envelope(String method, Ref self, Arguments arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try {
      XMLStreamWriter w = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      w.writeStartDocument("UTF-8", "1.0");
      w.writeStartElement("soapenv", "Envelope", ENVELOPE);
      w.writeNamespace("soapenv", ENVELOPE);
      w.writeNamespace("xsi", XSI);
      w.writeStartElement("soapenv", "Body", ENVELOPE);
      w.writeStartElement(method);
      w.writeDefaultNamespace(VIM);
      ref(w, "_this", self);
      arguments.write(w);
      w.writeEndElement();
      w.writeEndElement();
      w.writeEndElement();
      w.writeEndDocument();
      w.close();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("a value cannot be written as XML", e);
    }
    return out.toByteArray();
  }

  private static void ref(XMLStreamWriter w, String name, Ref ref) throws XMLStreamException {
    w.writeStartElement(name);
    w.writeAttribute("type", ref.type());
    w.writeCharacters(ref.id());
    w.writeEndElement();
  }

  private static void text(XMLStreamWriter w, String name, String value) throws XMLStreamException {
    w.writeStartElement(name);
    w.writeCharacters(value);
    w.writeEndElement();
  }
}
