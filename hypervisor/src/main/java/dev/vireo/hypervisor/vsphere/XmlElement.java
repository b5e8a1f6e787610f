package dev.vireo.hypervisor.vsphere;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an answer. Name spaces are left out: all of {@code vim25} lies in one.
 *
 * @param name its local name
 * @param type its {@code xsi:type} or {@code type}, without prefix; empty if it has none
 * @param text its text, without that of its children
 */
record XmlElement(String name, String type, String text, List<XmlElement> children) {

  private static final int DEEPEST = 64;
  private static final int MOST_ELEMENTS = 2_000_000;
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final XMLInputFactory FACTORY = factory();

  XmlElement {
    children = List.copyOf(children);
  }

  /** No document type, so no entity but XML's own five, and nothing is ever fetched. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is none, has a document type, or is deeper or larger than any answer
   */
  static XmlElement read(InputStream in) throws IOException {
    try {
      XMLStreamReader reader;
      synchronized (FACTORY) {
        reader = FACTORY.createXMLStreamReader(in);
      }
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException io) {
        throw io;
      }
      throw new IOException("this is not XML: " + firstLine(e), e);
    }
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }

  private static XmlElement read(XMLStreamReader reader) throws XMLStreamException, IOException {
    Deque<Open> open = new ArrayDeque<>();
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD -> throw new IOException("it has a document type");
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() >= DEEPEST || ++elements > MOST_ELEMENTS) {
            throw new IOException("it is deeper or larger than any answer is");
          }
          open.push(new Open(reader.getLocalName(), type(reader)));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.element().text.append(reader.getText());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          XmlElement done = open.pop().close();
          if (open.isEmpty()) {
            return done;
          }
          open.element().children.add(done);
        }
        default -> {
          // comments and processing instructions say nothing
        }
      }
    }
    throw new IOException("it ends in the middle");
  }

  private static String type(XMLStreamReader reader) {
    String xsi = reader.getAttributeValue(XSI, "type");
    String type = xsi != null ? xsi : reader.getAttributeValue(null, "type");
    return type == null ? "" : type.substring(type.indexOf(':') + 1);
  }

  private static final class Open {
    private final String name;
    private final String type;
    private final StringBuilder text = new StringBuilder();
    private final List<XmlElement> children = new ArrayList<>();

    Open(String name, String type) {
      this.name = name;
      this.type = type;
    }

    XmlElement close() {
      return new XmlElement(name, type, text.toString().strip(), children);
    }
  }

  /** The first child of this name. */
  Optional<XmlElement> child(String childName) {
    return all(childName).findFirst();
  }

  /** The children of this name. */
  Stream<XmlElement> all(String childName) {
    return children.stream().filter(c -> c.name.equals(childName));
  }

  /** The element that a path of first children leads to. */
  Optional<XmlElement> at(String... path) {
    Optional<XmlElement> here = Optional.of(this);
    for (String step : path) {
      here = here.flatMap(e -> e.child(step));
    }
    return here;
  }

  /** The text of the element that a path of first children leads to; empty if there is none. */
  Optional<String> textAt(String... path) {
    return at(path).map(XmlElement::text).filter(t -> !t.isEmpty());
  }
}
