package dev.vireo.simulator.vcenter;

import java.util.List;

/**
 * An element to be sent.
 *
 * @param type {@code xsi:type} where {@code typed}, the {@code type} attribute of a reference
 *     otherwise; empty for none
 */
record Xml(String name, String type, boolean typed, String text, List<Xml> children) {

  static Xml leaf(String name, String text) {
    return new Xml(name, "", false, text, List.of());
  }

  static Xml typed(String name, String type, String text) {
    return new Xml(name, type, true, text, List.of());
  }

  static Xml reference(String name, String type, String id) {
    return new Xml(name, type, false, id, List.of());
  }

  static Xml of(String name, Xml... children) {
    return new Xml(name, "", false, "", List.of(children));
  }

  static Xml of(String name, List<Xml> children) {
    return new Xml(name, "", false, "", children);
  }

  static Xml object(String name, String type, Xml... children) {
    return new Xml(name, type, true, "", List.of(children));
  }

  static Xml object(String name, String type, List<Xml> children) {
    return new Xml(name, type, true, "", children);
  }

  void render(StringBuilder out) {
    out.append('<').append(name);
    if (!type.isEmpty()) {
      out.append(typed ? " xsi:type=\"" : " type=\"").append(escape(type)).append('"');
    }
    out.append('>').append(escape(text));
    children.forEach(child -> child.render(out));
    out.append("</").append(name).append('>');
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
