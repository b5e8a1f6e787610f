package dev.vireo.ramcloud.commit;

import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.TxOpCodec;
import dev.vireo.ramcloud.store.TxResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Commit records as bytes: CRC-32C of what follows, the kind, its fields. Big-endian. */
final class CommitFormat {
  private static final int REQUEST = 1;
  private static final int AGREED = 2;
  private static final int REFUSED = 3;
  private static final int GIVEN_UP = 4;
  private static final int SETTLED = 5;
  private static final int SUM_BYTES = 4;
  private static final int MOST_VERSIONS = 1 << 20;

  private CommitFormat() {}

  static byte[] encode(CommitRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0);
      switch (record) {
        case CommitRecord.Request request -> {
          out.writeByte(REQUEST);
          out.writeLong(request.nonce());
          id(out, request.id());
          TxOpCodec.write(out, request.ops());
        }
        case CommitRecord.Agreed agreed -> {
          head(out, AGREED, agreed.commit(), agreed.tablet());
          versions(out, agreed.versions());
        }
        case CommitRecord.Refused refused -> {
          head(out, REFUSED, refused.commit(), refused.tablet());
          result(out, refused.answer());
        }
        case CommitRecord.GivenUp givenUp -> head(out, GIVEN_UP, givenUp.commit(), 0);
        case CommitRecord.Settled settled -> head(out, SETTLED, settled.commit(), settled.tablet());
        case CommitRecord.Unreadable unreadable ->
            throw new IllegalArgumentException("what cannot be read is not written");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] image = bytes.toByteArray();
    ByteBuffer.wrap(image).putInt(sum(image));
    return image;
  }

  /**
   * What the bytes say.
   *
   * @throws IOException where they cannot be believed, or are cut off
   */
  static CommitRecord decode(byte @Nullable [] image) throws IOException {
    if (image == null || image.length < SUM_BYTES) {
      throw new IOException("it was not written by RAMCloud");
    }
    if (ByteBuffer.wrap(image).getInt() != sum(image)) {
      throw new IOException("its checksum does not fit its bytes");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(image));
    in.skipNBytes(SUM_BYTES);
    int kind = in.readUnsignedByte();
    if (kind == REQUEST) {
      return new CommitRecord.Request(in.readLong(), id(in), TxOpCodec.read(in));
    }
    long commit = in.readLong();
    int tablet = in.readInt();
    return switch (kind) {
      case AGREED -> new CommitRecord.Agreed(commit, tablet, versions(in));
      case REFUSED -> new CommitRecord.Refused(commit, tablet, result(in));
      case GIVEN_UP -> new CommitRecord.GivenUp(commit);
      case SETTLED -> new CommitRecord.Settled(commit, tablet);
      default -> throw new IOException("its kind " + kind + " is unknown");
    };
  }

  private static void head(DataOutputStream out, int kind, long commit, int tablet)
      throws IOException {
    out.writeByte(kind);
    out.writeLong(commit);
    out.writeInt(tablet);
  }

  private static void id(DataOutputStream out, @Nullable RequestId id) throws IOException {
    out.writeBoolean(id != null);
    if (id != null) {
      out.writeLong(id.client());
      out.writeLong(id.sequence());
      out.writeLong(id.acknowledged());
    }
  }

  private static @Nullable RequestId id(DataInputStream in) throws IOException {
    return in.readBoolean() ? new RequestId(in.readLong(), in.readLong(), in.readLong()) : null;
  }

  private static void result(DataOutputStream out, TxResult result) throws IOException {
    switch (result) {
      case TxResult.Committed committed -> {
        out.writeBoolean(true);
        versions(out, committed.versions());
      }
      case TxResult.Aborted aborted -> {
        out.writeBoolean(false);
        out.writeInt(aborted.operation());
        out.writeInt(aborted.status().code());
        out.writeLong(aborted.version());
      }
      case TxResult.Prepared prepared ->
          throw new IllegalArgumentException("what is prepared is no answer");
    }
  }

  private static TxResult result(DataInputStream in) throws IOException {
    if (in.readBoolean()) {
      return new TxResult.Committed(versions(in));
    }
    int operation = in.readInt();
    int code = in.readInt();
    try {
      return new TxResult.Aborted(operation, Status.of(code), in.readLong());
    } catch (IllegalArgumentException e) {
      throw new IOException("it has a status of number " + code, e);
    }
  }

  private static void versions(DataOutputStream out, List<Long> versions) throws IOException {
    out.writeInt(versions.size());
    for (long version : versions) {
      out.writeLong(version);
    }
  }

  private static List<Long> versions(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_VERSIONS) {
      throw new IOException("it has " + count + " versions");
    }
    List<Long> versions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      versions.add(in.readLong());
    }
    return versions;
  }

  private static int sum(byte[] image) {
    CRC32C crc = new CRC32C();
    crc.update(image, SUM_BYTES, image.length - SUM_BYTES);
    return (int) crc.getValue();
  }
}
