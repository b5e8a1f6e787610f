package dev.vireo.simulator.vcenter;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Envelopes in and out. */
final class Soap {
  private static final String OPENING =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<soapenv:Envelope xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\""
          + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
          + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n<soapenv:Body>\n";
  private static final String CLOSING = "\n</soapenv:Body>\n</soapenv:Envelope>\n";

  private Soap() {}

  /**
   * A fault of the vSphere API. Its type is the name of the element in the detail, less "Fault".
   */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final String type;

    Fault(String type, String message) {
      super(message);
      this.type = type;
    }

    String envelope() {
      return OPENING
          + "<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>"
          + Xml.escape(String.valueOf(getMessage()))
          + "</faultstring><detail><"
          + type
          + "Fault xmlns=\"urn:vim25\" xsi:type=\""
          + type
          + "\"/></detail></soapenv:Fault>"
          + CLOSING;
    }
  }

  /** The element in the body of a request. */
  static Element read(InputStream in) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Element envelope = builder.parse(in).getDocumentElement();
      return first(first(envelope, "Body"));
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("not a SOAP envelope: " + e.getMessage(), e);
    }
  }

  static String response(String method, List<Xml> results) {
    StringBuilder out = new StringBuilder(OPENING);
    out.append('<').append(method).append("Response xmlns=\"urn:vim25\">");
    results.forEach(result -> result.render(out));
    return out.append("</").append(method).append("Response>").append(CLOSING).toString();
  }

  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getLocalName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  /** The text of a child; empty if there is none. */
  static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
  }

  private static Element first(Element parent, String name) throws IOException {
    List<Element> found = children(parent, name);
    if (found.isEmpty()) {
      throw new IOException("not a SOAP envelope: no " + name);
    }
    return found.getFirst();
  }

  private static Element first(Element parent) throws IOException {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        return element;
      }
    }
    throw new IOException("not a SOAP request: an empty body");
  }
}
