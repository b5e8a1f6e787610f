package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;

/** Held while the estate is changed: one {@code up} or {@code down} at a time. */
record EstateLock(FileChannel channel, FileLock lock) implements AutoCloseable {

  static EstateLock take(Home home) {
    try {
      var channel =
          FileChannel.open(
              home.run().resolve("estate.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      var lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new LocalPlatformException(
            "Another './vireo up' or './vireo down' is at work in %s. Wait until it has ended."
                .formatted(home.root()));
      }
      return new EstateLock(channel, lock);
    } catch (IOException e) {
      throw new LocalPlatformException(
          "%s cannot be locked: %s".formatted(home.run(), e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new LocalPlatformException("The estate's lock cannot be released", e);
    }
  }
}
