package dev.vireo.bus.kit;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The way to a real database, which can be cut. */
final class CutDataSource {

  private final DataSource real;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean cut;

  CutDataSource(DataSource real) {
    this.real = real;
  }

  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  /** How often somebody came to the cut. */
  int refused() {
    return refused.get();
  }

  DataSource source() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, args) -> {
              if (cut) {
                refused.incrementAndGet();
                throw new SQLException("the way to the database is cut", "08006");
              }
              return method.invoke(real, args);
            });
  }
}
