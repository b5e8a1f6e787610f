package dev.vireo.ramcloud.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The operations of a transaction as bytes. What it reads has passed a checksum. */
public final class TxOpCodec {
  private static final int CHECK = 0;
  private static final int WRITE = 1;
  private static final int REMOVE = 2;

  private TxOpCodec() {}

  /** A part that waits for its decision. */
  static byte[] encode(PreparedTransactions.Waiting part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, part.ops());
      for (long version : part.versions()) {
        out.writeLong(version);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The part that {@link #encode} wrote. */
  static PreparedTransactions.Waiting decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      List<TxOp> ops = read(in);
      List<Long> versions = new ArrayList<>();
      for (int i = 0; i < ops.size(); i++) {
        versions.add(in.readLong());
      }
      return new PreparedTransactions.Waiting(ops, versions, Transactions.bytes(ops));
    } catch (IOException e) {
      throw new UncheckedIOException("a transaction's operations are cut off", e);
    }
  }

  /** Writes how many they are, and each. */
  public static void write(DataOutputStream out, List<TxOp> ops) throws IOException {
    out.writeInt(ops.size());
    for (TxOp op : ops) {
      switch (op) {
        case TxOp.Check check -> {
          head(out, CHECK, op);
          RejectRules rules = check.rules();
          out.writeBoolean(rules.doesntExist());
          out.writeBoolean(rules.exists());
          out.writeLong(rules.versionAtMost());
          out.writeLong(rules.versionNotEqual());
        }
        case TxOp.Write write -> {
          head(out, WRITE, op);
          bytes(out, write.value());
          out.writeLong(write.expiry());
          out.writeInt(write.secondaryKeys().size());
          for (byte[] key : write.secondaryKeys()) {
            bytes(out, key);
          }
        }
        case TxOp.Remove remove -> head(out, REMOVE, remove);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException where it is cut off, or another's
   */
  public static List<TxOp> read(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<TxOp> ops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ops.add(op(in));
    }
    return ops;
  }

  private static TxOp op(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    long table = in.readLong();
    byte[] key = bytes(in);
    return switch (kind) {
      case CHECK ->
          new TxOp.Check(
              table,
              key,
              new RejectRules(in.readBoolean(), in.readBoolean(), in.readLong(), in.readLong()));
      case WRITE -> {
        byte[] value = bytes(in);
        long expiry = in.readLong();
        List<byte[]> keys = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
          keys.add(bytes(in));
        }
        yield new TxOp.Write(table, key, value, expiry, keys);
      }
      case REMOVE -> new TxOp.Remove(table, key);
      default -> throw new IOException("no operation has the number " + kind);
    };
  }

  private static void head(DataOutputStream out, int kind, TxOp op) throws IOException {
    out.writeByte(kind);
    out.writeLong(op.tableId());
    bytes(out, op.key());
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > Shard.MOST_GROUP_BYTES) {
      throw new IOException("a word of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
