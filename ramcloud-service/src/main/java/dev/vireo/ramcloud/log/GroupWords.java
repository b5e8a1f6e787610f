package dev.vireo.ramcloud.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What masters tell their group's leader, and it tells them: bytes beside Kafka's own. */
final class GroupWords {

  private static final int FORM = 1;

  private GroupWords() {}

  /**
   * A wish that a tablet be at a master.
   *
   * @param at when, in milliseconds since 1970; a later one replaces an earlier
   */
  record Wish(int tablet, String master, long at) {}

  /** What a master says when it joins. */
  record Joining(String host, int port, TabletPlan.Candidate candidate, List<Wish> wishes) {}

  /** What every master is told: who else there is, who is to hand over, and all wishes. */
  record Agreed(
      int tablets,
      List<ClusterView.Member> members,
      Map<Integer, String> previous,
      List<Wish> wishes) {}

  /** Writes to memory, which cannot fail. */
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  static ByteBuffer write(Joining joining) {
    return bytes(
        out -> {
          out.writeByte(FORM);
          out.writeUTF(joining.host());
          out.writeInt(joining.port());
          out.writeUTF(joining.candidate().id());
          out.writeBoolean(joining.candidate().leaving());
          numbers(out, joining.candidate().owned());
          numbers(out, joining.candidate().warm());
          wishes(out, joining.wishes());
        });
  }

  static Joining joining(ByteBuffer bytes) {
    try (DataInputStream in = in(bytes)) {
      in.readByte();
      String host = in.readUTF();
      int port = in.readInt();
      String id = in.readUTF();
      boolean leaving = in.readBoolean();
      var candidate = new TabletPlan.Candidate(id, leaving, numbers(in), numbers(in));
      return new Joining(host, port, candidate, wishes(in));
    } catch (IOException e) {
      throw new UncheckedIOException("a master of another version is in the group", e);
    }
  }

  static ByteBuffer write(Agreed agreed) {
    return bytes(
        out -> {
          out.writeByte(FORM);
          out.writeInt(agreed.tablets());
          out.writeInt(agreed.members().size());
          for (ClusterView.Member member : agreed.members()) {
            out.writeUTF(member.id());
            out.writeUTF(member.host());
            out.writeInt(member.port());
            numbers(out, member.owned());
            numbers(out, member.standby());
          }
          out.writeInt(agreed.previous().size());
          for (Map.Entry<Integer, String> each : agreed.previous().entrySet()) {
            out.writeInt(each.getKey());
            out.writeUTF(each.getValue());
          }
          wishes(out, agreed.wishes());
        });
  }

  static Agreed agreed(ByteBuffer bytes) {
    try (DataInputStream in = in(bytes)) {
      in.readByte();
      int tablets = in.readInt();
      List<ClusterView.Member> members = new ArrayList<>();
      for (int n = in.readInt(); n > 0; n--) {
        members.add(
            new ClusterView.Member(
                in.readUTF(), in.readUTF(), in.readInt(), numbers(in), numbers(in)));
      }
      Map<Integer, String> previous = new TreeMap<>();
      for (int n = in.readInt(); n > 0; n--) {
        previous.put(in.readInt(), in.readUTF());
      }
      return new Agreed(tablets, members, previous, wishes(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the group's leader is of another version", e);
    }
  }

  private static DataInputStream in(ByteBuffer bytes) {
    byte[] copied = new byte[bytes.remaining()];
    bytes.duplicate().get(copied);
    return new DataInputStream(new ByteArrayInputStream(copied));
  }

  private static ByteBuffer bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static void numbers(DataOutputStream out, List<Integer> numbers) throws IOException {
    out.writeInt(numbers.size());
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static List<Integer> numbers(DataInputStream in) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  private static void wishes(DataOutputStream out, List<Wish> wishes) throws IOException {
    out.writeInt(wishes.size());
    for (Wish wish : wishes) {
      out.writeInt(wish.tablet());
      out.writeUTF(wish.master());
      out.writeLong(wish.at());
    }
  }

  private static List<Wish> wishes(DataInputStream in) throws IOException {
    List<Wish> wishes = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      wishes.add(new Wish(in.readInt(), in.readUTF(), in.readLong()));
    }
    return wishes;
  }
}
