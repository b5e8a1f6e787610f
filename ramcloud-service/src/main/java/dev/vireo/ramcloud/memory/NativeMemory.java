package dev.vireo.ramcloud.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory that the process reserves but does not yet hold: a page becomes resident when it is first
 * written. An {@link Arena} would write zeros everywhere first, and a limit of 64 GiB would cost 64
 * GiB from the start.
 */
final class NativeMemory {
  /** The whole address space, for buffers that are known by their address. */
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle MALLOC =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("malloc"),
          FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("free"),
          FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

  private NativeMemory() {}

  /**
   * Reserves {@code bytes}, aligned to 64 (a cache line), until {@code arena} is closed. What it
   * holds at first is not defined.
   *
   * @throws OutOfMemoryError when the system refuses
   */
  static MemorySegment reserve(long bytes, Arena arena) {
    try {
      MemorySegment raw = (MemorySegment) MALLOC.invokeExact(bytes + 64);
      if (raw.address() == 0) {
        throw new OutOfMemoryError(
            "The system refused to reserve "
                + bytes
                + " bytes outside the heap: lower the memory limit, or raise the container's");
      }
      long aligned = (raw.address() + 63) & -64;
      return MemorySegment.ofAddress(aligned).reinterpret(bytes, arena, unused -> free(raw));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("malloc of " + bytes + " bytes", e);
    }
  }

  private static void free(MemorySegment raw) {
    try {
      FREE.invokeExact(raw);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("free", e);
    }
  }
}
