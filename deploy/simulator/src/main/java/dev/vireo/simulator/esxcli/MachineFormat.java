package dev.vireo.simulator.esxcli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The formats behind {@code --formatter}. No capture of them with multipath data was at hand: field
 * names, order and quoting follow captures of other namespaces.
 */
enum MachineFormat {
  CSV {
    @Override
    String render(Listing listing) {
      List<Integer> order = sorted(listing);
      StringBuilder text = new StringBuilder();
      order.forEach(i -> text.append(key(listing, i)).append(','));
      text.append('\n');
      for (List<Object> row : listing.rows()) {
        for (int i : order) {
          text.append(quoted(Listing.text(row.get(i)).replace(", ", ","))).append(',');
        }
        text.append('\n');
      }
      return text.toString();
    }
  },
  KEYVALUE {
    @Override
    String render(Listing listing) {
      StringBuilder text = new StringBuilder();
      for (List<Object> row : listing.rows()) {
        for (int i : sorted(listing)) {
          text.append(listing.type()).append('.').append(key(listing, i)).append('.');
          text.append(typeOf(row.get(i))).append('=').append(Listing.text(row.get(i)));
          text.append('\n');
        }
      }
      return text.toString();
    }
  },
  JSON {
    @Override
    String render(Listing listing) {
      ArrayNode rows = JSON_NODES.createArrayNode();
      for (List<Object> row : listing.rows()) {
        ObjectNode object = rows.addObject();
        for (int i : sorted(listing)) {
          object.putPOJO(key(listing, i), row.get(i));
        }
      }
      Object root =
          listing.layout() == Listing.Layout.FIELDS && rows.size() == 1 ? rows.get(0) : rows;
      return JSON_NODES.valueToTree(root).toString() + "\n";
    }
  },
  XML {
    @Override
    String render(Listing listing) {
      StringBuilder text =
          new StringBuilder(
              """
              <?xml version="1.0" encoding="utf-8"?>
              <output xmlns="http://www.vmware.com/Products/ESX/5.0/esxcli/">
              <root>
                 <list type="structure">
              """);
      for (List<Object> row : listing.rows()) {
        text.append("      <structure typeName=\"").append(listing.type()).append("\">\n");
        for (int i : sorted(listing)) {
          String type = typeOf(row.get(i));
          text.append("         <field name=\"").append(key(listing, i)).append("\">\n");
          text.append("            <").append(type).append('>');
          text.append(escaped(Listing.text(row.get(i))));
          text.append("</").append(type).append(">\n         </field>\n");
        }
        text.append("      </structure>\n");
      }
      return text.append("   </list>\n</root>\n</output>\n").toString();
    }
  };

  private static final ObjectMapper JSON_NODES = new ObjectMapper();

  abstract String render(Listing listing);

  private static List<Integer> sorted(Listing listing) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < listing.titles().size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(i -> key(listing, i)));
    return order;
  }

  private static String key(Listing listing, int column) {
    return Listing.key(listing.titles().get(column));
  }

  private static String typeOf(Object value) {
    return switch (value) {
      case Boolean ignored -> "boolean";
      case Long ignored -> "integer";
      case List<?> ignored -> "string[]";
      default -> "string";
    };
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
