package dev.vireo.ramcloud.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The operations of a prepared transaction as bytes. What it reads has passed a checksum. */
final class TxOpCodec {
  private static final int CHECK = 0;
  private static final int WRITE = 1;
  private static final int REMOVE = 2;

  private TxOpCodec() {}

  static byte[] encode(List<TxOp> ops) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<TxOp> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readInt();
      List<TxOp> ops = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ops.add(op(in));
      }
      return ops;
    } catch (IOException e) {
      throw new UncheckedIOException("a transaction's operations are cut off", e);
    }
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
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
