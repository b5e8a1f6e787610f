package dev.vireo.ramcloud.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

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

  /** Linux's {@code MADV_HUGEPAGE}. */
  private static final int HUGE_PAGES = 14;

  /** What a huge page has, where the smallest pages have 4 KiB. */
  private static final long HUGE_PAGE_BYTES = 2 << 20;

  private static final Optional<MethodHandle> MADVISE =
      System.getProperty("os.name").equals("Linux")
          ? LINKER
              .defaultLookup()
              .find("madvise")
              .map(
                  found ->
                      LINKER.downcallHandle(
                          found,
                          FunctionDescriptor.of(
                              ValueLayout.JAVA_INT,
                              ValueLayout.ADDRESS,
                              ValueLayout.JAVA_LONG,
                              ValueLayout.JAVA_INT)))
          : Optional.empty();

  private NativeMemory() {}

  /**
   * Reserves {@code bytes}, aligned to a huge page, until {@code arena} is closed. What it holds at
   * first is not defined. Entries are read and written all over it, so where the system has huge
   * pages it is asked for them: a look-up then seldom waits for where a page lies.
   *
   * @throws OutOfMemoryError when the system refuses
   */
  static MemorySegment reserve(long bytes, Arena arena) {
    try {
      MemorySegment raw = (MemorySegment) MALLOC.invokeExact(bytes + HUGE_PAGE_BYTES);
      if (raw.address() == 0) {
        throw new OutOfMemoryError(
            "The system refused to reserve "
                + bytes
                + " bytes outside the heap: lower the memory limit, or raise the container's");
      }
      long aligned = (raw.address() + HUGE_PAGE_BYTES - 1) & -HUGE_PAGE_BYTES;
      MemorySegment memory = MemorySegment.ofAddress(aligned);
      if (MADVISE.isPresent()) {
        // What it answers does not matter: small pages do as well.
        int unused = (int) MADVISE.get().invokeExact(memory, bytes, HUGE_PAGES);
      }
      return memory.reinterpret(bytes, arena, gone -> free(raw));
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
